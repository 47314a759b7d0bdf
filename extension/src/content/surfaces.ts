// What we put into a page: one element at the end of its body with a closed shadow root, and in that frames of our own
// origin. A page can search shadow roots with find-in-page, but it cannot look into a frame of another origin.
import { say } from "../lib/i18n.js";
import type { FrameKind, FromFrame, ToFrame } from "../lib/messages.js";
import { Frame } from "./frame.js";

export const HOST = "rejoinder-notice";

const EDGE = 12;
const CARD_WIDTH = 440;
const CARD_HEIGHT = 660;
/** The card's distance from the passage when it stands beside it, if there is room. */
const ASIDE = 90;
/** A card this high, below or above the passage, is better than a higher one that covers it. */
const CARD_LOWEST = 420;
const GAP = 8;
export const NARROW = 600;
/** How long a new sheet may grow by itself. If it grows later, the reader has opened something in it. */
const LEADING_MS = 1500;
/** The largest share of a narrow screen's height that the card takes. */
const SHEET_SHARE = 0.74;
/** The largest share of the window's height that the bar takes. A longer one scrolls. */
const BAR_SHARE = 0.5;

const STYLE = `
  :host { all: initial !important; position: fixed !important; inset: 0 auto auto 0 !important; width: 0 !important;
    height: 0 !important; overflow: visible !important; border: 0 !important; padding: 0 !important; margin: 0 !important;
    background: none !important; z-index: 2147483647 !important; display: block !important; color-scheme: light dark; }
  iframe { position: fixed; border: 0; margin: 0; color-scheme: light dark; background: Canvas; box-sizing: border-box; }
  iframe[hidden] { display: block; visibility: hidden; pointer-events: none; left: 0; top: 0; width: 440px; height: 10px; }
  .card { z-index: 3; border-radius: 14px; box-shadow: 0 0 0 1px rgb(0 0 0 / .1), 0 2px 8px rgb(0 0 0 / .08), 0 16px 48px rgb(0 0 0 / .2);
    max-width: 100vw; }
  .dock.under:not(:focus) { opacity: 0; pointer-events: none; }
  .card.sheet { border-radius: 14px 14px 0 0; }
  .bar { z-index: 1; left: 16px; bottom: 16px; width: 400px; max-width: calc(100vw - 32px); border-radius: 12px;
    box-shadow: 0 0 0 1px rgb(0 0 0 / .12), 0 4px 20px rgb(0 0 0 / .22); }
  /* Where the dock has no room beside it, the bar stands above it. */
  @media (max-width: 780px) { .bar.above { bottom: 72px; } }
  .dock { right: 16px; bottom: 16px; border-radius: 22px; box-shadow: 0 0 0 1px rgb(0 0 0 / .12), 0 4px 18px rgb(0 0 0 / .25);
    max-width: calc(100vw - 32px); }
  @media (prefers-reduced-motion: no-preference) {
    .card:not([hidden]), .bar:not([hidden]), .dock:not([hidden]) { animation: appear 140ms ease-out; }
    @keyframes appear { from { opacity: 0; transform: translateY(4px); } }
  }
  @media (prefers-color-scheme: dark) {
    .card, .dock, .bar { box-shadow: 0 0 0 1px rgb(255 255 255 / .18), 0 12px 40px rgb(0 0 0 / .6); }
  }
  @media (forced-colors: active) { iframe { outline: 2px solid CanvasText; } }
  @media print { :host { display: none !important; } }
`;

export class Surfaces {
  private readonly host = document.createElement(HOST);
  private readonly root = this.host.attachShadow({ mode: "closed" });
  private readonly frames = new Map<FrameKind, Frame>();
  private readonly wanted = new Set<FrameKind>();
  /** Whether a frame never answered, because the page's headers keep our frames from loading. */
  silent = false;
  private cardHeight = 0;
  /** Until when the page is scrolled to keep the passage above the sheet, which grows as texts and fonts arrive. 0: not at all. */
  private leadsUntil = 0;
  private focusWhenShown = false;
  private cardAt: (() => DOMRect | null) | null = null;

  constructor(private readonly said: (kind: FrameKind, message: FromFrame) => void) {
    const style = document.createElement("style");
    style.textContent = STYLE;
    this.root.append(style);
  }

  isOurs = (element: Element): boolean => element === this.host;

  /** Load a frame before it is needed, so that it appears at once. */
  prepare(kind: FrameKind): Frame {
    let frame = this.frames.get(kind);
    if (!frame) {
      frame = new Frame(kind, say(`frame_${kind}`), (message) => this.hear(kind, message), () => (this.silent = true));
      this.frames.set(kind, frame);
      this.root.append(frame.element);
    }
    this.attach();
    return frame;
  }

  show(kind: FrameKind, message: ToFrame): void {
    this.wanted.add(kind);
    this.prepare(kind).show(message);
  }

  /** Show the card beside the box of the passage that `at` returns, or in the corner if that is null. `lead`: the page may be scrolled for it. */
  showCard(message: ToFrame, at: () => DOMRect | null, lead: boolean): void {
    this.cardAt = at;
    this.leadsUntil = lead ? Infinity : 0;
    this.show("card", message);
    this.place();
  }

