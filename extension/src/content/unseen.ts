// What could not be seen when the page was read, to be looked at again after whatever may have brought it into sight.
import { isThere } from "./tree.js";
import { canBeSeen } from "./sight.js";
import type { Sight } from "./sight.js";

/** Of no more places is it remembered that they were not seen. */
const MOST = 500;
/** What a reader does, and what comes to its end, without a change to the document. */
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

  /** Call back on every occasion on which something in a document or shadow root may have come into sight. */
  listen(root: Document | ShadowRoot, perhaps: () => void, signal: AbortSignal): void {
    const heard = () => {
      if (this.any) perhaps();
    };
    for (const name of OCCASIONS) root.addEventListener(name, heard, { capture: true, passive: true, signal });
    if (root.nodeType === Node.DOCUMENT_NODE) (root as Document).defaultView?.addEventListener("resize", heard, { passive: true, signal });
  }

  /** The places that can be seen now, which from then on are none of these; null between, as occasions to pause. */
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
