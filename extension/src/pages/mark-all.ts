// The button, in popup and panel, that marks repeated claims although the page says that it checks facts.
import { say } from "../lib/i18n.js";
import { button } from "../notice/dom.js";
import { isUnmarkedByItsWord } from "./state-texts.js";
import { toContent } from "./tab-page.js";
import type { TabPage } from "./tab-page.js";

/** The button, or nothing if the page does not need it. `then` is called after the page was told. */
export function markAllButton(page: TabPage, then: () => void): HTMLElement[] {
  if (!isUnmarkedByItsWord(page)) return [];
  const press = () => void toContent(page.tab, { type: "mark-all" }).then(() => then());
  return [button(say("mark_all"), press, { class: "plain", id: "mark_all" })];
}