  /** Put the focus into the card, now or as soon as it is visible: an invisible frame takes no focus. */
  focusCard(): void {
    this.focusWhenShown = !this.isShown("card");
    if (!this.focusWhenShown) this.frames.get("card")?.focus();
  }

  /** Put the focus back where it was; if that was in the dock, on its button. */
  returnFocus(before: Element | null): void {
    if (before === this.host) this.frames.get("dock")?.focus();
    else if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
  }

  hide(kind: FrameKind): void {
    const frame = this.frames.get(kind);
    if (!frame) return;
    this.wanted.delete(kind);
    frame.element.hidden = true;
    if (kind === "dock") this.frames.get("bar")?.element.classList.remove("above");
    if (kind !== "card") return;
    this.cardAt = null;
    this.focusWhenShown = false;
    this.frames.get("dock")?.element.classList.remove("under");
  }

  isShown(kind: FrameKind): boolean {
    return this.frames.get(kind)?.element.hidden === false;
  }

  remove(): void {
    removeEventListener("resize", this.place);
    for (const frame of this.frames.values()) frame.close();
    this.frames.clear();
    this.wanted.clear();
    this.host.remove();
  }

  /** Put our element at the end of the body and in the top layer, above everything that the page stacks or transforms. */
  private attach(): void {
    addEventListener("resize", this.place);
    if (this.host.parentNode !== document.body) document.body.append(this.host);
    this.host.popover = "manual";
    if (!this.host.matches(":popover-open")) this.host.showPopover();
  }

  private hear(kind: FrameKind, message: FromFrame): void {
    if (message.type !== "size") return this.said(kind, message);
    const element = this.frames.get(kind)?.element;
    if (!element) return;
    if (kind === "card") {
      this.cardHeight = message.height;
      if (this.cardAt) {
        this.place();
        element.hidden = false;
        const now = performance.now();
        if (now < this.leadsUntil && element.classList.contains("sheet")) leadAbove(element, this.cardAt());
        this.leadsUntil = Math.min(this.leadsUntil, now + LEADING_MS);
        if (this.focusWhenShown) this.focusCard();
        // The reader needs only one of our things at a time. The dock becomes transparent and is not removed, so that it keeps the focus.
        this.frames.get("dock")?.element.classList.add("under");
      }
      return;
    }
    // A frame that was just closed may still report its size.
    if (!this.wanted.has(kind)) return;
    element.style.height = `${Math.min(message.height, kind === "bar" ? innerHeight * BAR_SHARE : innerHeight)}px`;
    if (kind === "dock") element.style.width = `${message.width}px`;
    element.hidden = message.height === 0;
    const dock = this.frames.get("dock")?.element;
    this.frames.get("bar")?.element.classList.toggle("above", dock?.hidden === false);
  }

  /** Place the card below the passage, else above it, else beside it or in the corner; on a narrow screen at the bottom. */
  private place = (): void => {
    const element = this.frames.get("card")?.element;
    if (!element || !this.cardAt) return;
    const narrow = innerWidth < NARROW;
    const wanted = Math.min(this.cardHeight || 320, CARD_HEIGHT);
    const place = narrow ? sheetPlace(wanted) : cardPlace(wanted, this.cardAt());
    element.classList.toggle("sheet", narrow);
    for (const [side, length] of Object.entries(place) as [keyof Place, number][]) element.style.setProperty(side, `${Math.round(length)}px`);
  };
}

interface Place {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Scroll the page so that a passage under the sheet appears above it: to its end, or to its beginning if it is long. */
function leadAbove(sheet: HTMLElement, passage: DOMRect | null): void {
  if (!passage) return;
  const hidden = passage.bottom + GAP - parseFloat(sheet.style.top);
  if (hidden > 0) scrollBy({ top: Math.min(hidden, passage.top - EDGE), behavior: "instant" });
}

function sheetPlace(wanted: number): Place {
  const height = Math.min(wanted, Math.max(340, innerHeight * SHEET_SHARE), innerHeight - 40);
  return { left: 0, top: innerHeight - height, width: innerWidth, height };
}

/** Where the card goes so that it does not cover the passage. It becomes a little shorter if that helps. */
function cardPlace(wanted: number, passage: DOMRect | null): Place {
  const width = Math.min(CARD_WIDTH, innerWidth - 2 * EDGE);
  const whole = Math.min(wanted, innerHeight - 2 * EDGE);
  const corner = { left: innerWidth - width - EDGE, top: innerHeight - whole - EDGE, width, height: whole };
  if (!passage) return corner;
  const left = Math.min(Math.max(EDGE, passage.left), innerWidth - width - EDGE);
  const below = innerHeight - passage.bottom - GAP - EDGE;
  const above = passage.top - GAP - EDGE;
  const enough = Math.min(whole, CARD_LOWEST);
  if (below >= whole || (below >= enough && below >= above)) {
    return { left, top: passage.bottom + GAP, width, height: Math.min(whole, below) };
  }
  if (above >= enough) {
    const height = Math.min(whole, above);
    return { left, top: passage.top - GAP - height, width, height };
  }
  if (innerWidth - passage.right - GAP - EDGE >= width) {
    // A little further away, because the text around the passage often reaches further right than its last line.
    return { ...corner, left: Math.min(corner.left, passage.right + GAP + ASIDE) };
  }
  return corner;
}
