// The popup: what was found on the page, and what the reader may do about it.
import { siteOf } from "../lib/addresses.js";
import { api } from "../lib/api.js";
import { say, sayCount, translatePage } from "../lib/i18n.js";
import type { Notice, PageState, ToBackground, ToContent } from "../lib/messages.js";
import { loadSettings, saveSettings } from "../lib/settings.js";
import type { Settings } from "../lib/settings.js";
import { button, link, make } from "../notice/dom.js";
import { shorten } from "../notice/shorten.js";
import { disclaimerOf, placeOf } from "../notice/card.js";
import { howSure, stanceOf } from "../notice/why.js";
import { originsFor } from "./choices.js";

const main = document.getElementById("main") as HTMLElement;
const foot = document.getElementById("foot") as HTMLElement;
let shownTab = 0;

interface Page {
  tab: number;
  url: string;
  refusal: string;
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
  const described = await toBackground<{ refusal: string; url: string }>({ type: "page", tab });
  const state = await toContent<PageState>(tab, { type: "state" });
  return { tab, state, url: described?.url ?? "", refusal: described?.refusal ?? "not_a_page" };
}

/** What keeps a page from being read by itself, but not by a click. */
const ASKING = new Set(["not_asked", "not_permitted"]);

function stateLine(page: Page): string {
  const { state } = page;
  const found = (state?.notices.filter((notice) => notice.anchored).length ?? 0) + (state?.article.length ?? 0);
  if (state?.phase === "failed") return `${say(`error_${state.failure}`)} ${say("pages_not_checked", new URL(state.service).host)}`;
  if (page.refusal && !ASKING.has(page.refusal)) return say(`refusal_${page.refusal}`);
  if (found) return sayCount("notices", found);
  if (state?.phase === "done") return say("popup_checked");
  if (state?.phase === "reading") return say("popup_reading");
  return say(`refusal_${page.refusal || "none"}`);
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

function actions(page: Page, settings: Settings): HTMLElement {
  const row = make("div", { class: "row" });
  const site = siteOf(page.url);
  const add = (text: string, click: () => void, name: string) => row.append(button(say(text), click, { class: name }));
  if (!settings.consented) {
    add("choose_now", () => void api.tabs.create({ url: api.runtime.getURL("welcome.html") }).then(() => window.close()), "main");
    return row;
  }
  if (page.refusal === "excluded") {
    add("allow_here", () => void saveSettings({ excluded: settings.excluded.filter((one) => !isFor(site, one)) }).then(show), "plain");
    return row;
  }
  if (page.refusal && !ASKING.has(page.refusal)) return row;
  const checked = page.state?.phase === "done" || page.state?.phase === "failed";
  add(checked ? "check_again" : "check_page", () => void check(page.tab), checked ? "plain" : "main");
  if (site) {
    if (settings.mode === "sites" && page.refusal === "not_asked") add("always_here", () => void always(site, settings), "plain");
    if (page.refusal === "not_permitted") add("give_permission", () => void permit(site, settings), "plain");
    add("not_here_again", () => void saveSettings({ excluded: [...settings.excluded, site] }).then(show), "plain");
  }
  return row;
}

function isFor(site: string, pattern: string): boolean {
  return site === pattern || site.endsWith(`.${pattern}`);
}

async function always(site: string, settings: Settings): Promise<void> {
  if (!(await api.permissions.request({ origins: originsFor("sites", [site]) }))) return;
  await saveSettings({ sites: [...settings.sites, site] });
  await show();
}

/** Ask anew for what the reader's mode needs; the page is read once it is loaded again. */
async function permit(site: string, settings: Settings): Promise<void> {
  const sites = settings.sites.filter((one) => isFor(site, one));
  if (await api.permissions.request({ origins: originsFor(settings.mode, sites) })) await show();
}

async function check(tab: number): Promise<void> {
  main.replaceChildren(make("p", { class: "state", role: "status" }, say("popup_reading")));
  foot.replaceChildren();
  const answer = await toBackground<{ refusal: string }>({ type: "check", tab });
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
  const line = make("p", { class: "state", role: "status" }, stateLine(page));
  main.replaceChildren(line, lists(page) ?? "");
  foot.replaceChildren(...disclaimers(page), actions(page, settings));
}

translatePage();
void show();
