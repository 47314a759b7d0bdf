// The popup: what was found on the page, and what the reader may do about it.
import { api } from "../lib/api.js";
import { locale, say, sayCount, sayNumber, sayTime, translatePage } from "../lib/i18n.js";
import type { Described, Notice, PageState, ToBackground, ToContent } from "../lib/messages.js";
import { loadSettings } from "../lib/settings.js";
import type { Settings } from "../lib/settings.js";
import { button, link, make } from "../notice/dom.js";
import { sayConsequence } from "../notice/summary-button.js";
import { shorten } from "../notice/shorten.js";
import { disclaimerOf, placeOf } from "../notice/card.js";
import { howSure, stanceOf } from "../notice/why.js";
import { actions, ASKING } from "./popup-actions.js";

const main = document.getElementById("main") as HTMLElement;
const foot = document.getElementById("foot") as HTMLElement;
let shownTab = 0;

interface Page {
  tab: number;
  described: Described;
  state: PageState | null;
}

/** Opened as a page of its own, the popup is told which tab it is about; 0 where the toolbar's button opened it. */
const named = () => Number(new URLSearchParams(location.search).get("tab"));

async function currentTab(): Promise<chrome.tabs.Tab | undefined> {
  if (named()) return api.tabs.get(named());
  return (await api.tabs.query({ active: true, currentWindow: true }))[0];
}

const toBackground = <T>(message: ToBackground) => api.runtime.sendMessage<ToBackground, T>(message);

async function toContent<T>(tab: number, message: ToContent): Promise<T | null> {
  try {
    return ((await api.tabs.sendMessage(tab, message))) ?? null;
  } catch {
    return null;
  }
}

async function look(tab: number): Promise<Page> {
  const described = (await toBackground<Described>({ type: "page", tab, pressed: !named() })) ?? { refusal: "not_a_page" as const, url: "", selected: false, objection: null };
  const state = await toContent<PageState>(tab, { type: "state" });
  if (!described.refusal && state?.phase === "refused" && state.refusal === "signed_in") described.refusal = "signed_in";
  return { tab, described, state };
}

function stateLine({ state, described: { refusal, objection } }: Page, settings: Settings): string {
  if (refusal === "paused" && settings.paused !== "always") return say("paused_until", sayTime(settings.paused));
  const found = (state?.notices.filter((notice) => notice.anchored).length ?? 0) + (state?.article.length ?? 0);
  if (state?.phase === "failed") return `${say(`error_${state.failure}`)} ${state.failure && sayConsequence(state.failure, state.service)}`;
  if (objection) return `${say("refusal_never")} ${say("never_entry", objection.entry, say(`never_${objection.category}`))}`;
  if (refusal && !ASKING.has(refusal)) return say(`refusal_${refusal}`);
  if (found) return sayCount("notices", found);
  if (state?.phase === "done") return say(isWhole(state) ? "popup_checked" : "popup_checked_partly");
  if (state?.phase === "reading") return say("popup_reading");
  return say(`refusal_${refusal || "none"}`);
}

/** Whether all that was to be read of a page was, as far as the service's claims reach. */
function isWhole(state: PageState): boolean {
  return state.checked >= state.paragraphs && !state.foreign && !state.checksFacts;
}

/** What of the page nothing is known of. */
function gaps({ state }: Page): HTMLElement[] {
  if (!state || (state.phase !== "done" && state.phase !== "failed")) return [];
  const { checked, paragraphs, foreign, checksFacts } = state;
  const told: string[] = [];
  if (checked < paragraphs && (checked || state.phase === "done")) told.push(say("popup_partly", sayNumber(checked), sayNumber(paragraphs)));
  if (foreign) told.push(say("popup_language", new Intl.DisplayNames(locale(), { type: "language" }).of(foreign) ?? foreign));
  const made: HTMLElement[] = told.map((text) => make("p", { class: "gap" }, text));
  if (checksFacts === "publisher") made.push(make("p", { class: "gap" }, say("popup_publisher")));
  if (checksFacts === "markup") {
    const all = button(say("mark_all"), () => void toContent(shownTab, { type: "mark-all" }).then(() => window.close()), { class: "plain", id: "mark_all" });
    made.push(make("p", { class: "gap" }, say("popup_checks_facts")), all);
  }
  return made;
}

