// Where on the page each notice's passage is, and which answer holds there: the one about the text as it is now.
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

/** Of one text no more copies are marked. */
const MOST_COPIES = 50;

export class Passages {
  /** Blocks that hold a notice, as they were sent. */
  private readonly holding = new Map<string, Block>();
  /** Where each passage is, shown or not. */
  private readonly places = new Map<string, Range>();
  /** Notices of a view that a single page has left; they come back with it. */
  private past = new Set<Notice>();

  constructor(
    private readonly notices: Notices,
    private readonly highlights: Highlights,
    private readonly over: () => boolean,
  ) {}

  /**
   * Take in an answer about these blocks. Where an earlier text stood in one of them, the answer about that text is
   * over: its notice goes, or becomes the new one when it is of the same case. Gives the texts that were replaced.
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

  /** Notices of an earlier text whose passage is in this block now. */
  private under(block: Block): Notice[] {
    const nodes = new Set<Node>(nodesOf(block.run));
    return this.notices.all().filter((notice) => {
      const place = this.places.get(notice.id);
      return place && nodes.has(place.startContainer) && this.holding.get(notice.id)?.text !== block.text;
    });
  }

  private forget(notice: Notice): void {
    // Where the same text still stands, its notice goes on by itself.
    const [heir, ...rest] = this.notices.copiesOf(notice);
    if (heir) heir.copyOf = "";
    for (const other of rest) other.copyOf = heir?.id ?? "";
    this.highlights.remove(notice.id);
    this.holding.delete(notice.id);
    this.places.delete(notice.id);
    this.notices.drop(notice);
  }

  /**
   * After a change of the page: look for every passage that is no longer where it was among what was read anew, but not
   * in a text for which the service has answered already.
   */
  async anchorAgain(found: readonly Block[], answered: (text: string) => boolean): Promise<void> {
    for (const notice of this.notices.all()) {
      const range = this.places.get(notice.id);
      if (range && stillThere(range, notice.match.quote)) continue;
      // A copy whose place another notice has taken meanwhile.
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

  /** Where the same case is told of already. */
  private takenByOthers(notice: Notice): Set<Node> {
    const others = this.notices.all().filter((other) => other !== notice && other.case.id === notice.case.id);
    return new Set(others.flatMap((other) => this.places.get(other.id)?.startContainer ?? []));
  }

  /** Its passage is no longer on the page, or only where a copy of its text stands. */
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

  /** Tell also where a text for which the service answered stands on the page once more, word for word. */
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

  /** Bring the highlights in line with what the reader wants to see: one for a passage, however many cases it repeats. */
  async refresh(settings: PageSettings): Promise<void> {
    const passages = this.together(settings);
    const first = new Set(passages.map(({ notices: [leader] }) => leader?.id));
    for (const notice of this.notices.all()) if (!first.has(notice.id)) this.highlights.remove(notice.id);
    for (const { notices, range } of passages) if (notices[0]) await this.highlights.show(notices[0].id, range);
  }

  /** What is highlighted, from the page's top to its end: each passage once, its surest notice first. */
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

  /** The notices of the passage that this one is about, the surest first; this one alone where it is not highlighted. */
  onePassage(notice: Notice, settings: PageSettings): Notice[] {
    return this.together(settings).find(({ notices }) => notices.includes(notice))?.notices ?? [notice];
  }

  /** Every notice there is belongs to a view that the page leaves. */
  leaveView(): void {
    this.past = new Set(this.notices.all());
  }

  isCurrent = (notice: Notice): boolean => notice.anchored || !this.past.has(notice);

  /** Passages that are on the page and can be seen, from its top to its end, each as its notices, the surest first. */
  present(settings: PageSettings): Notice[][] {
    const known = new Map<Element, Sight | null>();
    const seen = this.together(settings).filter(({ range }) => {
      const element = range.startContainer.parentElement;
      return element && canBeSeen(element, known);
    });
    return seen.map(({ notices }) => notices);
  }

  /** What is highlighted, from the page's top to its end. */
  inOrder(settings: PageSettings): Notice[] {
    return this.ordered(this.notices.highlighted(settings));
  }

  /** These as their passages stand on the page, from its top to its end; what has left it comes last. */
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
