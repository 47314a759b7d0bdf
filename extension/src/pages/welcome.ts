// The welcome page. The reader chooses how and when pages are checked, and reads what leaves the browser for that. Before
// this choice nothing leaves it.
import { say, translatePage } from "../lib/i18n.js";
import { dropPermissions, giveBack, permit } from "../lib/permissions.js";
import { loadSettings, saveSettings } from "../lib/settings.js";
import type { Settings } from "../lib/settings.js";
import { serviceOf } from "../packs/download.js";
import { isFile } from "../packs/held.js";
import type { HeldPack } from "../packs/held.js";
import { heldPacks } from "../packs/store.js";
import { ModeChoice, report, ServiceChoice, tryService } from "./choices.js";
import { PackChoice } from "./pack-choice.js";
import { needsPack, needsService, WayChoice } from "./way-choice.js";

const at = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;

type Change = Pick<Settings, "way" | "mode" | "sites"> & Partial<Pick<Settings, "service" | "key">>;

class Welcome {
  private readonly way: WayChoice;
  private readonly mode: ModeChoice;
  private readonly service: ServiceChoice;
  private readonly pack: PackChoice;
  /** A service that did not answer at the first press. A second press saves it all the same. */
  private failedOnce = "";

  constructor(settings: Settings, private held: HeldPack[]) {
    const { consented } = settings;
    // No mode is preselected, because the reader must choose. As the way, the most private one is.
    this.way = new WayChoice(consented ? settings.way : "local", () => this.reveal());
    this.mode = new ModeChoice(consented ? settings.mode : "", settings.sites);
    this.service = new ServiceChoice(settings);
    this.pack = new PackChoice(held.length ? "" : `${settings.service}/v1/pack`, () => this.label(), (given) => this.lookAgain(given), () => this.service.typed);
    for (const name of ["way", "mode", "pack", "service"] as const) at(name).replaceWith(this[name].element);
    // After any change, the first press counts as the first again.
    at("form").addEventListener("input", () => {
      if (!this.failedOnce) return;
      this.failedOnce = "";
      this.label();
    });
    at("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.press();
    });
    this.reveal();
  }

  /** Show the fields that the chosen way needs. */
  private reveal(): void {
    this.pack.element.hidden = !needsPack(this.way.way);
    this.service.element.hidden = !needsService(this.way.way);
    this.label();
  }

  private label(): void {
    const agreeing = needsPack(this.way.way) && this.pack.isOffered;
    at("start").textContent = say(this.failedOnce ? "save_anyway" : agreeing ? "agree_and_start" : "start");
  }

  private press(): void {
    const status = at("status");
    const { way } = this.way;
    if (!this.mode.mode) return report(status, say("choose_mode"), "bad");
    const problem = this.mode.problem();
    if (problem) return report(status, problem, "bad");
    const asked = needsService(way) ? this.service.read() : null;
    if (asked && "problem" in asked) return report(status, asked.problem, "bad");
    const wantsPack = needsPack(way) && (this.pack.isNamed || !this.held.length);
    if (wantsPack && !this.pack.isOffered) return void this.look();
    // Ask for permissions before awaiting anything: the browser gives them only while a click is handled.
    void this.finish(permit(way, this.mode), wantsPack, { ...asked, way, mode: this.mode.mode, sites: this.mode.list });
  }

  private async look(): Promise<void> {
    const status = at("status");
    report(status, say("pack_fetching"));
    const problem = await this.pack.look();
    if (problem === "pack_refused_access" && this.pack.maker) this.service.askForKey(this.pack.maker);
    if (problem) return report(status, say(problem), "bad");
    report(status, say("pack_look_first"));
    this.label();
  }

  /** The browser asked the reader to let us fetch from the pack's server; `given` is the answer. */
  private lookAgain(given: boolean): void {
    if (given) void this.look();
    else report(at("status"), say("pack_server_refused"), "bad");
  }

  private async finish(permitted: Promise<boolean>, wantsPack: boolean, change: Change): Promise<void> {
    const status = at("status");
    if (!(await permitted)) return this.stop(say("permission_refused"));
    const answer = await this.serviceAnswer(change);
    if (!answer.good && this.failedOnce !== change.service) {
      // A second press saves it all the same.
      this.failedOnce = change.service ?? "";
      this.label();
      return this.stop(answer.text);
    }
    if (wantsPack) {
      const kept = await this.pack.agree();
      if (typeof kept === "string") return this.stop(say(kept));
      // Save the service that made the pack, so that its demo article may be read.
      const maker = isFile(kept.address) ? "" : serviceOf(kept.address);
      if (maker && !change.service) {
        change.service = maker;
        // Save the key with which its pack was fetched, for newer ones. A key typed for another service is not for this one.
        const { typed } = this.service;
        change.key = typed?.service === maker ? typed.key : "";
      }
      this.held = [kept];
    }
    this.failedOnce = "";
    at("start").textContent = say("save");
    const saved = await saveSettings({ ...change, consented: new Date().toISOString() });
    await dropPermissions(change.way, change.mode, change.sites);
    report(status, answer.text, answer.good ? "good" : "bad");
    at<HTMLAnchorElement>("demo").href = `${saved.service}/demo/article`;
    at("demo").hidden = change.way === "local" && !change.service;
    at("done").hidden = false;
    at("started").focus();
  }

  /** Say why nothing was saved, and give back permissions that were given for it. */
  private stop(why: string): Promise<void> {
    report(at("status"), why, "bad");
    return giveBack();
  }

  /** Try the service, if the way needs one. */
  private async serviceAnswer({ way, service, key }: Change): Promise<{ good: boolean; text: string }> {
    if (!needsService(way) || service === undefined || key === undefined) return { good: true, text: say("saved") };
    report(at("status"), say("checking_service"));
    return tryService({ service, key });
  }
}

async function start(): Promise<void> {
  translatePage();
  const [settings, held] = await Promise.all([loadSettings(), heldPacks().catch(() => [])]);
  new Welcome(settings, held);
}

void start();
