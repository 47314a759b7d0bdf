// Two questions that the welcome page and the options share: when pages are checked, and by which service.
import { serviceBase, serviceProblem, sitePattern, typedService } from "../lib/addresses.js";
import { locale, say } from "../lib/i18n.js";
import { MODES } from "../lib/settings.js";
import type { Mode, Settings } from "../lib/settings.js";
import { askStatus, ServiceFailure } from "../background/client.js";
import { make } from "../notice/dom.js";

/** A field with its label above and a hint below. */
export function field(label: string, control: HTMLElement, hint = ""): HTMLElement {
  const made = make("label", { class: "field" }, make("span", {}, label), control);
  if (hint) {
    control.setAttribute("aria-describedby", `${control.id}-hint`);
    made.append(make("span", { class: "muted", id: `${control.id}-hint` }, hint));
  }
  return made;
}

/** A site as a plain name, else "": browsers give no permission for patterns such as "*bank*". */
function plainSite(written: string): string {
  const site = sitePattern(written);
  return site.includes("*") ? "" : site;
}

export class ModeChoice {
  readonly element = make("fieldset", {}, make("legend", {}, say("mode_label")));
  private readonly sites = make("textarea", { id: "sites", rows: "3", spellcheck: "false" });
  private readonly sitesField = field(say("sites_label"), this.sites);

  constructor(mode: Mode | "", sites: readonly string[]) {
    for (const offered of MODES) {
      const radio = make("input", { type: "radio", name: "mode", value: offered, id: `mode-${offered}` });
      radio.checked = offered === mode;
      radio.addEventListener("change", () => this.reveal());
      const hint = make("span", { class: "muted", id: `mode-${offered}-hint` }, say(`mode_${offered}_hint`));
      radio.setAttribute("aria-describedby", hint.id);
      const name = make("strong", {}, say(`mode_${offered}`));
      this.element.append(make("label", { class: "choice" }, radio, name, hint));
    }
    this.sites.value = sites.join("\n");
    this.element.append(this.sitesField);
    this.reveal();
  }

  get mode(): Mode | "" {
    return (this.element.querySelector<HTMLInputElement>("input:checked")?.value ?? "") as Mode | "";
  }

  get list(): string[] {
    return [...new Set(this.written.map(plainSite).filter(Boolean))];
  }

  private get written(): string[] {
    return this.sites.value.split(/[\s,]+/).filter(Boolean);
  }

  /** Why the choice cannot be saved, as a text; "" if it can. */
  problem(): string {
    if (this.mode !== "sites") return "";
    const wrong = this.written.filter((site) => !plainSite(site));
    if (wrong.length) return say("sites_wrong", wrong.slice(0, 5).join(", "));
    return this.list.length ? "" : say("sites_missing");
  }

  private reveal(): void {
    this.sitesField.hidden = this.mode !== "sites";
  }
}

export class ServiceChoice {
  readonly element = make("div", { class: "service" });
  private readonly address = make("input", { id: "address", type: "url", spellcheck: "false", autocomplete: "off" });
  private readonly key = make("input", { id: "key", type: "password", autocomplete: "off", spellcheck: "false" });

  constructor({ service, key }: Pick<Settings, "service" | "key">) {
    this.address.value = service;
    this.key.value = key;
    this.element.append(
      field(say("service_label"), this.address, say("service_hint")),
      field(say("key_label"), this.key, say("key_hint")),
    );
  }

  /** The service and key as typed so far; null if the address cannot be a service's. */
  get typed(): Pick<Settings, "service" | "key"> | null {
    const typed = typedService(this.address.value);
    return serviceProblem(typed) ? null : { service: serviceBase(typed), key: this.key.value.trim() };
  }

  /** Lead the reader to the field for the key of this service. */
  askForKey(service: string): void {
    this.address.value = service;
    this.element.hidden = false;
    this.key.focus();
  }

  /** The typed service and key, or why the address cannot be a service's. Marks a wrong address. */
  read(): { service: string; key: string } | { problem: string } {
    const typed = typedService(this.address.value);
    const problem = serviceProblem(typed);
    if (problem) {
      this.address.setAttribute("aria-invalid", "true");
      this.address.focus();
      return { problem: say(problem) };
    }
    this.address.removeAttribute("aria-invalid");
    this.address.value = typed;
    return { service: serviceBase(typed), key: this.key.value.trim() };
  }
}

/** Ask a service for its status. Returns a text for the reader about its answer or failure. */
export async function tryService(chosen: { service: string; key: string }): Promise<{ good: boolean; text: string }> {
  try {
    const { cases } = await askStatus(chosen);
    return { good: true, text: say("service_answers", cases.toLocaleString(locale())) };
  } catch (error) {
    return { good: false, text: say(`error_${error instanceof ServiceFailure ? error.failure : "service"}`) };
  }
}

/** Show the outcome of an action below a form. */
export function report(element: HTMLElement, text: string, kind: "" | "good" | "bad" = ""): void {
  element.className = `status ${kind}`;
  element.textContent = text;
}
