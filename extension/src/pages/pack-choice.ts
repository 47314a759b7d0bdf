// Adding a pack: an address or a file, then what it is, then the reader's word, which counts for its key from then on.
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
 * The button with which the reader lets us fetch from the server of a pack alone, where it does not allow extensions to.
 * `then` is told whether the browser gave the permission.
 */
export function allowServer(address: string, then: (given: boolean) => void): HTMLButtonElement {
  const press = () => void permitServer(address).then(then);
  return button(say("pack_allow_server", new URL(address).hostname), press, { class: "plain allow-server" });
}

/** Say to the background that other packs are held now. */
export function tellOfPacks(): Promise<void> {
  return api.runtime.sendMessage({ type: "packs" } satisfies ToBackground).then(() => undefined, () => undefined);
}

export class PackChoice {
  readonly element = make("div", { class: "packs", id: "pack" });
  private readonly address = make("input", { id: "pack-address", type: "url", spellcheck: "false", autocomplete: "off" });
  private readonly file = make("input", { id: "pack-file", type: "file", "aria-label": say("pack_file") });
  private readonly offered = make("div", { class: "offer", id: "pack-offer", role: "group", "aria-label": say("pack_offered"), tabindex: "-1" });
  /** It holds what is offered for as long as the reader looks at it. */
  private readonly worker = new PackWorker("pack-worker.js", false);
  private readonly barred = make("div", { class: "offer", id: "pack-barred", role: "group", "aria-label": say("pack_no_cors"), tabindex: "-1" });
  private offer: Offer | null = null;
  /** The browser was asked to let us fetch from a server, which it gives back where no pack of it is used after all. */
  private asked = false;

  /**
   * `changed` is called when another pack is named than the one that is shown; `allowed` when the reader was asked to let us
   * fetch from its server, with whether we may. `typed`: the service and its key as they stand
   * in the form, which are not saved yet.
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

  /** Whether a pack is shown that the reader can agree to. */
  get isOffered(): boolean {
    return this.offer !== null;
  }

  /** Whether an address or a file is named. */
  get isNamed(): boolean {
    return this.address.value.trim() !== "" || this.file.files?.[0] !== undefined;
  }

  /** The service that makes the pack that is named; "" where none does. */
  get maker(): string {
    try {
      return this.file.files?.[0] ? "" : serviceOf(packAddress(this.address.value));
    } catch {
      return "";
    }
  }

  /** Fetch what is named and show what it is. Gives why not, as the key of a message; "" where it is shown. */
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

  /** The reader agreed to what is shown. Gives the pack, or why it could not be kept, as the key of a message. */
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
      // What it held of the pack is memory that nobody needs any more.
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

/** Show a box, and lead there whoever does not see it come. */
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
