// Gives the blocks of a page as its reader sees them now, and tells when they have changed.
import type { Block } from "./blocks.js";
import { Drafts } from "./drafts.js";
import { extract } from "./extract.js";
import { PageObserver, wholeBlocks } from "./observe.js";
import { inSlices } from "./slices.js";
import { Unseen } from "./unseen.js";

/** Called while a page is watched. */
export interface PageEvents {
  /** These parts have changed, and the page is quiet now. */
  changed: (roots: Element[]) => void;
  /** A single-page application has moved to another address. */
  moved: () => void;
  /** Something that could not be seen may be visible now. */
  looked: () => void;
  /** We began to read a document: the page's own, or a frame's. */
  entered: (owner: Document) => void;
}

export class PageText {
  private count = 0;
  /** The part of the page in whose reading each block was found. */
  private readonly readFrom = new WeakMap<Block, Element>();
  private readonly unseen = new Unseen();
  private readonly drafts = new Drafts();
  private readonly observer: PageObserver;

  constructor(
    private readonly events: PageEvents,
    private readonly ours: (element: Element) => boolean,
    private readonly over: () => boolean,
  ) {
    this.observer = new PageObserver(events.changed, events.moved, events.looked, this.unseen, this.drafts, ours);
  }

  /** Watch the page from now on. */
  start(): void {
    this.observer.start();
    this.events.entered(document);
  }

  stop(): void {
    this.observer.stop();
  }

  /** The blocks of these parts of the page. */
  blocksOf(roots: readonly Element[], comments: boolean): Promise<Block[]> {
    const options = {
      nextId: () => `b${++this.count}`,
      ours: this.ours,
      comments,
      unseen: (element: Element) => this.unseen.add(element),
      entered: (inner: Document | ShadowRoot) => {
        this.observer.watch(inner);
        if (inner.nodeType === Node.DOCUMENT_NODE) this.events.entered(inner as Document);
      },
    };
    const isDraft = this.drafts.sought();
    const { readFrom } = this;
    // One generator for all, so that many small places are sliced like one large one.
    function* everywhere() {
      for (const root of roots) {
        let gap = root !== document.body;
        for (const block of extract(root, options)) {
          if (!block) yield null;
          else if (isDraft?.(block.text)) gap = true;
          else {
            if (gap) block.gap = true;
            gap = false;
            readFrom.set(block, root);
            yield block;
          }
        }
      }
    }
    return inSlices(everywhere(), this.over);
  }

  /** The parts of the page that have come into sight. */
  async nowSeen(): Promise<Element[]> {
    return wholeBlocks(await inSlices(this.unseen.nowSeen(), this.over));
  }

  /** If a block is still being written, the part of the page in which it was found; else undefined. */
  restlessPartOf(block: Block): Element | undefined {
    const root = this.readFrom.get(block);
    return root && !this.observer.rests(block) ? root : undefined;
  }

  /** Have these elements read again once the page is quiet. */
  again(roots: Iterable<Element>): void {
    this.observer.again(roots);
  }
}
