// Shows a page's notices to the reader: highlighted passages, the card beside one, the dock, the bar.
import { siteOf } from "../lib/addresses.js";
import type { Failure } from "../lib/failures.js";
import type { Change, FrameKind, FromFrame, Notice, PageSettings, Told } from "../lib/messages.js";
import { rectOf } from "./highlight.js";
import type { Highlights } from "./highlight.js";
import { Pointer } from "./pointer.js";
import { NARROW, Surfaces } from "./surfaces.js";
import { sendToBackground } from "./messaging.js";

/** How long the page offers to undo a change. */
const UNDO_MS = 20_000;

/** Where the presenter gets the notices from. */
export interface Source {
  find(id: string): Notice | undefined;
  /** The surest notice of each passage that can be seen, from the top of the page to its end. */
  present(): Notice[];
  /** All notices about this notice's passage, the surest first. */
  onePassage(notice: Notice): Notice[];
  /** Called when a change can no longer be undone. */
  confirmed(): void;
  /** Whether this run of the content script is over. */
  over(): boolean;
}

export class Presenter {
  private readonly surfaces = new Surfaces(
    (kind, message) => this.heard(kind, message),
  );
  private readonly pointer = new Pointer({
    at: (owner, x, y) => this.highlights.at(owner, x, y),
    hovered: (id) => this.open(id, false),
    left: () => this.leave(),
    clicked: (id) => this.open(id, true),
    dismissed: () => this.closeCard(),
  });
  /** What the reader closed, so that it stays closed. */
  private readonly closed = new Set<FrameKind>();
  private opened: Notice | null = null;
  /** The timer that runs while the dock says what the reader just changed, or what came of checking a selection. */
  private undoing: ReturnType<typeof setTimeout> | undefined;
  private pinned = false;
  private focusBefore: Element | null = null;

  constructor(
    private readonly source: Source,
    private readonly highlights: Highlights,
  ) {}

  /** Whether the page keeps our frames from loading, so that notices are shown in the panel. */
  get isFrameless(): boolean {
    return this.surfaces.silent;
  }

  isOurs = (element: Element): boolean => this.surfaces.isOurs(element);

  watch(owner: Document): void {
    this.pointer.watch(owner);
  }

  /** Update dock and bar. `present`: how many passages with notices can be seen. */
  refresh(present: number, articles: Notice[], settings: PageSettings, failed: boolean): void {
    if (this.opened && settings.hidden.includes(this.opened.case.id)) this.closeCard();
    if (present) {
      this.surfaces.prepare("card");
      if (!this.undoing && !this.closed.has("dock")) this.surfaces.show("dock", { type: "dock", count: present });
    } else if (!failed && !this.undoing) this.surfaces.hide("dock");
    if (articles.length && !this.closed.has("bar")) this.surfaces.show("bar", { type: "bar", notices: articles });
    else this.surfaces.hide("bar");
    // A failure that has passed, or a notice that is gone, leaves nothing of ours in the page.
    if (!present && !articles.length && !failed && !this.undoing && !this.opened) this.surfaces.remove();
  }

  fail(failure: Failure, service: string): void {
    this.surfaces.show("dock", { type: "failure", failure, service });
  }

  /** The reader asked for a new check, so what was closed may open again. */
  reopen(): void {
    this.closed.clear();
  }

  /** The page has moved to another address. */
  turn(): void {
    this.closed.delete("bar");
    this.closeCard();
  }

  /** Remove everything except the offer to undo a change. */
  clear(): void {
    this.closeCard();
    this.highlights.clear();
    if (this.undoing) this.surfaces.hide("bar");
    else this.surfaces.remove();
  }

  /** Say what the reader changed in the card, and offer to undo it. */
  private confirm(change: Change): void {
    clearTimeout(this.undoing);
    this.undoing = setTimeout(() => this.confirmed(), UNDO_MS);
    this.closeCard();
    this.surfaces.show("dock", { type: "changed", change });
  }

