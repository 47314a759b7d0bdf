// Texts gathered into paragraphs. One may be interrupted by what stands beside it, and goes on after that.
import { dataOf, textOf } from "./blocks.js";
import type { Block, Run } from "./blocks.js";
import { linesOf, undivided } from "./lines.js";

/** Shorter texts say nothing, not even what the text beside them is, as "False" or "The claim" does. */
export const MIN_BLOCK = 4;
const MAX_BLOCK = 100_000;
const SENTENCE_END = /[.!?…:;。！？؟।][\p{Pf}\p{Pe}"'»]*\s*$/u;
const BEGINS = /^[\s\p{P}]*(\p{Lu}|\p{Lt})/u;
const SAYS = /[\p{L}\p{N}]/u;

interface Label {
  from: number;
  to: number;
}

/** A paragraph in the making. */
class Draft {
  readonly run: Run = [];
  readonly labels: Label[] = [];
  /** Where a line that the page keeps as it is ends: indices into `run`. */
  readonly ends: number[] = [];
  /** Whether a line break was the last of it. */
  broken = false;
  blank = true;

  add(item: Run[number], says: boolean): void {
    this.run.push(item);
    if (!says) return;
    this.broken = false;
    this.blank = false;
  }

  /** The finished paragraphs: one, or several where lines are drawn as they were written. */
  parts(): Run[] {
    if (!this.labels.length && !this.ends.length) return [this.run];
    const [from, to] = this.labels.length ? this.unlabelled() : [0, this.run.length];
    return linesOf(this.run.slice(from, to), this.ends.filter((end) => end > from).map((end) => end - from));
  }

  /** What is left without the labels that no sentence holds: buttons before and after it, or nothing but buttons. */
  private unlabelled(): [from: number, to: number] {
    const { run } = this;
    const isLabel = (i: number) => this.labels.some(({ from, to }) => from <= i && i < to);
    const bare = run.flatMap((item, i) => (dataOf(item).trim() !== "" && !isLabel(i) ? [i] : []));
    if (!bare.some((i) => SAYS.test(dataOf(run[i] as Run[number])))) return [0, 0];
    const first = bare[0] as number;
    const last = bare[bare.length - 1] as number;
    const begins = BEGINS.test(dataOf(run[first] as Run[number]));
    const ended = SENTENCE_END.test(textOf(run.slice(0, last + 1)));
    return [begins ? first : 0, ended ? last + 1 : run.length];
  }
}

export class Paragraphs {
  private draft = new Draft();
  private readonly interrupted: { draft: Draft; counts: boolean }[] = [];
  /** How many paragraphs that hold text wait for what stands beside them. */
  private waiting = 0;
  private later: Block[] = [];
  /** The last of what stood beside the paragraph, as long as it may go on in what stands there next. */
  private beside: Draft | null = null;
  private labelFrom = -1;
  /** Finished paragraphs, until they are taken. */
  private readonly made: Block[] = [];

  constructor(private readonly nextId: () => string) {}

  /** Whether nothing of a paragraph was read yet. */
  get begins(): boolean {
    return this.draft.blank;
  }

  get inLabel(): boolean {
    return this.labelFrom >= 0;
  }

  add(item: Run[number], says: boolean): void {
    this.draft.add(item, says);
  }

  /** A line break. Two in a row are how some pages write paragraphs: true when this one ends one. */
  lineBreak(): boolean {
    const { draft } = this;
    if (draft.blank || draft.broken) return draft.broken;
    draft.run.push("\n");
    draft.broken = true;
    return false;
  }

  /** The end of a line that is drawn as it was written. True when the line was empty, which ends the paragraph. */
  lineEnd(): boolean {
    const { draft } = this;
    if (!draft.blank && !draft.broken) draft.ends.push(draft.run.length);
    return this.lineBreak();
  }

  beginLabel(): void {
    this.labelFrom = this.draft.run.length;
  }

  endLabel(): void {
    this.draft.labels.push({ from: this.labelFrom, to: this.draft.run.length });
    this.labelFrom = -1;
  }

  /** What follows stands beside the paragraph. */
  interrupt(): void {
    const counts = !this.draft.blank;
    this.interrupted.push({ draft: this.draft, counts });
    if (counts) this.waiting += 1;
    this.draft = new Draft();
  }

  /** The paragraph that was interrupted goes on. What stood beside it may do so too, where it `mayGoOn`. */
  resume(mayGoOn: boolean): void {
    const aside = this.draft;
    const before = this.interrupted.pop();
    this.draft = before?.draft ?? new Draft();
    if (!aside.blank) {
      this.settle();
      if (mayGoOn) this.beside = aside;
      else this.give(aside);
    }
    if (before?.counts) this.waiting -= 1;
  }

  /**
   * What stood beside the paragraph last goes on in what is read now, joined by `join`. `next` is how that begins. Notes
   * beside a paragraph are each their own; only where there is nothing else may such texts be lines of one.
   */
  goOn(join: "" | " ", next: string): void {
    if (!this.beside || !this.draft.blank || this.waiting) return;
    this.draft = this.beside;
    this.beside = null;
    const whole = undivided(this.draft.run.at(-1), next);
    if (whole) this.draft.run[this.draft.run.length - 1] = whole;
    else if (join) this.draft.run.push("\n");
  }

  /** End the paragraph. */
  finish(): void {
    this.settle();
    const { draft } = this;
    if (draft.run.length) this.draft = new Draft();
    this.give(draft);
    if (this.waiting || !this.later.length) return;
    this.made.push(...this.later);
    this.later = [];
  }

  /** What stood beside the paragraph does not go on. */
  settle(): void {
    const { beside } = this;
    this.beside = null;
    if (beside) this.give(beside);
  }

  /** Finished paragraphs in the order of the page: one, and then what stands beside it. */
  take(): Block | undefined {
    return this.made.shift();
  }

  private give(draft: Draft): void {
    if (draft.blank) return;
    const to = this.waiting || !this.draft.blank ? this.later : this.made;
    for (const run of draft.parts()) {
      const text = textOf(run).slice(0, MAX_BLOCK);
      if (text.length >= MIN_BLOCK) to.push({ id: this.nextId(), text, run });
    }
  }
}
