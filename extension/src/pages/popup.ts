// The popup: what was found on the page, and what the reader may do about it.
import { say, translatePage } from "../lib/i18n.js";
import type { Notice } from "../lib/messages.js";
import { openPanel } from "../lib/panel.js";
import { loadSettings } from "../lib/settings.js";
import { button, link, make } from "../notice/dom.js";
import { shorten } from "../notice/shorten.js";
import { surenessOf } from "../notice/why.js";
import { disclaimersOf, placeOf } from "../notice/words.js";
import { actions } from "./popup-actions.js";
import { markAllButton } from "./mark-all.js";
import { elsewhere, gaps, relatedTitle, stateLine, wayLine } from "./state-texts.js";
import { checkPage, currentTab, look, namedTab, toBackground, toContent } from "./tab-page.js";
import type { TabPage } from "./tab-page.js";

const main = document.getElementById("main") as HTMLElement;
const foot = document.getElementById("foot") as HTMLElement;
let shownTab = 0;

function item(notice: Notice, gone = false, framed = true): HTMLElement {
  const what = make("span", { class: "what", lang: notice.case.lang, dir: "auto" }, notice.case.title);
  const quote = notice.article ? "" : make("span", { class: "quote", dir: "auto" }, `“${shorten(notice.match.quote, "", 120)}”`);
  const how = make("span", { class: "how" }, surenessOf(notice, gone));
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

function lists({ state }: TabPage): HTMLElement | null {
  if (!state) return null;
  const shown = [...state.article, ...state.notices];
  if (!shown.length && !state.related.length) return null;
  const made = make("section", { class: "lists", tabindex: "0", "aria-label": say("frame_dock") });
  const list = (items: HTMLElement[]) => make("ul", { class: "list" }, ...items);
  if (shown.length) made.append(list(shown.map((notice) => item(notice, !notice.anchored && !notice.article, !state.frameless))));
  if (state.related.length) {
    made.append(make("h2", {}, relatedTitle(state)), list(state.related.map((notice) => item({ ...notice, anchored: false }))));
  }
  return made;
}

/** The disclaimers of all cases shown. They are always in view. */
function disclaimers({ state }: TabPage): HTMLElement[] {
  return state ? disclaimersOf([...state.article, ...state.notices, ...state.related]) : [];
}

async function check(tab: number, allow: boolean): Promise<void> {
  main.replaceChildren(make("p", { class: "state", role: "status" }, say("popup_reading")));
  foot.replaceChildren();
  await checkPage(tab, allow);
  await show();
}

/** Check the selection. The page itself shows the result. */
async function checkSelection(tab: number): Promise<void> {
  const answer = await toBackground<{ refusal: string }>({ type: "check-selection", tab });
  if (answer?.refusal) return show();
  window.close();
}

async function show(): Promise<void> {
  const tab = await currentTab();
  if (tab?.id === undefined) return;
  const [page, settings] = await Promise.all([look(tab.id, !namedTab()), loadSettings()]);
  shownTab = page.tab;
  const line = make("p", { class: "state", role: "status" }, stateLine(page, settings));
  main.replaceChildren(line, ...gaps(page), ...markAllButton(page, () => window.close()), ...elsewhere(page, settings), lists(page) ?? "", ...wayLine(settings));
  const does = {
    show,
    check: (allow: boolean) => check(page.tab, allow),
    checkSelection: () => checkSelection(page.tab),
    openPanel: () => void openPanel(tab.windowId).then(() => window.close()),
  };
  foot.replaceChildren(...disclaimers(page), actions(page, settings, does));
}

translatePage();
void show();
