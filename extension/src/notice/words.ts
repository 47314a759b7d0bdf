// What is said of a case wherever it is shown: its verdict, its publisher, where its link leads, its disclaimer.
import { onSite, siteOf } from "../lib/addresses.js";
import { say } from "../lib/i18n.js";
import type { Notice } from "../lib/messages.js";
import { make } from "./dom.js";

/** A case whose publisher gives no answer here is disputed, and no more than that is said of it. */
export function isAnswered(notice: Notice): boolean {
  return notice.case.response.trim() !== "";
}

export function verdictOf(notice: Notice): string {
  if (!isAnswered(notice)) return say("verdict_disputed", sourceName(notice));
  return notice.case.verdict === "misleading" ? say("verdict_misleading") : say("verdict_false");
}

/** What is said of the page: a service read the passage and knows that it repeats the claim; a pack knows less, and says so. */
export function kickerOf(notice: Notice): string {
  if (notice.article) return "claim_of_article";
  const answered = isAnswered(notice) ? "" : "_disputed";
  if (!notice.local) return `claim_repeated${answered}`;
  return notice.match.relation === "repeats" ? `claim_stated${answered}` : `claim_spoken_of${answered}`;
}

export function sourceName(notice: Notice): string {
  return notice.source.name || notice.case.source;
}

/** Where the link leads: the publisher by name, or the site where it is not the publisher's own. */
export function placeOf(notice: Notice): string {
  const home = siteOf(notice.source.url);
  return home && onSite(notice.case.url, home) ? sourceName(notice) : siteOf(notice.case.url);
}

export function disclaimerText(notice: Notice): string {
  return notice.case.disclaimer || notice.source.text;
}

/**
 * What the publisher wants said with its cases. It can be longer than its place and be scrolled, by keyboard too.
 * `named`: with the publisher's name, where there are several.
 */
export function disclaimerOf(notice: Notice, named = false): HTMLElement {
  const text = disclaimerText(notice);
  const label = named ? `${say("disclaimer")}: ${sourceName(notice)}` : say("disclaimer");
  return make(
    "section",
    { class: "disclaimer", "aria-label": label, tabindex: "0" },
    make("strong", {}, `${label} `),
    text
      ? make("span", { class: "disclaimer-text", lang: notice.case.lang, dir: "auto" }, text)
      : make("span", { class: "disclaimer-text" }, say("no_disclaimer", sourceName(notice))),
  );
}

/** The disclaimers of all these, each once. */
export function disclaimersOf(notices: readonly Notice[]): HTMLElement[] {
  const bySource = new Map(notices.map((notice) => [disclaimerText(notice) || notice.case.source, notice]));
  return [...bySource.values()].map((notice) => disclaimerOf(notice, bySource.size > 1));
}
