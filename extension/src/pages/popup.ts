// The popup: what was found on the page, and what the reader may do about it.
import { api } from "../lib/api.js";
import { say, sayCount, sayTime, translatePage } from "../lib/i18n.js";
import type { Described, Notice, PageState, ToBackground, ToContent } from "../lib/messages.js";
import { loadSettings } from "../lib/settings.js";
import type { Settings } from "../lib/settings.js";
import { button, link, make } from "../notice/dom.js";
import { sayConsequence } from "../notice/dock.js";
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

async function currentTab(): Promise<chrome.tabs.Tab | undefined> {
  // Opened as a page of its own, the popup is told which tab it is about.
  const named = Number(new URLSearchParams(location.search).get("tab"));
  if (named) return api.tabs.get(named);
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
  const described = (await toBackground<Described>({ type: "page", tab })) ?? { refusal: "not_a_page" as const, url: "", objection: null };
  return { tab, described, state: await toContent<PageState>(tab, { type: "state" }) };
}

function stateLine({ state, described: { refusal, objection } }: Page, settings: Settings): string {
  if (refusal === "paused" && settings.paused !== "always") return say("paused_until", sayTime(settings.paused));
  const found = (state?.notices.filter((notice) => notice.anchored).length ?? 0) + (state?.article.length ?? 0);
  if (state?.phase === "failed") return `${say(`error_${state.failure}`)} ${state.failure && sayConsequence(state.failure, state.service)}`;
  if (objection) return `${say("refusal_never")} ${say("never_entry", objection.entry, say(`never_${objection.category}`))}`;
  if (refusal && !ASKING.has(refusal)) return say(`refusal_${refusal}`);
  if (found) return sayCount("notices", found);
  if (state?.phase === "done") return say("popup_checked");
  if (state?.phase === "reading") return say("popup_reading");
  return say(`refusal_${refusal || "none"}`);
}

function item(notice: Notice, gone = false): HTMLElement {
  const what = make("span", { class: "what", lang: notice.case.lang, dir: "auto" }, notice.case.title);
  const quote = notice.article ? "" : make("span", { class: "quote", dir: "auto" }, `“${shorten(notice.match.quote, "", 120)}”`);
  const stance = stanceOf(notice.match);
  const sure = stance || (gone ? `${howSure(notice.match.score)}, ${say("no_longer_here")}` : howSure(notice.match.score));
  const how = make("span", { class: "how" }, notice.article ? say("claim_of_article") : sure);
  if (!notice.anchored && !notice.article) {
    const listed = make("div", { class: "plain" }, what, quote, how);
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
  if (shown.length) made.append(list(shown.map((notice) => item(notice, !notice.anchored && !notice.article))));
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

async function show(): Promise<void> {
  const tab = await currentTab();
  if (tab?.id === undefined) return;
  const [page, settings] = await Promise.all([look(tab.id), loadSettings()]);
  shownTab = page.tab;
  const line = make("p", { class: "state", role: "status" }, stateLine(page, settings));
  main.replaceChildren(line, lists(page) ?? "");
  foot.replaceChildren(...disclaimers(page), actions(page, settings, { show, check: (allow) => check(page.tab, allow) }));
}

translatePage();
void show();
