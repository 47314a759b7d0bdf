// The blocks of a page as its reader sees them now, and what tells that they have changed.
import type { Block } from "./blocks.js";
import { Drafts } from "./drafts.js";
import { extract } from "./extract.js";
import { PageObserver, wholeBlocks } from "./observe.js";
import { inSlices } from "./slices.js";
import { Unseen } from "./unseen.js";

/** What happens to a page while it is watched. */
export interface PageEvents {
  /** These parts have changed, and are quiet now. */
  changed: (roots: Element[]) => void;
  /** A single page has moved on to another address. */
  moved: () => void;
  /** What could not be seen may be now. */
  looked: () => void;
  /** A document came into view: the page's own, or a frame's. */
  entered: (owner: Document) => void;
}

export class PageText {
  private count = 0;
  /** The changed part of the page with which each block was read. */
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

  /** The blocks of these parts of the page, in its order. */
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
    // All in one, so that many small places are no longer a piece of work than one large one.
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

  /** The part of the page with which a block was read, where the block is still being written; else undefined. */
  restlessPartOf(block: Block): Element | undefined {
    const root = this.readFrom.get(block);
    return root && !this.observer.rests(block) ? root : undefined;
  }

  /** Have these read again once they are quiet. */
  again(roots: Iterable<Element>): void {
    this.observer.again(roots);
  }
}
