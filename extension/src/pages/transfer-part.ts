// Exports and imports the settings as a plain file, without the key and without the consent.
import { say } from "../lib/i18n.js";
import { loadSettings, readSettings, saveSettings } from "../lib/settings.js";
import type { Settings } from "../lib/settings.js";
import { button, make } from "../notice/dom.js";
import { report } from "./choices.js";

const KIND = "rejoinder-settings";
/** The settings in the file. The key is a secret, and consent, way and mode are chosen anew on each computer. */
const TAKEN = ["service", "sites", "excluded", "never", "allowed", "hidden", "titles", "private", "address", "comments", "metered", "sensitivity", "shape", "colour"] as const;

type Taken = Pick<Settings, (typeof TAKEN)[number]>;

function taken(settings: Settings): Taken {
  return Object.fromEntries(TAKEN.map((name) => [name, settings[name]])) as Taken;
}

/** The text of a file with these settings. */
export function exported(settings: Settings): string {
  return `${JSON.stringify({ kind: KIND, version: 1, settings: taken(settings) }, null, 2)}\n`;
}

/** Read the settings from such a file; null if it is another kind of file. Wrong values become defaults. */
export function imported(text: string): Taken | null {
  try {
    const file = JSON.parse(text) as { kind?: unknown; settings?: unknown } | null;
    if (file?.kind !== KIND) return null;
    return taken(readSettings(file.settings));
  } catch {
    return null;
  }
}

/** `changed` is called after settings were imported. */
export function transferPart(changed: () => Promise<void>): HTMLElement[] {
  const status = make("p", { class: "status", role: "status", id: "transfer-status" });
  const file = make("input", { type: "file", id: "import", accept: "application/json,.json", "aria-label": say("import_file") });

  async function save(): Promise<void> {
    const address = URL.createObjectURL(new Blob([exported(await loadSettings())], { type: "application/json" }));
    const anchor = make("a", { href: address, download: "rejoinder-settings.json" });
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }

  async function load(): Promise<void> {
    const chosen = file.files?.[0];
    const settings = chosen && chosen.size < 2_000_000 ? imported(await chosen.text()) : null;
    // So that the same file can be chosen again.
    file.value = "";
    if (!settings) return report(status, say("import_wrong"), "bad");
    await saveSettings(settings);
    await changed();
    report(status, say("import_done"), "good");
  }

  file.addEventListener("change", () => void load());
  const label = make("label", { class: "field" }, make("span", {}, say("import_file")), file);
  return [
    make("p", { class: "muted" }, say("transfer_hint")),
    make("div", { class: "row" }, button(say("export"), () => void save(), { class: "plain", id: "export" })),
    label,
    status,
  ];
}
