// Keeps track of where each notice's passage is on the page, and of which answer applies: the one about the present text.
import type { MatchReply } from "../lib/contract.js";
import type { Notice, PageSettings } from "../lib/messages.js";
import { anchorAnywhere, anchorExactly, stillThere } from "./anchors.js";
import { nodesOf } from "./blocks.js";
import type { Block } from "./blocks.js";
import { rectOf } from "./highlight.js";
import type { Highlights } from "./highlight.js";
import type { Notices } from "./notices.js";
import { canBeSeen } from "./sight.js";
import type { Sight } from "./sight.js";
import { inSlices } from "./slices.js";

/** No more copies of one text than this are marked. */
const MOST_COPIES = 50;

export class Passages {
  /** The block of each notice's passage, as it was sent. */
  private readonly holding = new Map<string, Block>();
  /** Where each passage is, whether it is highlighted or not. */
  private readonly places = new Map<string, Range>();
  /** Notices of a view that a single-page application has left. They come back when the view does. */
  private past = new Set<Notice>();

  constructor(
    private readonly notices: Notices,
    private readonly highlights: Highlights,
    private readonly over: () => boolean,
  ) {}

  /**
   * Take in an answer about these blocks. If one of them held another text before, the notices about that text go, except
   * that a notice of the same case becomes the new one. Returns the texts that were replaced.
   */
  take(reply: MatchReply, sent: ReadonlyMap<string, Block>): string[] {
    const replaced = [...sent.values()].flatMap((block) => this.under(block).map((notice) => [notice, block] as const));
    const texts = replaced.flatMap(([notice]) => this.holding.get(notice.id)?.text ?? []);
    const added = this.notices.add(reply, sent, replaced);
    for (const [notice] of replaced) if (!added.some(([other]) => other === notice)) this.forget(notice);
    for (const [notice, block] of added) {
      this.holding.set(notice.id, block);
      this.anchor(notice, anchorExactly(block, notice.match));
    }
    return texts;
  }

  /** Notices about an earlier text of this block. */
  private under(block: Block): Notice[] {
    const nodes = new Set<Node>(nodesOf(block.run));
    return this.notices.all().filter((notice) => {
      const place = this.places.get(notice.id);
      return place && nodes.has(place.startContainer) && this.holding.get(notice.id)?.text !== block.text;
    });
  }

  private forget(notice: Notice): void {
    // If a copy of the text is still on the page, its notice takes over.
    const [heir, ...rest] = this.notices.copiesOf(notice);
    if (heir) heir.copyOf = "";
    for (const other of rest) other.copyOf = heir?.id ?? "";
    this.highlights.remove(notice.id);
    this.holding.delete(notice.id);
    this.places.delete(notice.id);
    this.notices.drop(notice);
  }

  /**
   * After a change of the page, look for every passage that has moved. Looks in the blocks that were read anew, but not in
   * texts that were already `answered`.
   */
  async anchorAgain(found: readonly Block[], answered: (text: string) => boolean): Promise<void> {
    for (const notice of this.notices.all()) {
      const range = this.places.get(notice.id);
      if (range && stillThere(range, notice.match.quote)) continue;
      // Skip a copy whose place another notice has taken meanwhile.
      if (!this.notices.find(notice.id)) continue;
      const block = this.holding.get(notice.id);
      const near = block && nodesOf(block.run).some((node) => node.isConnected) ? [block] : [];
      const taken = this.takenByOthers(notice);
      const isFree = ({ run }: Block) => !taken.size || !nodesOf(run).some((node) => taken.has(node));
      const open = [...near, ...found.filter(({ text }) => text === block?.text || !answered(text))].filter(isFree);
      const [place] = await inSlices(anchorAnywhere(open, notice.match), this.over);
      if (place) this.anchor(notice, place);
      else this.lose(notice);
    }
  }

  /** The places of other notices about the same case. */
  private takenByOthers(notice: Notice): Set<Node> {
    const others = this.notices.all().filter((other) => other !== notice && other.case.id === notice.case.id);
    return new Set(others.flatMap((other) => this.places.get(other.id)?.startContainer ?? []));
  }

  /** Take note that a notice's passage is no longer on the page. If a copy of its text is, the notice moves there. */
  private lose(notice: Notice): void {
    this.anchor(notice, null);
    if (notice.copyOf) return this.forget(notice);
    const copy = this.notices.copiesOf(notice).find((other) => {
      const range = this.places.get(other.id);
      return range && stillThere(range, other.match.quote);
    });
    if (!copy) return;
    const place = this.places.get(copy.id) ?? null;
    const block = this.holding.get(copy.id);
    this.forget(copy);
    if (block) this.holding.set(notice.id, block);
    this.anchor(notice, place);
  }

