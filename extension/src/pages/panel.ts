// The panel beside the page: all notices of the window's active tab.
import { api } from "../lib/api.js";
import { say, translatePage } from "../lib/i18n.js";
import type { Notice, PageState, ToBackground } from "../lib/messages.js";
import { isPaused } from "../lib/policy.js";
import { loadSettings, onSettings } from "../lib/settings.js";
import type { Settings } from "../lib/settings.js";
import { button, make } from "../notice/dom.js";
import { disclaimersOf } from "../notice/words.js";
import { entryOf } from "./entry.js";
import { KeyedList } from "./keyed-list.js";
import { markAllButton } from "./mark-all.js";
import { elsewhere, gaps, relatedTitle, stateLine } from "./state-texts.js";
import { ASKING, checkPage, currentTab, look, toContent } from "./tab-page.js";
import type { TabPage } from "./tab-page.js";

/** Changes within this time lead to one redraw. */
const TOGETHER_MS = 60;
/** How often to look again at a page that is being read. */
const AGAIN_MS = 400;
const MOST_LOOKS = 50;

const main = document.getElementById("main") as HTMLElement;
const foot = document.getElementById("foot") as HTMLElement;

/** Stays the same element, so that a screen reader announces a new text exactly once. */
const status = make("p", { class: "state", role: "status" });
const told = make("div", { class: "told" });
const shownList = new KeyedList();
const relatedHeading = make("h2", { id: "related" });
const relatedList = new KeyedList();
const related = make("section", { class: "related", "aria-labelledby": "related" }, relatedHeading, relatedList.element);

let shownTab = 0;
let turn = 0;
let looks = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
/** The notice that the reader clicked on a page that cannot show a card; "" once the panel has scrolled to it. */
let asked = "";

/** Replace an element's children, unless the new ones are equal, so that the focus is not lost. */
function put(into: HTMLElement, children: readonly HTMLElement[]): void {
  const same = children.length === into.children.length && children.every((child, i) => into.children[i]?.isEqualNode(child));
  if (!same) into.replaceChildren(...children);
}

function buttons(page: TabPage, settings: Settings): HTMLElement[] {
  const { described, state, tab } = page;
  if (!settings.consented) {
    return [button(say("choose_now"), () => void api.tabs.create({ url: api.runtime.getURL("welcome.html") }), { class: "main", id: "choose_now" })];
  }
  if (isPaused(settings) || (described.refusal && !ASKING.has(described.refusal))) return [];
  if (!described.url) return [make("p", { class: "muted" }, say("panel_how"))];
  const checked = state?.phase === "done" || state?.phase === "failed";
  const check = () => void checkPage(tab, false).then(() => soon());
  const made = [button(say(checked ? "check_again" : "check_page"), check, { class: checked ? "plain" : "main", id: "check" })];
  return [...markAllButton(page, soon), ...made];
}

function showNotices(state: PageState | null, tab: number): void {
  const item = (notice: Notice, jump: (() => void) | null) => ({
    key: JSON.stringify([tab, notice, jump !== null]),
    make: () => entryOf(notice, jump),
  });
  const shown = state ? [...state.article, ...state.notices] : [];
  const listed = state?.related ?? [];
  shownList.show(shown.map((notice) => item(notice, () => void toContent(tab, { type: "jump", id: notice.id, beside: true }))));
  relatedList.show(listed.map((notice) => item(notice, null)));
  shownList.element.hidden = !shown.length;
  related.hidden = !listed.length;
  if (state) relatedHeading.textContent = relatedTitle(state);
  put(foot, disclaimersOf([...shown, ...listed]));
}

/** Scroll to the notice that the reader asked for. */
function lead(): void {
  if (!asked) return;
  const entry = document.querySelector<HTMLElement>(`[data-notice="${CSS.escape(asked)}"]`);
  if (!entry) return;
  for (const other of document.querySelectorAll(".asked")) other.classList.remove("asked");
  entry.classList.add("asked");
  entry.scrollIntoView({ block: "nearest" });
  entry.querySelector<HTMLElement>("button.passage")?.focus({ preventScroll: true });
  asked = "";
}

async function show(): Promise<void> {
  const mine = ++turn;
  const tab = await currentTab();
  if (tab?.id === undefined) return;
  const [page, settings] = await Promise.all([look(tab.id, false), loadSettings()]);
  if (mine !== turn) return;
  const { state } = page;
  if (page.tab !== shownTab) lists.scrollTop = looks = 0;
  shownTab = page.tab;
  const coming = !page.described.refusal && (tab.status === "loading" || state?.phase === "idle" || state?.phase === "reading");
  const line = coming ? say("popup_reading") : stateLine(page, settings);
  if (status.textContent !== line) status.textContent = line;
  put(told, coming ? [] : [...gaps(page), ...elsewhere(page, settings), make("div", { class: "row" }, ...buttons(page, settings))]);
  showNotices(state, page.tab);
  lists.hidden = shownList.element.hidden && related.hidden;
  lead();
  looks = coming ? looks + 1 : 0;
  if (coming && looks < MOST_LOOKS) soon(AGAIN_MS);
}

function soon(wait = TOGETHER_MS): void {
  clearTimeout(timer);
  timer = setTimeout(() => void show(), wait);
}

const lists = make(
  "section",
  { class: "lists", tabindex: "0", "aria-label": say("frame_dock") },
  make("h2", { class: "unseen" }, say("frame_dock")),
  shownList.element,
  related,
);

translatePage();
main.append(status, told, lists);
// Content scripts tell the background what they show; this page gets those messages too.
api.runtime.onMessage.addListener((message: ToBackground, sender) => {
  if (sender.tab?.id !== shownTab || (message.type !== "shown" && message.type !== "beside")) return;
  if (message.type === "beside") asked = message.id;
  soon();
});
api.tabs.onActivated.addListener(() => soon());
api.tabs.onUpdated.addListener((tab, { status: changed }) => {
  if (tab === shownTab && changed) soon();
});
onSettings(() => soon());
document.addEventListener("visibilitychange", () => soon());
asked = new URLSearchParams(location.search).get("notice") ?? "";
void show();
