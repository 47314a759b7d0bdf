// The options for packs: the list of packs, how old they are and whether their last update succeeded; adding and removing.
import { say } from "../lib/i18n.js";
import type { ToBackground } from "../lib/messages.js";
import { api } from "../lib/api.js";
import { button, make } from "../notice/dom.js";
import { tellToGiveBack } from "../lib/permissions.js";
import { loadSettings, saveSettings } from "../lib/settings.js";
import { serviceOf } from "../packs/download.js";
import { isFile } from "../packs/held.js";
import type { HeldPack } from "../packs/held.js";
import { heldPacks, removePack } from "../packs/store.js";
import { report } from "./choices.js";
import type { ServiceChoice } from "./choices.js";
import { allowServer, PackChoice, tellOfPacks } from "./pack-choice.js";
import { packFacts, placeOfPack, sayAgo } from "./pack-offer.js";
import { needsService } from "./way-choice.js";

function heldPack(pack: HeldPack, show: () => Promise<void>): HTMLElement {
  const { address, asked, problem } = pack;
  const status = make("p", { class: "status", role: "status" });
  const update = async () => {
    report(status, say("pack_asking"));
    await api.runtime.sendMessage({ type: "update-pack", address } satisfies ToBackground).catch(() => undefined);
    await show();
  };
  const remove = async () => {
    await removePack(address);
    await tellOfPacks();
    await tellToGiveBack();
    await show();
  };
  const goOn = (given: boolean) => (given ? void update() : report(status, say("pack_server_refused"), "bad"));
  const row = make("div", { class: "row" });
  if (!isFile(address)) row.append(button(say("pack_update"), () => void update(), { class: "plain", "aria-label": `${say("pack_update")}: ${address}` }));
  if (problem === "no_cors") row.append(allowServer(address, goOn));
  row.append(button(say("pack_remove"), () => void remove(), { class: "text", "aria-label": `${say("pack_remove")}: ${placeOfPack(address)}` }));
  if (problem) report(status, `${say(`pack_${problem}`)} ${say("pack_stays")}`, "bad");
  else if (!isFile(address)) report(status, say("pack_asked", sayAgo(asked)));
  return make("li", {}, packFacts(pack), status, row);
}

/** The list of packs, with functions to redraw it and to count its packs. */
export async function heldList(): Promise<{ element: HTMLElement; show: () => Promise<void>; count: () => number }> {
  const element = make("ul", { class: "entries", id: "packs-held" });
  let held = 0;
  async function show(): Promise<void> {
    const packs = await heldPacks().catch(() => []);
    held = packs.length;
    const items = packs.map((pack) => heldPack(pack, show));
    element.replaceChildren(...(items.length ? items : [make("li", { class: "muted none" }, say("packs_none"))]));
  }
  await show();
  return { element, show, count: () => held };
}

/** `service`: the form with the reader's service and key, saved or not. */
export async function packsPart(service: ServiceChoice): Promise<HTMLElement[]> {
  const { element, show } = await heldList();
  const status = make("p", { class: "status", role: "status", id: "pack-status" });
  const press = button(say("pack_look"), () => void act(), { class: "plain", id: "pack-look" });
  const choice = new PackChoice("", () => {
    press.textContent = say("pack_look");
    report(status, "");
  }, (given) => given ? void act() : report(status, say("pack_server_refused"), "bad"), () => service.typed);

  /** If pages are checked on this computer only, save the service and key with the pack, so that updates use the key. */
  async function keepKey({ address }: HeldPack): Promise<void> {
    const { typed } = service;
    const { way } = await loadSettings();
    if (typed?.key && !needsService(way) && !isFile(address) && serviceOf(address) === typed.service) await saveSettings(typed);
  }

  async function act(): Promise<void> {
    if (!choice.isOffered) {
      report(status, say("pack_fetching"));
      const problem = await choice.look();
      if (problem === "pack_refused_access" && choice.maker) service.askForKey(choice.maker);
      report(status, problem && say(problem), problem ? "bad" : "");
      if (!problem) press.textContent = say("pack_agree");
      return;
    }
    const kept = await choice.agree();
    press.textContent = say("pack_look");
    if (typeof kept === "string") return report(status, say(kept), "bad");
    await keepKey(kept);
    await show();
    report(status, say("pack_kept"), "good");
  }

  return [element, make("h3", {}, say("pack_another")), choice.element, make("div", { class: "row" }, press), status];
}
