// Explains to the reader why a notice is shown: which words agree, which are missing, and how sure it is.
import { say, sayShare } from "../lib/i18n.js";
import { ANSWERS, type Match } from "../lib/contract.js";
import type { Notice } from "../lib/messages.js";
import { make } from "./dom.js";
import { kickerOf } from "./words.js";

const LEAST_TOLD = 0.02; // smaller probabilities are not mentioned

/**
 * How sure a match is, from its calibrated probability: "likely right: 86 %". If the passage does not repeat the claim, what
 * it most likely does instead; "" if that is unknown and a repetition is unlikely.
 */
export function howSure(match: Match): string {
  if (match.relation !== "repeats") {
    const [likeliest] = readAs(match);
    if (likeliest) return likeliest;
    if (match.score < 0.5) return "";
  }
  return say("likely_right", sayShare(match.score));
}

/** The words by which the page denies or reports the claim, in a sentence; "" if it does neither. */
export function stanceOf({ why }: Match): string {
  if (why.denied) return say("seems_denied", why.denied);
  return why.reported ? say("seems_reported", why.reported) : "";
}

/** One line about a notice: how sure it is, or what its passage does with the claim. `gone`: the passage has left the page. */
export function surenessOf(notice: Notice, gone: boolean): string {
  const { match, article, spokenOf } = notice;
  if (article) return say("claim_of_article");
  const stance = stanceOf(match);
  const left = gone && say("no_longer_here");
  if (spokenOf) return [say(kickerOf(notice)), stance, left].filter(Boolean).join(" ");
  return [stance || howSure(match), left].filter(Boolean).join(", ");
}

/** What the passage does with the claim, as the neural reader judges it, the likeliest first; empty if it did not read it. */
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
