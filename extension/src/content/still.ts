// Knows which parts of a page are still being written, so that a live text is read when it rests and not at every word.
import { nodesOf } from "./blocks.js";
import type { Block } from "./blocks.js";

/** A text that has not changed for this long is at rest. */
const REST_MS = 1_000;
const WORDS = "a abbr b bdi bdo cite code em font i ins kbd label mark q s small span strong sub sup time u var".split(" ");
const INLINE = new Set(WORDS);

export class Stillness {
  /** When each element's own text last changed, and when each element was added with all its content. */
  private readonly changed = new WeakMap<Element, number>();
  private readonly came = new WeakMap<Element, number>();
  private last = -Infinity;

  /** Record a change. */
  note({ type, target, addedNodes, removedNodes }: MutationRecord): void {
    if (type === "attributes") return;
    const now = (this.last = performance.now());
    if (type === "characterData") {
      if (target.parentElement) this.changed.set(target.parentElement, now);
      return;
    }
    for (const node of addedNodes) if (node.nodeType === Node.ELEMENT_NODE) this.came.set(node as Element, now);
    if (target.nodeType === Node.ELEMENT_NODE && [...addedNodes, ...removedNodes].some(isWords)) this.changed.set(target as Element, now);
  }

  /** Whether a block is at rest. */
  rests(block: Block): boolean {
    const since = performance.now() - REST_MS;
    if (this.last < since) return true;
    const seen = new Set<Element>();
    for (const node of nodesOf(block.run)) {
      let own = true;
      for (let element = node.parentElement; element && !seen.has(element); element = element.parentElement) {
        seen.add(element);
        if ((this.came.get(element) ?? -Infinity) > since || (own && (this.changed.get(element) ?? -Infinity) > since)) return false;
        own &&= INLINE.has(element.localName);
      }
    }
    return true;
  }
}

/** Whether a node that was added or removed is part of the running text of its parent. */
function isWords(node: Node): boolean {
  if (node.nodeType === Node.TEXT_NODE) return (node as Text).data.trim() !== "";
  return node.nodeType === Node.ELEMENT_NODE && INLINE.has((node as Element).localName);
}
