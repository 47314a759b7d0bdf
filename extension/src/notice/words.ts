// The words about a case that card, popup and panel share: its verdict, its publisher, where its link leads, its disclaimer.
import { onSite, siteOf } from "../lib/addresses.js";
import { say } from "../lib/i18n.js";
import type { Notice } from "../lib/messages.js";
import { make } from "./dom.js";

/** Whether the index has the publisher's answer. Without an answer we say only that the claim is disputed. */
export function isAnswered(notice: Notice): boolean {
  return notice.case.response.trim() !== "";
}

export function verdictOf(notice: Notice): string {
  if (!isAnswered(notice)) return say("verdict_disputed", sourceName(notice));
  return notice.case.verdict === "misleading" ? say("verdict_misleading") : say("verdict_false");
}

/** The key of the line above the claim. A service has read the passage and says that it repeats the claim; a pack says less. */
export function kickerOf(notice: Notice): string {
  if (notice.article) return "claim_of_article";
  const answered = isAnswered(notice) ? "" : "_disputed";
  if (!notice.local) return `claim_repeated${answered}`;
  return notice.match.relation === "repeats" ? `claim_stated${answered}` : `claim_spoken_of${answered}`;
}

export function sourceName(notice: Notice): string {
  return notice.source.name || notice.case.source;
}

/** Where the link leads: the publisher's name if it leads to the publisher's site, else the name of the site. */
export function placeOf(notice: Notice): string {
  const home = siteOf(notice.source.url);
  return home && onSite(notice.case.url, home) ? sourceName(notice) : siteOf(notice.case.url);
}

export function disclaimerText(notice: Notice): string {
  return notice.case.disclaimer || notice.source.text;
}

/**
 * The disclaimer that the publisher wants shown with its cases. A long one can be scrolled, also with the keyboard.
 * `named`: with the publisher's name, for when there are several.
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

/** The disclaimers of all these notices, each once. */
export function disclaimersOf(notices: readonly Notice[]): HTMLElement[] {
  const bySource = new Map(notices.map((notice) => [disclaimerText(notice) || notice.case.source, notice]));
  return [...bySource.values()].map((notice) => disclaimerOf(notice, bySource.size > 1));
}
