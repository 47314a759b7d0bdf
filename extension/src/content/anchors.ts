// Finds a matched passage on the page: by its offsets while the block is unchanged, else by its quote, and at last by the
// text most similar to the quote.
import { nearest } from "./approximate.js";
import { layOut, rangeOf } from "./blocks.js";
import type { Block } from "./blocks.js";

/** If no more than one unit in seven has changed, it still counts as the passage that was checked. */
const TOLERANCE = 1 / 7;
/** Blocks between two chances to pause. */
const STRIDE = 64;

export interface Passage {
  start: number;
  end: number;
  quote: string;
}

/** The range of the passage in this block, word for word; null when the block does not contain it. */
export function anchorExactly(block: Block, passage: Passage): Range | null {
  const layout = layOut(block.run);
  if (layout.text.slice(passage.start, passage.end) === passage.quote) {
    return rangeOf(layout, passage.start, passage.end);
  }
  // If it occurs several times, take the place nearest to where it was.
  let found = -1;
  for (let at = layout.text.indexOf(passage.quote); at >= 0; at = layout.text.indexOf(passage.quote, at + 1)) {
    if (found < 0 || Math.abs(at - passage.start) < Math.abs(found - passage.start)) found = at;
  }
  return found < 0 ? null : rangeOf(layout, found, found + passage.quote.length);
}

/**
 * Yields the range of the passage in one of these blocks, or no range when none contains it. An exact match in any block
 * wins over a similar text. Yields null in between as chances to pause.
 */
export function* anchorAnywhere(blocks: readonly Block[], passage: Passage): Generator<Range | null, void, undefined> {
  for (const [number, block] of blocks.entries()) {
    const range = block.text.includes(passage.quote) ? anchorExactly(block, passage) : null;
    if (range) return yield range;
    if (number % STRIDE === 0) yield null;
  }
  const most = Math.floor(passage.quote.length * TOLERANCE);
  if (most === 0) return;
  const words = wordsOf(passage.quote);
  for (const [number, block] of blocks.entries()) {
    if (number % STRIDE === 0) yield null;
    if (!sharesHalf(words, block.text)) continue;
    yield null;
    const layout = layOut(block.run);
    const place = nearest(passage.quote, layout.text, most);
    const range = place && rangeOf(layout, place.start, place.end);
    if (range) return yield range;
  }
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? [];
}

/** Whether half of the quote's longer words are in the text: a quick test before the slow search. */
function sharesHalf(words: readonly string[], text: string): boolean {
  const lower = text.toLowerCase();
  return words.length > 0 && words.filter((word) => lower.includes(word)).length * 2 >= words.length;
}

/** Whether a range still covers its quote. */
export function stillThere(range: Range, quote: string): boolean {
  if (range.collapsed || !range.startContainer.isConnected) return false;
  const plain = (text: string) => text.replace(/[\s\u00ad\u200b\u2060\ufeff]+/g, "");
  return plain(range.toString()) === plain(quote);
}