/** In which way pages are checked, and with it what leaves the browser. */
function wayLine(settings: Settings): HTMLElement[] {
  if (!settings.consented) return [];
  const { way, service } = settings;
  return [make("p", { class: "way muted" }, way === "local" ? say("popup_way_local") : say(`popup_way_${way}`, new URL(service).host))];
}

/** Where a text that cannot be read in its place can be put instead. */
function elsewhere({ described: { refusal } }: Page, settings: Settings): HTMLElement[] {
  const pasted = refusal === "pdf" || refusal === "closed" || refusal === "file" || refusal === "source";
  return pasted && settings.consented && settings.way !== "local" ? [make("p", {}, link(`${settings.service}/`, say("paste_there")))] : [];
}

function item(notice: Notice, gone = false, framed = true): HTMLElement {
  const what = make("span", { class: "what", lang: notice.case.lang, dir: "auto" }, notice.case.title);
  const quote = notice.article ? "" : make("span", { class: "quote", dir: "auto" }, `“${shorten(notice.match.quote, "", 120)}”`);
  const stance = stanceOf(notice.match);
  const sure = [stance || howSure(notice.match), gone && say("no_longer_here")].filter(Boolean).join(", ");
  const told = notice.spokenOf ? [say("claim_spoken_of"), stance, gone && say("no_longer_here")].filter(Boolean).join(" ") : sure;
  const how = make("span", { class: "how" }, notice.article ? say("claim_of_article") : told);
  if (!framed || (!notice.anchored && !notice.article)) {
    const listed = make("div", { class: "plain" }, what, quote, how);
    if (!framed) listed.append(make("p", { class: "answer", lang: notice.case.lang, dir: "auto" }, shorten(notice.case.response, notice.case.lang, 400)));
    listed.append(link(notice.case.url, say("read_at_source", placeOf(notice)), { class: "how" }));
    return make("li", {}, listed);
  }
  const jump = button("", () => void toContent(shownTab, { type: "jump", id: notice.id }).then(() => window.close()));
  jump.append(what, quote, how);
  return make("li", {}, jump);
}

function lists({ state }: Page): HTMLElement | null {
  if (!state) return null;
  const shown = [...state.article, ...state.notices];
  if (!shown.length && !state.related.length) return null;
  const made = make("section", { class: "lists", tabindex: "0", "aria-label": say("frame_dock") });
  const list = (items: HTMLElement[]) => make("ul", { class: "list" }, ...items);
  if (shown.length) made.append(list(shown.map((notice) => item(notice, !notice.anchored && !notice.article, !state.frameless))));
  if (state.related.length) {
    made.append(make("h2", {}, say("popup_related")), list(state.related.map((notice) => item({ ...notice, anchored: false }))));
  }
  return made;
}

/** Wherever a case is shown its disclaimer is, and in view. */
function disclaimers({ state }: Page): HTMLElement[] {
  const all = state ? [...state.article, ...state.notices, ...state.related] : [];
  const bySource = new Map(all.map((notice) => [notice.case.disclaimer || notice.source.text || notice.case.source, notice]));
  return [...bySource.values()].map(disclaimerOf);
}

async function check(tab: number, allow: boolean): Promise<void> {
  main.replaceChildren(make("p", { class: "state", role: "status" }, say("popup_reading")));
  foot.replaceChildren();
  const answer = await toBackground<{ refusal: string }>({ type: "check", tab, allow });
  if (answer?.refusal) return show();
  for (;;) {
    const state = await toContent<PageState>(tab, { type: "state" });
    if (!state || state.phase === "done" || state.phase === "failed" || state.phase === "refused") break;
    await new Promise((done) => setTimeout(done, 150));
  }
  await show();
}

/** The page itself shows what comes of it. */
async function checkSelection(tab: number): Promise<void> {
  const answer = await toBackground<{ refusal: string }>({ type: "check-selection", tab });
  if (answer?.refusal) return show();
  window.close();
}

async function show(): Promise<void> {
  const tab = await currentTab();
  if (tab?.id === undefined) return;
  const [page, settings] = await Promise.all([look(tab.id), loadSettings()]);
  shownTab = page.tab;
  const line = make("p", { class: "state", role: "status" }, stateLine(page, settings));
  main.replaceChildren(line, ...gaps(page), ...elsewhere(page, settings), lists(page) ?? "", ...wayLine(settings));
  foot.replaceChildren(...disclaimers(page), actions(page, settings, { show, check: (allow) => check(page.tab, allow), checkSelection: () => checkSelection(page.tab) }));
}

translatePage();
void show();