  /** Add a notice wherever a text that has one occurs on the page again, word for word. */
  markCopies(found: readonly Block[]): void {
    const originals = this.notices.all().filter(({ copyOf, match, spokenOf }) => !copyOf && (match.relation === "repeats" || spokenOf));
    const byText = new Map<string, Notice[]>();
    for (const notice of originals) {
      const text = this.holding.get(notice.id)?.text;
      if (text !== undefined) byText.set(text, [...(byText.get(text) ?? []), notice]);
    }
    for (const block of byText.size ? found : []) {
      for (const notice of byText.get(block.text) ?? []) this.markCopy(notice, block);
    }
  }

  private markCopy(notice: Notice, block: Block): void {
    const nodes = new Set<Node>(nodesOf(block.run));
    const same = [notice, ...this.notices.copiesOf(notice)];
    const here = same.some(({ id }) => nodes.has(this.places.get(id)?.startContainer as Node));
    const range = here || same.length > MOST_COPIES ? null : anchorExactly(block, notice.match);
    if (!range) return;
    const copy = notice.anchored ? this.notices.copy(notice, block.text) : notice;
    this.holding.set(copy.id, block);
    this.anchor(copy, range);
  }

  anchor(notice: Notice, range: Range | null): void {
    notice.anchored = range !== null;
    if (range) {
      this.places.set(notice.id, range);
      this.past.delete(notice);
      return;
    }
    this.places.delete(notice.id);
    this.highlights.remove(notice.id);
  }

  /** Update the highlights to what the reader wants to see. A passage has one highlight, however many cases it repeats. */
  async refresh(settings: PageSettings): Promise<void> {
    const passages = this.together(settings);
    const first = new Set(passages.map(({ notices: [leader] }) => leader?.id));
    for (const notice of this.notices.all()) if (!first.has(notice.id)) this.highlights.remove(notice.id);
    for (const { notices, range } of passages) if (notices[0]) await this.highlights.show(notices[0].id, range);
  }

  /** The highlighted passages from the top of the page to its end, each once, with its surest notice first. */
  private together(settings: PageSettings): { notices: Notice[]; range: Range }[] {
    const made: { notices: Notice[]; range: Range }[] = [];
    for (const notice of this.inOrder(settings)) {
      const place = this.places.get(notice.id);
      if (!place) continue;
      const known = made.find(({ range }) => overlap(range, place));
      if (!known) made.push({ notices: [notice], range: place });
      else {
        known.range = union(known.range, place);
        known.notices.push(notice);
      }
    }
    for (const { notices } of made) notices.sort((a, b) => b.match.score - a.match.score);
    return made;
  }

  /** All notices about this notice's passage, the surest first; only this one if it is not highlighted. */
  onePassage(notice: Notice, settings: PageSettings): Notice[] {
    return this.together(settings).find(({ notices }) => notices.includes(notice))?.notices ?? [notice];
  }

  /** The page moves to another view: all notices so far belong to the old one. */
  leaveView(): void {
    this.past = new Set(this.notices.all());
  }

  isCurrent = (notice: Notice): boolean => notice.anchored || !this.past.has(notice);

  /** The notices of each passage that can be seen, from the top of the page to its end, the surest notice first. */
  present(settings: PageSettings): Notice[][] {
    const known = new Map<Element, Sight | null>();
    const seen = this.together(settings).filter(({ range }) => {
      const element = range.startContainer.parentElement;
      return element && canBeSeen(element, known);
    });
    return seen.map(({ notices }) => notices);
  }

  /** The highlighted notices in the order of their passages, from the top of the page to its end. */
  inOrder(settings: PageSettings): Notice[] {
    return this.ordered(this.notices.highlighted(settings));
  }

  /** Sort notices by where their passages are on the page. Those whose passage has left it come last. */
  ordered(notices: readonly Notice[]): Notice[] {
    const placed = notices.map((notice) => {
      const range = this.places.get(notice.id);
      const rect = range ? rectOf(range) : null;
      return { notice, top: rect?.top ?? Infinity, left: rect?.left ?? 0 };
    });
    return placed.sort((a, b) => (a.top === b.top ? a.left - b.left : a.top < b.top ? -1 : 1)).map(({ notice }) => notice);
  }
}

function overlap(one: Range, other: Range): boolean {
  if (one.startContainer.getRootNode() !== other.startContainer.getRootNode()) return false;
  return one.compareBoundaryPoints(Range.END_TO_START, other) < 0 && other.compareBoundaryPoints(Range.END_TO_START, one) < 0;
}

function union(one: Range, other: Range): Range {
  const made = one.cloneRange();
  if (other.compareBoundaryPoints(Range.START_TO_START, one) < 0) made.setStart(other.startContainer, other.startOffset);
  if (other.compareBoundaryPoints(Range.END_TO_END, one) > 0) made.setEnd(other.endContainer, other.endOffset);
  return made;
}
