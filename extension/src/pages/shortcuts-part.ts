// The options for shortcuts: lists them as they are set now, and opens the browser's page to change them.
import { api } from "../lib/api.js";
import { say } from "../lib/i18n.js";
import { button, make } from "../notice/dom.js";

/** Firefox has a function that opens its page for shortcuts; Chrome has an address. */
async function change(): Promise<void> {
  const commands = api.commands as typeof api.commands & { openShortcutSettings?: () => Promise<void> };
  if (commands.openShortcutSettings) await commands.openShortcutSettings();
  else await api.tabs.create({ url: "chrome://extensions/shortcuts" });
}

export async function shortcutsPart(): Promise<HTMLElement[]> {
  // Firefox for Android has no shortcuts.
  const commands = (await api.commands?.getAll()) ?? [];
  const list = make("dl", { class: "shortcuts", id: "shortcuts" });
  for (const { name, description, shortcut } of commands) {
    if (name === "_execute_action" || !description) continue;
    list.append(make("div", {}, make("dt", {}, description), make("dd", {}, shortcut ? make("kbd", {}, shortcut) : say("shortcut_none"))));
  }
  return [list, make("div", { class: "row" }, button(say("shortcuts_change"), () => void change(), { class: "plain", id: "shortcuts-change" }))];
}
