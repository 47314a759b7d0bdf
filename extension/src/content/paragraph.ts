// Gathers texts into paragraphs. An inset beside a paragraph may interrupt it; the paragraph goes on after the inset.
import { dataOf, textOf } from "./blocks.js";
import type { Block, Run } from "./blocks.js";
import { linesOf, undivided } from "./lines.js";

/** Shorter texts are dropped: they say nothing, not even about the text beside them as "False" or "The claim" does. */
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
  /** Indices into `run` at which a line of preformatted text ends. */
  readonly ends: number[] = [];
  /** Whether it ends with a line break so far. */
  broken = false;
  blank = true;

  add(item: Run[number], says: boolean): void {
    this.run.push(item);
    if (!says) return;
    this.broken = false;
    this.blank = false;
  }

  /** The finished paragraphs: one, or several if the text is preformatted. */
  parts(): Run[] {
    if (!this.labels.length && !this.ends.length) return [this.run];
    const [from, to] = this.labels.length ? this.unlabelled() : [0, this.run.length];
    return linesOf(this.run.slice(from, to), this.ends.filter((end) => end > from).map((end) => end - from));
  }

  /** The range of `run` without labels that belong to no sentence: buttons before it, buttons after it, or all if there are only buttons. */
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
  /** How many interrupted paragraphs that hold text wait to go on. */
  private waiting = 0;
  private later: Block[] = [];
  /** The latest inset beside the paragraph, as long as the next inset may continue it. */
  private beside: Draft | null = null;
  private labelFrom = -1;
  /** Finished paragraphs that were not taken yet. */
  private readonly made: Block[] = [];

  constructor(private readonly nextId: () => string) {}

  /** Whether nothing of the current paragraph was read yet. */
  get begins(): boolean {
    return this.draft.blank;
  }

  get inLabel(): boolean {
    return this.labelFrom >= 0;
  }

  add(item: Run[number], says: boolean): void {
    this.draft.add(item, says);
  }

  /** Add a line break. Some pages separate paragraphs by two in a row: returns true when this one ends a paragraph. */
  lineBreak(): boolean {
    const { draft } = this;
    if (draft.blank || draft.broken) return draft.broken;
    draft.run.push("\n");
    draft.broken = true;
    return false;
  }

  /** End a line of preformatted text. Returns true when the line was empty, which ends the paragraph. */
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

  /** Begin an inset beside the paragraph. */
  interrupt(): void {
    const counts = !this.draft.blank;
    this.interrupted.push({ draft: this.draft, counts });
    if (counts) this.waiting += 1;
    this.draft = new Draft();
  }

  /** End the inset and go on with the interrupted paragraph. If `mayGoOn`, a later inset may continue this one. */
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
   * Continue the last inset with the text that is read now and begins with `next`, joined by `join`. Does nothing while a
   * paragraph waits: notes beside a paragraph are separate, and only texts beside nothing may be lines of one paragraph.
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

  /** Finish the last inset: nothing continues it. */
  settle(): void {
    const { beside } = this;
    this.beside = null;
    if (beside) this.give(beside);
  }

  /** Take the next finished paragraph. They come in page order: each paragraph, and then the insets beside it. */
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
