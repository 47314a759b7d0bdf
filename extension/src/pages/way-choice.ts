// The first question of the welcome page and the options: how pages are checked, and what leaves the browser for that.
import { say } from "../lib/i18n.js";
import { WAYS } from "../lib/settings.js";
import type { Way } from "../lib/settings.js";
import { make } from "../notice/dom.js";

export class WayChoice {
  readonly element = make("fieldset", { id: "way" }, make("legend", {}, say("way_label")));

  /** `changed` is called with the way that the reader has just chosen. */
  constructor(way: Way, changed: (way: Way) => void) {
    for (const offered of WAYS) {
      const radio = make("input", { type: "radio", name: "way", value: offered, id: `way-${offered}` });
      radio.checked = offered === way;
      radio.addEventListener("change", () => changed(offered));
      const hint = make("span", { class: "muted", id: `way-${offered}-hint` }, say(`way_${offered}_hint`));
      radio.setAttribute("aria-describedby", hint.id);
      this.element.append(make("label", { class: "choice" }, radio, make("strong", {}, say(`way_${offered}`)), hint));
    }
  }

  get way(): Way {
    return (this.element.querySelector<HTMLInputElement>("input:checked")?.value ?? "local") as Way;
  }
}

/** Whether a way needs a pack on this computer, and whether it needs a service. */
export const needsPack = (way: Way) => way !== "pages";
export const needsService = (way: Way) => way !== "local";
