// Pages that change: what was added since, gathered until the page is quiet for a moment; and moves within a single page.

import type { Block } from "./blocks.js";
import type { Drafts } from "./drafts.js";
import { flowOf, isOutOfFlow } from "./flow.js";
import { Stillness } from "./still.js";
import { frameDocument } from "./tree.js";
import type { Unseen } from "./unseen.js";

const QUIET_MS = 500;
/** A page that never rests is read this often. */
const LONGEST_MS = 2_500;
/** With more changed places than this the whole page is read again. */
const MANY = 40;
/** And no more are even looked at. */
const MOST = 400;

const WATCHED: MutationObserverInit = {
  childList: true,
  characterData: true,
  subtree: true,
  attributes: true,
  attributeFilter: ["hidden", "open", "class", "style"],
  attributeOldValue: true,
};

/** Of styles only these show or hide a text; what is animated all the time would be read all the time. */
const SHOWS = /display|visibility|content-visibility/;
/** These may do so too, but are what animations are made of: only what was not seen before is looked at again. */
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
  /** Whether something that was not seen may be now. */
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
    // A frame that was still empty when the page was read; the event does not bubble.
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

  /** Whether a block is no longer being written. */
  rests(block: Block): boolean {
    return this.stillness.rests(block);
  }

  /** Have these read again once they are quiet. */
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

/** The outermost elements that hold these with the whole paragraphs they are in. */
export function wholeBlocks(elements: Element[]): Element[] {
  return outermost(elements.map(blockOf).filter((element) => element.isConnected));
}

function hostOf(node: Node): Element | null {
  return node.parentElement ?? (node as ShadowRoot).host ?? (node as Document).body ?? null;
}

/** The nearest ancestor that holds whole paragraphs, so that a changed word is read with all of its own. */
function blockOf(element: Element): Element {
  let block = element;
  while (block.parentElement && isPart(block, getComputedStyle(block))) block = block.parentElement;
  return block;
}

/** Whether an element is part of what stands around it: words of a sentence, a mark in it, a line of a placed text. */
function isPart(element: Element, style: CSSStyleDeclaration): boolean {
  if (flowOf(element, style, true) === "inline") return true;
  return isOutOfFlow(style) && [...element.children].every((child) => getComputedStyle(child).display.startsWith("inline"));
}

function outermost(elements: Element[]): Element[] {
  const unique = [...new Set(elements)];
  if (unique.length > MANY) return unique;
  return unique.filter((element) => !unique.some((other) => other !== element && other.contains(element)));
}
