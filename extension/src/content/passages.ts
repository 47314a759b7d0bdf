// Where on the page each notice's passage is, and which answer holds there: the one about the text as it is now.
import type { MatchReply } from "../lib/contract.js";
import type { Notice, PageSettings } from "../lib/messages.js";
import { anchorAnywhere, anchorExactly, stillThere } from "./anchors.js";
import { nodesOf } from "./blocks.js";
import type { Block } from "./blocks.js";
import { rectOf } from "./highlight.js";
import { isHighlighted } from "./notices.js";
import type { Notices } from "./notices.js";
import type { Presenter } from "./presenter.js";
import { canBeSeen } from "./sight.js";
import type { Sight } from "./sight.js";
import { inSlices } from "./slices.js";

export class Passages {
  /** Blocks that hold a notice, as they were sent. */
  private readonly holding = new Map<string, Block>();
  /** Where each passage is, shown or not. */
  private readonly places = new Map<string, Range>();
  /** Notices of a view that a single page has left; they come back with it. */
  private past = new Set<Notice>();

  constructor(
    private readonly notices: Notices,
    private readonly presenter: Presenter,
    private readonly over: () => boolean,
  ) {}

  /**
   * Take in an answer about these blocks. Where an earlier text stood in one of them, the answer about that text is
   * over: its notice goes, or becomes the new one when it is of the same case. Gives the texts that were replaced.
   */
  async take(reply: MatchReply, sent: ReadonlyMap<string, Block>, settings: PageSettings): Promise<string[]> {
    const replaced = [...sent.values()].flatMap((block) => this.under(block).map((notice) => [notice, block] as const));
    const texts = replaced.flatMap(([notice]) => this.holding.get(notice.id)?.text ?? []);
    const added = this.notices.add(reply, sent, replaced);
    for (const [notice] of replaced) if (!added.some(([other]) => other === notice)) this.forget(notice);
    for (const [notice, block] of added) {
      this.holding.set(notice.id, block);
      await this.anchor(notice, anchorExactly(block, notice.match), settings);
    }
    return texts;
  }

  /** Notices of an earlier text whose passage is in this block now. */
  private under(block: Block): Notice[] {
    const nodes = new Set<Node>(nodesOf(block.run));
    return this.notices.all().filter((notice) => {
      const place = this.places.get(notice.id);
      return place && nodes.has(place.startContainer) && this.holding.get(notice.id)?.text !== block.text;
    });
  }

  private forget(notice: Notice): void {
    this.presenter.unhighlight(notice.id);
    this.holding.delete(notice.id);
    this.places.delete(notice.id);
    this.notices.drop(notice);
  }

  /**
   * After a change of the page: look for every passage that is no longer where it was among what was read anew, but not
   * in a text for which the service has answered already.
   */
  async anchorAgain(found: readonly Block[], answered: (text: string) => boolean, settings: PageSettings): Promise<void> {
    for (const notice of this.notices.all()) {
      const range = this.places.get(notice.id);
      if (range && stillThere(range, notice.match.quote)) continue;
      const block = this.holding.get(notice.id);
      const near = block && nodesOf(block.run).some((node) => node.isConnected) ? [block] : [];
      const open = found.filter(({ text }) => text === block?.text || !answered(text));
      const [place] = await inSlices(anchorAnywhere([...near, ...open], notice.match), this.over);
      await this.anchor(notice, place ?? null, settings);
    }
  }

  async anchor(notice: Notice, range: Range | null, settings: PageSettings): Promise<void> {
    notice.anchored = range !== null;
    if (range) {
      this.places.set(notice.id, range);
      this.past.delete(notice);
    } else this.places.delete(notice.id);
    if (this.over()) return;
    if (!range || settings.hidden.includes(notice.case.id) || !isHighlighted(notice, settings)) this.presenter.unhighlight(notice.id);
    else await this.presenter.highlight(notice.id, range);
  }

  /** Bring the highlights in line with what the reader wants to see. */
  refresh(settings: PageSettings): void {
    const shown = this.notices.highlighted(settings);
    for (const notice of this.notices.all()) if (!shown.includes(notice)) this.presenter.unhighlight(notice.id);
    for (const notice of shown) {
      const place = this.places.get(notice.id);
      if (place && !this.presenter.isHighlighted(notice.id)) void this.anchor(notice, place, settings);
    }
  }

  /** Every notice there is belongs to a view that the page leaves. */
  leaveView(): void {
    this.past = new Set(this.notices.all());
  }

  isCurrent = (notice: Notice): boolean => notice.anchored || !this.past.has(notice);

  /** Notices whose passage is on the page and can be seen, from its top to its end. */
  present(settings: PageSettings): Notice[] {
    const known = new Map<Element, Sight | null>();
    return this.inOrder(settings).filter((notice) => {
      const element = this.places.get(notice.id)?.startContainer.parentElement;
      return notice.anchored && element && canBeSeen(element, known);
    });
  }

  inOrder(settings: PageSettings): Notice[] {
    const placed = this.notices.highlighted(settings).map((notice) => {
      const range = this.places.get(notice.id);
      const rect = range ? rectOf(range) : null;
      return { notice, top: rect?.top ?? Infinity, left: rect?.left ?? 0 };
    });
    return placed.sort((a, b) => (a.top === b.top ? a.left - b.left : a.top < b.top ? -1 : 1)).map(({ notice }) => notice);
  }
}
