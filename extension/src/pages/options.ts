// The options page. Way, mode and service are saved together by a button; everything else is saved at once.
import { say, translatePage } from "../lib/i18n.js";
import { dropPermissions, giveBack, permit } from "../lib/permissions.js";
import { loadSettings, saveSettings } from "../lib/settings.js";
import type { Settings, Way } from "../lib/settings.js";
import { button, make } from "../notice/dom.js";
import { heldPacks } from "../packs/store.js";
import { ModeChoice, report, ServiceChoice, tryService } from "./choices.js";
import { journalPart } from "./journal-part.js";
import { listsPart } from "./lists-part.js";
import { packsPart } from "./packs-part.js";
import { shortcutsPart } from "./shortcuts-part.js";
import { stylePart } from "./style-part.js";
import { transferPart } from "./transfer-part.js";
import { needsPack, needsService, WayChoice } from "./way-choice.js";

const main = document.getElementById("main") as HTMLElement;

/** One section of the page, with its heading. */
export function part(title: string, ...children: Node[]): HTMLElement {
  return make("section", {}, make("h2", {}, say(title)), ...children);
}

function tick(name: keyof Settings, settings: Settings, key: string): HTMLElement {
  const box = make("input", { type: "checkbox", id: `tick-${name}` });
  box.checked = settings[name] === true;
  box.addEventListener("change", () => void saveSettings({ [name]: box.checked }));
  return make("label", { class: "tick" }, box, make("span", {}, say(key)));
}

function servicePart(settings: Settings, service: ServiceChoice): HTMLElement {
  const mode = new ModeChoice(settings.consented ? settings.mode : "", settings.sites);
  const address = tick("address", settings, "tick_address");
  const ticks = [
    address,
    tick("comments", settings, "tick_comments"),
    tick("private", settings, "tick_private"),
  ];
  const way = new WayChoice(settings.consented ? settings.way : "local", reveal);
  reveal(way.way);
  const status = make("p", { class: "status", role: "status", id: "status" });

  /** Hide the fields that have no meaning in the chosen way. */
  function reveal(chosen: Way): void {
    service.element.hidden = !needsService(chosen);
    address.hidden = chosen !== "pages";
  }

  async function save(permitted: Promise<boolean>, asked: Pick<Settings, "service" | "key"> | null): Promise<void> {
    const refused = !(await permitted) ? "permission_refused" : needsPack(way.way) && !(await heldPacks()).length ? "way_needs_pack" : "";
    if (refused) {
      report(status, say(refused), "bad");
      return giveBack();
    }
    if (asked) report(status, say("checking_service"));
    const answer = asked ? await tryService(asked) : { good: true, text: "" };
    const change = mode.mode ? { mode: mode.mode, consented: settings.consented || new Date().toISOString() } : {};
    const saved = await saveSettings({ ...asked, way: way.way, sites: mode.list, ...change });
    await dropPermissions(saved.way, saved.mode, saved.sites);
    report(status, `${say("saved")} ${answer.text}`, answer.good ? "good" : "bad");
  }

  const press = button(
    say("save"),
    () => {
      const problem = mode.problem();
      if (problem) return report(status, problem, "bad");
      const asked = needsService(way.way) ? service.read() : null;
      if (asked && "problem" in asked) return report(status, asked.problem, "bad");
      // Ask for permissions before awaiting anything: the browser gives them only while a click is handled.
      void save(permit(way.way, mode), asked);
    },
    { class: "main", id: "save" },
  );
  return make("section", {}, way.element, mode.element, service.element, make("div", { class: "row" }, press), status, ...ticks);
}

const parts = document.createElement("div");

/** Build the page from the saved settings. */
async function show(): Promise<void> {
  const settings = await loadSettings();
  const service = new ServiceChoice(settings);
  parts.replaceChildren(
    servicePart(settings, service),
    part("packs_title", make("p", { class: "muted" }, say("packs_hint")), ...(await packsPart(service)), tick("metered", settings, "tick_metered")),
    part("style_title", ...stylePart(settings)),
    part("shortcuts_title", ...(await shortcutsPart())),
    part("lists_title", ...listsPart(settings)),
    part("journal_title", await journalPart()),
  );
}

async function start(): Promise<void> {
  translatePage();
  document.title = say("options_title");
  await show();
  main.append(parts, part("transfer_title", ...transferPart(show)));
}

void start();
