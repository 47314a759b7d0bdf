// Chooses the blocks of a page to send: those not sent yet, and the short ones beside them that say what the new text is,
// such as the heading "The claim" or the verdict "False". A page repeats those, so they are sent again each time.
import type { Block } from "./blocks.js";

/** A longer page is read only up to here. */
const MAX_BLOCKS = 20_000;
const MAX_CHARACTERS = 3_000_000;
/** Shorter texts are sent only with the text beside them. Otherwise clocks and counters would be new every second. */
const MIN_FRESH = 12;
/** Characters in the longest text that may be a heading or a verdict. */
const SHORT = 40;
/** How many blocks on either side of a new one may say what it is. */
const NEAR = 2;
const LETTER = /\p{L}/u;

export interface Outgoing {
  block: Block;
  /** True if it is new; false if it was sent before, or is sent only because it says something about its neighbours. */
  fresh: boolean;
  /** Whether the page has text just before it that is not sent. */
  gap: boolean;
}

export class SentBlocks {
  private readonly sent = new Set<string>();
  private blocks = 0;
  private characters = 0;
  /** Texts for which there was no room left. */
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

  /** Forget that these texts were sent: they count as new if they come again. */
  forget(texts: readonly string[]): void {
    for (const text of texts) this.sent.delete(text);
  }

  /** Choose what to send of `read`, which is in page order, and count it as sent. Blocks that are not `ready` wait. */
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

  /** Count these as new again, because they could not be sent after all. */
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
