// Why a notice is shown: the words that agree, what is missing, and how sure this is, in terms a reader understands.
import { say, sayShare } from "../lib/i18n.js";
import { ANSWERS, type Match } from "../lib/contract.js";
import type { Notice } from "../lib/messages.js";
import { make } from "./dom.js";
import { kickerOf } from "./words.js";

const LEAST_TOLD = 0.02; // probabilities below it are not worth a word

/**
 * How sure a notice is, from its calibrated probability: "likely right: 86 %". A passage that more likely does not repeat
 * the claim has what it does instead; "" where that is not known.
 */
export function howSure(match: Match): string {
  if (match.relation !== "repeats") {
    const [likeliest] = readAs(match);
    if (likeliest) return likeliest;
    if (match.score < 0.5) return "";
  }
  return say("likely_right", sayShare(match.score));
}

/** By which words the page denies the claim, or reports it; "" if it does neither. */
export function stanceOf({ why }: Match): string {
  if (why.denied) return say("seems_denied", why.denied);
  return why.reported ? say("seems_reported", why.reported) : "";
}

/** In one line: how sure a notice is, or what its passage does with the claim; and that it is `gone` from the page. */
export function surenessOf(notice: Notice, gone: boolean): string {
  const { match, article, spokenOf } = notice;
  if (article) return say("claim_of_article");
  const stance = stanceOf(match);
  const left = gone && say("no_longer_here");
  if (spokenOf) return [say(kickerOf(notice)), stance, left].filter(Boolean).join(" ");
  return [stance || howSure(match), left].filter(Boolean).join(", ");
}

/** What the passage does with the claim as the reader sees it, the likeliest first; none where it did not read it. */
export function readAs({ why }: Match): string[] {
  const told = ANSWERS.filter((answer) => (why.reader[answer] ?? 0) >= LEAST_TOLD);
  told.sort((a, b) => (why.reader[b] ?? 0) - (why.reader[a] ?? 0));
  return told.map((answer) => say(`read_${answer}`, sayShare(why.reader[answer] ?? 0)));
}

function chips(words: readonly string[], lang: string, className: string): HTMLElement {
  const list = make("ul", { class: `chips ${className}`, lang });
  for (const word of words) list.append(make("li", { dir: "auto" }, word));
  return list;
}

export function whyShown({ match, case: found, spokenOf }: Notice): HTMLElement {
  const { why } = match;
  const agreed = [...new Set([...why.names, ...why.numbers, ...why.words])].slice(0, 14);
  const details = make(
    "details",
    { class: "why" },
    make("summary", {}, say("why_shown"), make("span", { class: "sure" }, spokenOf ? "" : howSure(match))),
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
  const read = readAs(match);
  if (read.length) details.append(make("h2", {}, say("read_together")), make("p", { dir: "auto" }, read.join(", ")));
  const stance = stanceOf(match);
  if (stance) details.append(make("p", { class: "muted", dir: "auto" }, stance));
  if (match.also.length) details.append(make("p", { class: "muted" }, say("also_cases", match.also.length)));
  return details;
}
