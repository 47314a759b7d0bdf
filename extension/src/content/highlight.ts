// Highlights passages with the CSS Custom Highlight API, without touching the page's DOM.
import { ACTIVE, REPEATS } from "../lib/styles.js";
import { sendToBackground } from "./messaging.js";

type View = Window & typeof globalThis;

export class Highlights {
  private readonly shown = new Map<string, Range>();
  private readonly views = new Set<View>();
  private styled = false;

  constructor(private readonly over: () => boolean) {}

  /** Highlight a passage, or move its highlight. The first call also gives the page the style for highlights. */
  async show(id: string, range: Range): Promise<void> {
    if (!this.styled) {
      this.styled = true;
      await sendToBackground({ type: "style" });
      // If the highlights were cleared meanwhile, they stay cleared.
      if (this.over() || !this.styled) return;
    }
    this.set(id, range);
  }

  /** Apply the look that the reader has just chosen. */
  restyle(): void {
    if (this.styled) void sendToBackground({ type: "style" });
  }

  private set(id: string, range: Range): void {
    const before = this.shown.get(id);
    if (before && isSame(before, range)) return;
    const active = before && viewOf(before)?.CSS.highlights.get(ACTIVE)?.has(before);
    this.remove(id);
    this.shown.set(id, range);
    this.registered(range, REPEATS)?.add(range);
    if (active) this.activate(id);
  }

  remove(id: string): void {
    const range = this.shown.get(id);
    if (!range) return;
    this.shown.delete(id);
    for (const name of [REPEATS, ACTIVE]) viewOf(range)?.CSS.highlights.get(name)?.delete(range);
  }

  /** Mark one passage as the one whose card is open, or none if `id` is null. */
  activate(id: string | null): void {
    for (const view of this.views) view.CSS.highlights.get(ACTIVE)?.clear();
    const range = id === null ? undefined : this.shown.get(id);
    if (range) {
      const highlight = this.registered(range, ACTIVE);
      if (highlight) highlight.priority = 1;
      highlight?.add(range);
    }
  }

  get(id: string): Range | undefined {
    return this.shown.get(id);
  }

  /** The id of the passage at a point of a document, in that document's own coordinates. */
  at(owner: Document, x: number, y: number): string | null {
    for (const [id, range] of this.shown) {
      if (range.startContainer.ownerDocument !== owner) continue;
      for (const rect of range.getClientRects()) {
        if (x >= rect.left && x <= rect.right && y >= rect.top && y <= rect.bottom) return id;
      }
    }
    return null;
  }

  /** Remove this run's ranges, but not those of another run of this script, which an update may have started. */
  clear(): void {
    for (const id of [...this.shown.keys()]) this.remove(id);
    for (const view of this.views) {
      for (const name of [REPEATS, ACTIVE]) if (view.CSS.highlights.get(name)?.size === 0) view.CSS.highlights.delete(name);
    }
    this.views.clear();
    this.styled = false;
  }

  private registered(range: Range, name: string): Highlight | undefined {
    const view = viewOf(range);
    if (!view) return undefined;
    this.views.add(view);
    let highlight = view.CSS.highlights.get(name);
    if (!highlight) {
      highlight = new view.Highlight();
      view.CSS.highlights.set(name, highlight);
    }
    return highlight;
  }
}

function isSame(one: Range, other: Range): boolean {
  return (
    one.startContainer === other.startContainer &&
    one.startOffset === other.startOffset &&
    one.endContainer === other.endContainer &&
    one.endOffset === other.endOffset
  );
}

function viewOf(range: Range): View | null {
  return range.startContainer.ownerDocument?.defaultView ?? null;
}

/** A passage's rectangle in the top document's coordinates, even if it is inside frames; null when it is not drawn. */
export function rectOf(range: Range): DOMRect | null {
  const rect = range.getBoundingClientRect();
  if (!rect.width) return null;
  let { left, top } = rect;
  for (let view = viewOf(range); view && view !== view.parent; view = view.parent as View) {
    const frame = view.frameElement;
    if (!frame) break;
    const outer = frame.getBoundingClientRect();
    left += outer.left + (frame as HTMLElement).clientLeft;
    top += outer.top + (frame as HTMLElement).clientTop;
  }
  return new DOMRect(left, top, rect.width, rect.height);
}
