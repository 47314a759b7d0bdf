// What of a page was not sent yet, with as much beside it as tells what the new text is: a heading such as "The claim",
// a verdict such as "False". A page has these again and again.
import type { Block } from "./blocks.js";

/** A page that is longer than this is read up to here. */
const MAX_BLOCKS = 20_000;
const MAX_CHARACTERS = 3_000_000;
/** Shorter texts say something only of the text beside them. Clocks and counters would be new every second. */
const MIN_FRESH = 12;
/** Characters of a text that may be a heading or a verdict. */
const SHORT = 40;
/** Blocks on either side of a new one that may say what it is. */
const NEAR = 2;
const LETTER = /\p{L}/u;

export interface Outgoing {
  block: Block;
  /** Whether it is sent for itself; else it was sent before, or only says something of its neighbours. */
  fresh: boolean;
  /** Whether text of the page that is not sent stands before it. */
  gap: boolean;
}

export class SentBlocks {
  private readonly sent = new Set<string>();
  private blocks = 0;
  private characters = 0;
  /** Texts for which there was no room any more. */
  private readonly left = new Set<string>();

  clear(): void {
    this.sent.clear();
    this.left.clear();
    this.blocks = this.characters = 0;
  }

  /** How many texts of the page are not sent because it is too long. */
  get leftOut(): number {
    return this.left.size;
  }

  /** Whether a text was sent. */
  has(text: string): boolean {
    return this.sent.has(text);
  }

  /** What the service said of these texts is forgotten: they are new where they come again. */
  forget(texts: readonly string[]): void {
    for (const text of texts) this.sent.delete(text);
  }

  /** What is to be sent of blocks in the order of the page; from then on it counts as sent. What is not `ready` waits. */
  take(read: readonly Block[], ready: (block: Block) => boolean = () => true): Outgoing[] {
    const fresh = read.map((block) => {
      const { text } = block;
      if (text.length < MIN_FRESH || this.sent.has(text) || !ready(block)) return false;
      if (!this.fits(text)) {
        if (this.left.size < MAX_BLOCKS) this.left.add(text);
        return false;
      }
      this.sent.add(text);
      return true;
    });
    const beside = (i: number) => fresh.slice(Math.max(0, i - NEAR), i + NEAR + 1).includes(true);
    const kept = read.map(({ text }, i) => fresh[i] || (text.length <= SHORT && LETTER.test(text) && beside(i) && this.fits(text)));
    return read.flatMap((block, i) =>
      kept[i] ? [{ block, fresh: fresh[i] === true, gap: block.gap === true || (i > 0 && !kept[i - 1]) }] : [],
    );
  }

  /** What could not be sent after all is new again. */
  giveBack(outgoing: readonly Outgoing[]): void {
    for (const { block, fresh } of outgoing) if (fresh) this.sent.delete(block.text);
  }

  private fits(text: string): boolean {
    if (this.blocks >= MAX_BLOCKS || this.characters + text.length > MAX_CHARACTERS) return false;
    this.blocks += 1;
    this.characters += text.length;
    return true;
  }
}
