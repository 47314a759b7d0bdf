// Watches a page for changes. Gathers what was added until the page is quiet for a moment, and notices when a
// single-page application moves to another address.

import type { Block } from "./blocks.js";
import type { Drafts } from "./drafts.js";
import { flowOf, isOutOfFlow } from "./flow.js";
import { Stillness } from "./still.js";
import { frameDocument } from "./tree.js";
import type { Unseen } from "./unseen.js";

const QUIET_MS = 500;
/** A page that never rests is read at this interval. */
const LONGEST_MS = 2_500;
/** If more places than this have changed, the whole page is read again. */
const MANY = 40;
/** No more changed places than this are remembered. */
const MOST = 400;

const WATCHED: MutationObserverInit = {
  childList: true,
  characterData: true,
  subtree: true,
  attributes: true,
  attributeFilter: ["hidden", "open", "class", "style"],
  attributeOldValue: true,
};

/** Only changes of these styles count as changes of the text. If all styles did, an animation would be read all the time. */
const SHOWS = /display|visibility|content-visibility/;
/** These may show or hide a text too, but animations use them: they only make us look again at what was not seen before. */
const MAY_SHOW = /opacity|height|width|transform|translate|scale|clip|left|top|right|bottom|margin|indent|color|font/;

export class PageObserver {
  private readonly observer = new MutationObserver((records) => this.note(records));
  private readonly stillness = new Stillness();
  private readonly roots = new WeakSet<Node>();
  private readonly listening = new AbortController();
  private dirty = new Set<Element>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private since = 0;
  private address = location.href;
  /** Whether something that could not be seen may have come into sight. */
  private look = false;

  constructor(
    private readonly changed: (roots: Element[]) => void,
    private readonly moved: () => void,
    private readonly looked: () => void,
    private readonly unseen: Unseen,
    private readonly drafts: Drafts,
    private readonly ours: (element: Element) => boolean,
  ) {}

  /** Watch a document or an open shadow root, once. */
  watch(root: Document | ShadowRoot): void {
    if (this.roots.has(root)) return;
    this.roots.add(root);
    this.observer.observe(root, WATCHED);
    // Catches frames that were still empty when the page was read. The event does not bubble, hence `capture`.
    root.addEventListener("load", this.loaded, { capture: true, signal: this.listening.signal });
    this.unseen.listen(root, this.mayShow, this.listening.signal);
    this.drafts.watch(root, this.listening.signal);
  }

  start(): void {
    this.watch(document);
    addEventListener("popstate", this.schedule);
    addEventListener("hashchange", this.schedule);
  }

  stop(): void {
    this.observer.disconnect();
    this.listening.abort();
    clearTimeout(this.timer);
    removeEventListener("popstate", this.schedule);
    removeEventListener("hashchange", this.schedule);
  }

  private loaded = ({ target }: Event): void => {
    const element = target as Element;
    if (this.ours(element) || !frameDocument(element)) return;
    this.dirty.add(element);
    this.schedule();
  };

  /** Whether a block is at rest, that is, no longer being written. */
  rests(block: Block): boolean {
    return this.stillness.rests(block);
  }

  /** Have these elements read again once the page is quiet. */
  again(roots: Iterable<Element>): void {
    for (const root of roots) this.dirty.add(root);
    this.schedule();
  }

  private note(records: MutationRecord[]): void {
    let any = false;
    for (const record of records) {
      const { target, type, addedNodes, removedNodes, attributeName, oldValue } = record;
      const element = target.nodeType === Node.ELEMENT_NODE ? (target as Element) : hostOf(target);
      if (!element || this.ours(element)) continue;
      const nodes = [...addedNodes, ...removedNodes];
      if (type === "childList" && nodes.length && nodes.every((node) => this.ours(node as Element))) continue;
      const style = attributeName === "style" ? `${oldValue ?? ""};${element.getAttribute("style") ?? ""}` : null;
      if (style !== null && !SHOWS.test(style)) {
        if (this.unseen.any && MAY_SHOW.test(style)) this.mayShow();
        continue;
      }
      this.stillness.note(record);
      if (this.dirty.size <= MOST) this.dirty.add(element);
      any = true;
    }
    if (any) this.schedule();
  }

  private mayShow = (): void => {
    this.look = true;
    this.schedule();
  };

  private schedule = (): void => {
    const now = performance.now();
    if (this.timer === undefined) this.since = now;
    clearTimeout(this.timer);
    const wait = Math.max(0, Math.min(QUIET_MS, this.since + LONGEST_MS - now));
    this.timer = setTimeout(this.flush, wait);
  };

  private flush = (): void => {
    this.timer = undefined;
    const { look } = this;
    this.look = false;
    const changed = this.dirty.size > MOST ? [document.body] : [...this.dirty];
    const roots = wholeBlocks(changed);
    this.dirty.clear();
    const moved = location.href !== this.address;
    if (moved) {
      this.address = location.href;
      this.moved();
    }
    if (changed.length || moved) this.changed(roots.length > MANY ? [document.body] : roots);
    if (look) this.looked();
  };
}

/** The outermost elements that contain these elements together with their whole paragraphs. */
export function wholeBlocks(elements: Element[]): Element[] {
  return outermost(elements.map(blockOf).filter((element) => element.isConnected));
}

function hostOf(node: Node): Element | null {
  return node.parentElement ?? (node as ShadowRoot).host ?? (node as Document).body ?? null;
}

/** The nearest element that holds whole paragraphs, so that a changed word is read with the rest of its paragraph. */
function blockOf(element: Element): Element {
  let block = element;
  while (block.parentElement && isPart(block, getComputedStyle(block))) block = block.parentElement;
  return block;
}

/** Whether an element is only part of a paragraph: words of a sentence, a footnote mark, a line placed by itself. */
function isPart(element: Element, style: CSSStyleDeclaration): boolean {
  if (flowOf(element, style, true) === "inline") return true;
  return isOutOfFlow(style) && [...element.children].every((child) => getComputedStyle(child).display.startsWith("inline"));
}

function outermost(elements: Element[]): Element[] {
  const unique = [...new Set(elements)];
  if (unique.length > MANY) return unique;
  return unique.filter((element) => !unique.some((other) => other !== element && other.contains(element)));
}
