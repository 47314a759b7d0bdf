// Remembers what could not be seen when the page was read, and looks again when something may have brought it into sight.
import { isThere } from "./tree.js";
import { canBeSeen } from "./sight.js";
import type { Sight } from "./sight.js";

/** No more places than this are remembered. */
const MOST = 500;
/** Events that may bring something into sight without a change to the document. */
const OCCASIONS = ["click", "keyup", "change", "toggle", "scroll", "transitionend", "animationend"];

export class Unseen {
  private readonly places = new Set<Element>();

  add(element: Element): void {
    if (this.places.size < MOST) this.places.add(element);
  }

  get any(): boolean {
    return this.places.size > 0;
  }

  clear(): void {
    this.places.clear();
  }

  /** Call `perhaps` whenever something in a document or shadow root may have come into sight. */
  listen(root: Document | ShadowRoot, perhaps: () => void, signal: AbortSignal): void {
    const heard = () => {
      if (this.any) perhaps();
    };
    for (const name of OCCASIONS) root.addEventListener(name, heard, { capture: true, passive: true, signal });
    if (root.nodeType === Node.DOCUMENT_NODE) (root as Document).defaultView?.addEventListener("resize", heard, { passive: true, signal });
  }

  /** Yield the places that can be seen now and forget them. Yields null in between as chances to pause. */
  *nowSeen(): Generator<Element | null, void, undefined> {
    const known = new Map<Element, Sight | null>();
    for (const element of [...this.places]) {
      yield null;
      const there = isThere(element);
      if (there && !canBeSeen(element, known)) continue;
      this.places.delete(element);
      if (there) yield element;
    }
  }
}
