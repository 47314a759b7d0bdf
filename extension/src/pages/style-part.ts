// The options for highlights: how sure a passage must be, how it looks, and a preview that follows the choice.
import { say } from "../lib/i18n.js";
import { COLOURS, saveSettings, SENSITIVITIES, SHAPES } from "../lib/settings.js";
import type { Settings } from "../lib/settings.js";
import { highlightStyle, REPEATS } from "../lib/styles.js";
import { make } from "../notice/dom.js";

function choice<K extends "shape" | "colour" | "sensitivity">(
  name: K,
  offered: readonly Settings[K][],
  chosen: Settings[K],
  changed: (value: Settings[K]) => void,
): HTMLElement {
  const group = make("fieldset", {}, make("legend", {}, say(`choose_${name}`)));
  const row = make("div", { class: "options" });
  for (const value of offered) {
    const radio = make("input", { type: "radio", name, value, id: `${name}-${value}` });
    radio.checked = value === chosen;
    radio.addEventListener("change", () => changed(value));
    row.append(make("label", {}, radio, make("span", {}, say(`${name}_${value}`))));
  }
  group.append(row);
  return group;
}

export function stylePart(settings: Settings): HTMLElement[] {
  let { shape, colour } = settings;
  const passage = document.createTextNode(say("preview_passage"));
  const preview = make("p", { class: "preview", id: "preview" }, say("preview_before"));
  preview.append(" ", passage, " ", say("preview_after"));
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [sheet];
  const range = document.createRange();
  range.selectNodeContents(passage);
  CSS.highlights.set(REPEATS, new Highlight(range));
  const show = () => sheet.replaceSync(highlightStyle(shape, colour));
  show();
  return [
    choice("sensitivity", SENSITIVITIES, settings.sensitivity, (sensitivity) => void saveSettings({ sensitivity })),
    choice("shape", SHAPES, shape, (value) => {
      shape = value;
      show();
      void saveSettings({ shape });
    }),
    choice("colour", COLOURS, colour, (value) => {
      colour = value;
      show();
      void saveSettings({ colour });
    }),
    preview,
  ];
}
