// Texts about a page as a whole: what was found, or why nothing was, and which parts were not checked.
import { locale, say, sayCount, sayNumber, sayTime } from "../lib/i18n.js";
import { languageName } from "../lib/languages.js";
import type { PageState } from "../lib/messages.js";
import type { Settings } from "../lib/settings.js";
import { link, make } from "../notice/dom.js";
import { sayConsequence } from "../notice/summary-button.js";
import { ASKING } from "./tab-page.js";
import type { TabPage } from "./tab-page.js";

const isRepeated = (state: PageState) => state.notices.some(({ anchored }) => anchored);

/** The one sentence that says how a page stands. */
export function stateLine({ state, described: { refusal, objection } }: TabPage, settings: Settings): string {
  if (refusal === "paused" && settings.paused !== "always") return say("paused_until", sayTime(settings.paused));
  const found = (state?.notices.filter((notice) => notice.anchored).length ?? 0) + (state?.article.length ?? 0);
  if (state?.phase === "failed") return `${say(`error_${state.failure}`)} ${state.failure && sayConsequence(state.failure, state.service)}`;
  if (objection) return `${say("refusal_never")} ${say("never_entry", objection.entry, say(`never_${objection.category}`))}`;
  if (refusal && !ASKING.has(refusal)) return say(`refusal_${refusal}`);
  if (found) return sayCount("notices", found);
  if (state?.phase === "done") return nothingFound(state);
  if (state?.phase === "reading") return say("popup_reading");
  return say(`refusal_${refusal || "none"}`);
}

/** The sentence for a page without notices. It is "all clear" only if all was read, in a language of the claims, and nothing was held back. */
function nothingFound(state: PageState): string {
  const { checked, paragraphs, foreign, checksFacts, related, hidden } = state;
  if (!checked && paragraphs) return say("page_not_checked");
  if (checksFacts) return whyUnmarked(checksFacts);
  if (related.some(({ match }) => match.relation === "repeats")) return say("popup_less_sure");
  if (hidden) return say("popup_hidden");
  return say(checked >= paragraphs && !foreign ? "popup_checked" : "popup_checked_partly");
}

function whyUnmarked(checksFacts: PageState["checksFacts"]): string {
  return say(checksFacts === "markup" ? "popup_checks_facts" : "popup_publisher");
}

/** What the reader should know about gaps: parts that were not checked, and claims on a page that checks facts. */
export function gaps({ state }: TabPage): HTMLElement[] {
  if (!state || (state.phase !== "done" && state.phase !== "failed")) return [];
  const { checked, paragraphs, foreign, checksFacts, article, phase, related } = state;
  const told: string[] = [];
  if (checked && checked < paragraphs) told.push(say("popup_partly", sayNumber(checked), sayNumber(paragraphs)));
  if (foreign) told.push(say("popup_language", languageName(foreign, locale())));
  if (checksFacts && !isRepeated(state)) {
    // The line above already says why nothing is marked, unless it says something else.
    const why = phase === "failed" || article.length || !checked ? whyUnmarked(checksFacts) : "";
    const what = related.length ? say("popup_about_listed") : checked ? say("popup_about_none") : "";
    told.push([why, what].filter(Boolean).join(" "));
  }
  return told.filter(Boolean).map((text) => make("p", { class: "gap" }, text));
}

/** Whether nothing is marked only because the page itself says that it checks facts. The reader may overrule that. */
export function isUnmarkedByItsWord({ state }: TabPage): boolean {
  return state?.checksFacts === "markup" && (state.phase === "done" || state.phase === "failed");
}

/** How pages are checked, and what leaves the browser for that. */
export function wayLine(settings: Settings): HTMLElement[] {
  if (!settings.consented) return [];
  const { way, service } = settings;
  return [make("p", { class: "way muted" }, way === "local" ? say("popup_way_local") : say(`popup_way_${way}`, new URL(service).host))];
}

/** A link to the service's own page, for texts that the extension cannot read where they are. */
export function elsewhere({ described: { refusal } }: TabPage, settings: Settings): HTMLElement[] {
  const pasted = refusal === "pdf" || refusal === "closed" || refusal === "file" || refusal === "source";
  return pasted && settings.consented && settings.way !== "local" ? [make("p", {}, link(`${settings.service}/`, say("paste_there")))] : [];
}

/** The heading above notices that are only listed. */
export function relatedTitle({ related }: PageState): string {
  return say(related.some(({ match }) => match.relation === "repeats") ? "popup_related_or_less_sure" : "popup_related");
}
