// Pages that change: what was added since, gathered until the page is quiet for a moment; and moves within a single page.

import { frameDocument } from "./extract.js";

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

export class PageObserver {
  private readonly observer = new MutationObserver((records) => this.note(records));
  private readonly roots = new WeakSet<Node>();
  private readonly listening = new AbortController();
  private dirty = new Set<Element>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private since = 0;
  private address = location.href;

  constructor(
    private readonly changed: (roots: Element[]) => void,
    private readonly moved: () => void,
    private readonly ours: (element: Element) => boolean,
  ) {}

  /** Watch a document or an open shadow root, once. */
  watch(root: Document | ShadowRoot): void {
    if (this.roots.has(root)) return;
    this.roots.add(root);
    this.observer.observe(root, WATCHED);
    // A frame that was still empty when the page was read; the event does not bubble.
    root.addEventListener("load", this.loaded, { capture: true, signal: this.listening.signal });
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

  private note(records: MutationRecord[]): void {
    let any = false;
    for (const { target, type, addedNodes, removedNodes, attributeName, oldValue } of records) {
      const element = target.nodeType === Node.ELEMENT_NODE ? (target as Element) : hostOf(target);
      if (!element || this.ours(element)) continue;
      const nodes = [...addedNodes, ...removedNodes];
      if (type === "childList" && nodes.length && nodes.every((node) => this.ours(node as Element))) continue;
      if (attributeName === "style" && !SHOWS.test(`${oldValue ?? ""};${element.getAttribute("style") ?? ""}`)) continue;
      if (this.dirty.size <= MOST) this.dirty.add(element);
      any = true;
    }
    if (any) this.schedule();
  }

  private schedule = (): void => {
    const now = performance.now();
    if (this.timer === undefined) this.since = now;
    clearTimeout(this.timer);
    const wait = Math.max(0, Math.min(QUIET_MS, this.since + LONGEST_MS - now));
    this.timer = setTimeout(this.flush, wait);
  };

  private flush = (): void => {
    this.timer = undefined;
    const changed = this.dirty.size > MOST ? [document.body] : [...this.dirty];
    const roots = outermost(changed.map(blockOf).filter((element) => element.isConnected));
    this.dirty.clear();
    if (location.href !== this.address) {
      this.address = location.href;
      this.moved();
    }
    this.changed(roots.length > MANY ? [document.body] : roots);
  };
}

function hostOf(node: Node): Element | null {
  return node.parentElement ?? (node as ShadowRoot).host ?? (node as Document).body ?? null;
}

/** The nearest ancestor that is a block, so that a changed word is read with its whole paragraph. */
function blockOf(element: Element): Element {
  let block = element;
  while (block.parentElement && getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
  return block;
}

function outermost(elements: Element[]): Element[] {
  const unique = [...new Set(elements)];
  if (unique.length > MANY) return unique;
  return unique.filter((element) => !unique.some((other) => other !== element && other.contains(element)));
}