  /** Tell the reader the result of checking a selection when there is no notice to show. */
  say(told: Told): void {
    clearTimeout(this.undoing);
    this.undoing = setTimeout(() => this.confirmed(), UNDO_MS);
    this.closeCard();
    this.surfaces.show("dock", { type: "told", told });
  }

  private confirmed(): void {
    clearTimeout(this.undoing);
    this.undoing = undefined;
    this.surfaces.hide("dock");
    this.source.confirmed();
  }

  stop(): void {
    clearTimeout(this.undoing);
    this.undoing = undefined;
    this.pointer.stop();
  }

  /** Scroll to a passage and open its card. With `beside`, only mark it if the page cannot show a card: the panel shows the notice. */
  jump(id: string, beside = false): void {
    const notice = this.source.find(id);
    const [first] = notice && !notice.article ? this.source.onePassage(notice) : [];
    const range = this.highlights.get(first?.id ?? id);
    const element = range?.startContainer.parentElement;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    // On a narrow screen the sheet needs the passage's final place, so scrolling is not animated.
    const narrow = innerWidth < NARROW;
    element?.scrollIntoView({ block: "center", behavior: calm || narrow || document.hidden ? "instant" : "smooth" });
    if (beside && this.surfaces.silent) this.highlights.activate(first?.id ?? id);
    else this.open(id, true);
  }

  /** Go to the next notice, or to the one before. */
  step(by: 1 | -1): void {
    const all = this.source.present();
    if (!all.length) return;
    const at = this.opened ? all.indexOf(this.opened) : by > 0 ? -1 : 0;
    const next = all[(at + by + all.length) % all.length];
    if (next) this.jump(next.id);
  }

  private open(id: string, pin: boolean, complain = false): void {
    if (this.source.over()) return;
    const asked = this.source.find(id);
    if (!asked || (this.pinned && !pin)) return;
    if (this.surfaces.silent) {
      if (pin) {
        this.highlights.activate(id);
        void sendToBackground({ type: "beside", id });
      }
      return;
    }
    const [notice = asked, ...others] = asked.article ? [asked] : this.source.onePassage(asked);
    if (pin && !this.pinned) this.focusBefore = document.activeElement;
    this.opened = notice;
    this.pinned = pin;
    this.highlights.activate(notice.id);
    const all = this.source.present();
    // The popup can open a notice whose passage cannot be seen.
    const at = all.indexOf(notice);
    const [position, total] = at < 0 ? [1, 1] : [at + 1, all.length];
    const site = siteOf(location.href);
    const place = () => {
      const range = this.highlights.get(notice.id);
      return range ? rectOf(range) : null;
    };
    this.surfaces.showCard({ type: "card", notice, others, position, total, site, complain }, place, pin);
    if (pin) this.surfaces.focusCard();
  }

  private leave(): void {
    if (!this.pinned) this.closeCard();
  }

  closeCard(): void {
    const back = this.focusBefore;
    this.surfaces.hide("card");
    this.highlights.activate(null);
    if (this.pinned) this.surfaces.returnFocus(back);
    this.opened = null;
    this.pinned = false;
    this.focusBefore = null;
  }

  private heard(kind: FrameKind, message: FromFrame): void {
    if (this.source.over()) return;
    switch (message.type) {
      case "close":
        if (kind === "card") {
          // If the pointer has just come over the passage, that must not open the card again.
          this.pointer.stay();
          this.closeCard();
        } else if (kind === "dock" && this.undoing) this.confirmed();
        else {
          this.closed.add(kind);
          this.surfaces.hide(kind);
        }
        break;
      case "pin":
        this.pinned = true;
        this.pointer.stay();
        break;
      case "step":
        this.step(message.by);
        break;
      case "open":
        this.open(message.id, true, message.complain);
        break;
      case "changed":
        this.confirm(message.change);
        break;
    }
  }
}
