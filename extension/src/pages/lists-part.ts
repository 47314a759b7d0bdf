// The options for lists: sites that are never read, sites that the reader allowed or excluded, and hidden cases.
import { sitePattern } from "../lib/addresses.js";
import { say } from "../lib/i18n.js";
import { CATEGORIES, listOf } from "../lib/never.js";
import { loadSettings, onSettings, saveSettings } from "../lib/settings.js";
import type { Settings } from "../lib/settings.js";
import { button, make } from "../notice/dom.js";
import { field, report } from "./choices.js";

type ListName = "never" | "allowed" | "excluded";

function listField(name: ListName, items: readonly string[], read: (line: string) => string): HTMLElement[] {
  const area = make("textarea", { id: `list-${name}`, rows: "4", spellcheck: "false" });
  const status = make("p", { class: "status", role: "status" });
  let shown = "";
  const show = (list: readonly string[]) => (area.value = shown = list.join("\n"));
  show(items);
  // Show at once what is added from a notice or the popup, but do not overwrite what the reader is typing.
  onSettings((settings) => {
    if (area.value === shown) show(settings[name]);
  });

  async function save(): Promise<void> {
    const lines = area.value.split(/\n/).map((line) => line.trim()).filter(Boolean);
    const wrong = lines.filter((line) => !read(line));
    const settings = await saveSettings({ [name]: lines.map(read).filter(Boolean) });
    show(settings[name]);
    report(status, wrong.length ? say("lines_dropped", wrong.slice(0, 5).join(", ")) : say("saved"), wrong.length ? "bad" : "good");
  }

  const row = make("div", { class: "row" }, button(say("save"), () => void save(), { class: "plain", id: `save-${name}` }));
  return [field(say(`list_${name}`), area, say(`list_${name}_hint`)), row, status];
}

/** The hidden cases, each with its claim and a button to show it again. */
function hiddenCases(settings: Settings): HTMLElement {
  const list = make("ul", { class: "entries", id: "list-hidden" });
  const show = ({ hidden, titles }: Settings) => {
    const items = hidden.map((id) => {
      const again = () =>
        void loadSettings()
          .then((now) => saveSettings({ hidden: now.hidden.filter((other) => other !== id) }))
          .then(show);
      const title = make("span", { dir: "auto", class: "what" }, titles[id] ?? say("hidden_untitled", id));
      return make("li", {}, title, " ", button(say("show_again"), again, { class: "text", "aria-label": `${say("show_again")}: ${titles[id] ?? id}` }));
    });
    list.replaceChildren(...(items.length ? items : [make("li", { class: "muted none" }, say("hidden_none"))]));
  };
  show(settings);
  onSettings(show);
  return make("div", { class: "field" }, make("span", {}, say("list_hidden")), list, make("span", { class: "muted" }, say("list_hidden_hint")));
}

/** The shipped list, for the reader to look through. */
function shippedList(): HTMLElement {
  const made = make("details", { id: "list-shipped" }, make("summary", {}, say("list_shipped")));
  for (const category of CATEGORIES) {
    const entries = make("p", { class: "muted", lang: "en" }, listOf(category).join(", "));
    made.append(make("h3", {}, say(`never_${category}`)), entries);
  }
  return made;
}

export function listsPart(settings: Settings): HTMLElement[] {
  return [
    shippedList(),
    ...listField("allowed", settings.allowed, sitePattern),
    ...listField("never", settings.never, sitePattern),
    ...listField("excluded", settings.excluded, sitePattern),
    hiddenCases(settings),
  ];
}
