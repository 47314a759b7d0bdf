// A small, strict rule: does anything in or around a passage say that the page does not assert the claim itself?
import type { Pair } from "./candidates.js";
import { cuesOf, holds } from "./cues.js";
import type { PackIndex } from "./pack-index.js";
import { anyNegated } from "./page.js";
import type { Block } from "./page.js";
import rules from "./rules.json";
import { fold } from "./spelling.js";
import { isShort, tokensOf } from "./words.js";

const NEAR = 400;

/** Whether the page asserts the claim of a pair in its n-th block, as far as its words tell. */
export function stands(blocks: readonly Block[], n: number, title: string, index: PackIndex, pair: Pair): boolean {
  const block = blocks[n];
  const window = block?.sentences.slice(pair.first, pair.last + 1);
  const kinds = cuesOf(block?.language ?? "");
  if (!block || !window?.length || !kinds) return false;
  const text = block.text.slice(window[0]?.start, window.at(-1)?.end);
  if ([...rules.quotes].some((mark) => text.includes(mark))) return false;
  const unit = index.unit(pair.unit);
  const terms = new Set(unit.terms);
  const own = (stem: string): boolean => terms.has(index.terms.number.get(stem) ?? -1);
  const words = window.flatMap((sentence) => sentence.words);
  if (anyNegated(window, block.language) !== unit.negated) return false;
  if (holds(kinds.within, words, block.language, own) || holds(kinds.around, words, block.language, own)) return false;
  const read = (some: string): string[] =>
    tokensOf(Array.from(some).slice(0, NEAR).join("")).filter(isShort).map((word) => fold(word, block.language));
  const beside = [read(block.heading), read(title), ...sentencesBeside(blocks, n, pair)];
  return !beside.some((some) => holds(kinds.around, some, block.language, own));
}

/** The words of the sentence before the passage and of the two after it, which may be in the neighbouring blocks. */
function sentencesBeside(blocks: readonly Block[], n: number, pair: Pair): string[][] {
  const block = blocks[n];
  const [previous, next] = [blocks[n - 1], blocks[n + 1]];
  const found = [];
  if (pair.first) found.push(block?.sentences[pair.first - 1]);
  else if (block && !block.gap) found.push(previous?.sentences.at(-1));
  const after = block?.sentences.slice(pair.last + 1, pair.last + 3) ?? [];
  if (after.length < 2 && next && !next.gap) after.push(...next.sentences.slice(0, 2 - after.length));
  return [...found, ...after].map((sentence) => sentence?.words ?? []);
}
