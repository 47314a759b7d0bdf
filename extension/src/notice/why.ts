// Why a notice is shown: the words that agree, what is missing, and how sure this is, in terms a reader understands.
import { say, sayShare } from "../lib/i18n.js";
import type { Match } from "../lib/contract.js";
import type { Notice } from "../lib/messages.js";
import { make } from "./dom.js";

/** How sure, in words, and as the number behind them. */
export function howSure(score: number): string {
  const key = score >= 0.97 ? "sure_very" : score >= 0.9 ? "sure_quite" : score >= 0.5 ? "sure_perhaps" : "sure_little";
  return say(key, sayShare(score));
}

/** By which words the page denies the claim, or reports it; "" if it does neither. */
export function stanceOf({ why }: Match): string {
  if (why.denied) return say("seems_denied", why.denied);
  return why.reported ? say("seems_reported", why.reported) : "";
}

function chips(words: readonly string[], lang: string, className: string): HTMLElement {
  const list = make("ul", { class: `chips ${className}`, lang });
  for (const word of words) list.append(make("li", { dir: "auto" }, word));
  return list;
}

export function whyShown({ match, case: found }: Notice): HTMLElement {
  const { why } = match;
  const agreed = [...new Set([...why.names, ...why.numbers, ...why.words])].slice(0, 14);
  const details = make(
    "details",
    { class: "why" },
    make("summary", {}, say("why_shown"), make("span", { class: "sure" }, howSure(match.score))),
    make("h2", {}, say("your_page_says")),
    make("blockquote", { dir: "auto" }, match.quote),
  );
  if (why.claim) {
    details.append(make("h2", {}, say("the_claim_says")), make("blockquote", { lang: found.lang, dir: "auto" }, why.claim));
  }
  if (agreed.length) details.append(make("h2", {}, say("words_agreed")), chips(agreed, found.lang, "agreed"));
  if (why.missing.length) {
    details.append(make("h2", {}, say("words_missing")), chips(why.missing.slice(0, 10), found.lang, "missing"));
  }
  const stance = stanceOf(match);
  if (stance) details.append(make("p", { class: "muted", dir: "auto" }, stance));
  if (match.also.length) details.append(make("p", { class: "muted" }, say("also_cases", match.also.length)));
  return details;
}
