// The form to add a pack. The reader names an address or a file, sees what the pack is, and agrees to it and its key.
import { api } from "../lib/api.js";
import { say } from "../lib/i18n.js";
import { permitServer, tellToGiveBack } from "../lib/permissions.js";
import { loadSettings } from "../lib/settings.js";
import type { Settings } from "../lib/settings.js";
import { keyFor, noteFetch } from "../background/packs/fetching.js";
import { button, make } from "../notice/dom.js";
import { PackWorker, readAnswer } from "../packs/asking.js";
import { packAddress, serviceOf } from "../packs/download.js";
import { PackProblem } from "../packs/held.js";
import type { HeldPack, Problem } from "../packs/held.js";
import type { Offer } from "../packs/keeping.js";
import type { ToBackground } from "../lib/messages.js";
import { field } from "./choices.js";
import { packFacts } from "./pack-offer.js";

/**
 * The button with which the reader lets us fetch from one pack's server, for servers that do not allow extensions by CORS.
 * `then` is called with whether the browser gave the permission.
 */
export function allowServer(address: string, then: (given: boolean) => void): HTMLButtonElement {
  const press = () => void permitServer(address).then(then);
  return button(say("pack_allow_server", new URL(address).hostname), press, { class: "plain allow-server" });
}

/** Tell the background that the set of packs has changed. */
export function tellOfPacks(): Promise<void> {
  return api.runtime.sendMessage({ type: "packs" } satisfies ToBackground).then(() => undefined, () => undefined);
}

export class PackChoice {
  readonly element = make("div", { class: "packs", id: "pack" });
  private readonly address = make("input", { id: "pack-address", type: "url", spellcheck: "false", autocomplete: "off" });
  private readonly file = make("input", { id: "pack-file", type: "file", "aria-label": say("pack_file") });
  private readonly offered = make("div", { class: "offer", id: "pack-offer", role: "group", "aria-label": say("pack_offered"), tabindex: "-1" });
  /** Holds the offered pack while the reader looks at it. */
  private readonly worker = new PackWorker("pack-worker.js", false);
  private readonly barred = make("div", { class: "offer", id: "pack-barred", role: "group", "aria-label": say("pack_no_cors"), tabindex: "-1" });
  private offer: Offer | null = null;
  /** Whether the browser let us fetch from a server. We give that permission back if no pack from there is used after all. */
  private asked = false;

  /**
   * `changed` is called when the reader names another pack than the one shown. `allowed` is called after the browser asked
   * the reader to let us fetch from the pack's server, with the answer. `typed` gives the service and key in the form, which
   * may not be saved yet.
   */
  constructor(
    address: string,
    private readonly changed: () => void,
    private readonly allowed: (given: boolean) => void,
    private readonly typed: () => Pick<Settings, "service" | "key"> | null = () => null,
  ) {
    this.address.value = address;
    this.offered.hidden = true;
    this.barred.hidden = true;
    addEventListener("pagehide", () => {
      if (this.asked) void tellToGiveBack();
    });
    this.address.addEventListener("input", () => this.forget());
    this.file.addEventListener("change", () => this.forget());
    this.element.append(
      field(say("pack_address"), this.address, say("pack_address_hint")),
      make("details", { class: "from-file" }, make("summary", {}, say("pack_file")), this.file),
      this.barred,
      this.offered,
    );
  }

  /** Whether a pack is shown to which the reader can agree. */
  get isOffered(): boolean {
    return this.offer !== null;
  }

  /** Whether the reader has named an address or a file. */
  get isNamed(): boolean {
    return this.address.value.trim() !== "" || this.file.files?.[0] !== undefined;
  }

  /** The service that makes the named pack; "" if it is from a file or a plain web server. */
  get maker(): string {
    try {
      return this.file.files?.[0] ? "" : serviceOf(packAddress(this.address.value));
    } catch {
      return "";
    }
  }

  /** Fetch the named pack and show what it is. Returns "", or the key of a message that says why that failed. */
  async look(): Promise<string> {
    this.forget();
    const chosen = this.file.files?.[0];
    try {
      if (chosen) this.offer = readAnswer<{ do: "offer-file"; file: File }>(await this.worker.ask({ do: "offer-file", file: chosen }));
      else this.offer = await this.fetch();
    } catch (error) {
      const problem = problemOf(error);
      if (problem === "no_cors") this.askToAllow(packAddress(this.address.value));
      return `pack_${problem}`;
    }
    this.offered.replaceChildren(make("h3", {}, say("pack_offered")), packFacts(this.offer), make("p", {}, say("pack_agree_means")));
    show(this.offered);
    return "";
  }

  private askToAllow(address: string): void {
    const press = allowServer(address, (given) => {
      this.asked ||= given;
      this.allowed(given);
    });
    this.barred.replaceChildren(make("p", {}, say("pack_no_cors_means")), make("div", { class: "row" }, press));
    show(this.barred);
  }

  private async fetch(): Promise<Offer> {
    const address = packAddress(this.address.value);
    this.address.value = address;
    const answered = await this.worker.ask({ do: "offer", address, key: keyFor(address, this.typed() ?? (await loadSettings())) });
    await noteFetch(address, "problem" in answered ? answered.problem : "answered");
    return readAnswer<{ do: "offer"; address: string; key: string }>(answered);
  }

  /** The reader agreed to the pack shown. Returns the stored pack, or the key of a message that says why it was not stored. */
  async agree(): Promise<HeldPack | string> {
    try {
      const kept = readAnswer<{ do: "agree" }>(await this.worker.ask({ do: "agree" }));
      this.forget();
      this.address.value = "";
      this.file.value = "";
      await tellOfPacks();
      return kept;
    } catch (error) {
      return `pack_${problemOf(error)}`;
    } finally {
      // Frees the memory of the pack, which nobody needs any more.
      this.worker.stop();
    }
  }

  private forget(): void {
    if (this.offer) this.changed();
    this.offer = null;
    for (const box of [this.offered, this.barred]) {
      box.hidden = true;
      box.replaceChildren();
    }
  }
}

/** Show a box and move the focus there, for readers who do not see it appear. */
function show(box: HTMLElement): void {
  box.hidden = false;
  box.focus({ preventScroll: true });
  box.scrollIntoView({ block: "nearest" });
}

function problemOf(error: unknown): Problem {
  if (error instanceof PackProblem) return error.problem;
  console.warn("packs:", error);
  return "failed";
}
