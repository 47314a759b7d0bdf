// Whether anything in or around a passage says that the page does not stand by the claim itself: a small, strict rule.
import type { Pair } from "./candidates.js";
import type { PackIndex } from "./pack-index.js";
import type { Block } from "./page.js";
import rules from "./rules.json";
import { stemOf } from "./snowball.js";
import { fold } from "./spelling.js";
import { isShort, tokensOf } from "./words.js";

const NEAR = 400;

interface Kind {
  words: Set<string>;
  stems: Set<string>;
  begins: string[];
  phrases: string[];
}
type Name = "around" | "within" | "negation";

const KINDS = new Map(
  Object.entries(rules.cues).map(([language, kinds]) => [
    language,
    Object.fromEntries(
      Object.entries(kinds).map(([name, { words, stems, begins, phrases }]) => [
        name,
        { words: new Set<string>(words), stems: new Set<string>(stems), begins, phrases: phrases.map((phrase) => ` ${phrase.join(" ")} `) },
      ]),
    ) as Record<Name, Kind>,
  ]),
);

/** Whether one of a kind is among folded words; a word that is the claim's own counts for nothing. */
function any(kind: Kind, words: readonly string[], language: string, own: (term: string) => boolean): boolean {
  for (const word of words) {
    if (word === "") continue;
    const stem = stemOf(word, language);
    const listed = kind.words.has(word) || kind.stems.has(stem) || kind.begins.some((begin) => word.startsWith(begin));
    if (listed && !own(stem)) return true;
  }
  const line = ` ${words.join(" ")} `;
  return kind.phrases.some((phrase) => line.includes(phrase));
}

/** Whether the page stands by the claim of a pair in its n-th block, as far as its words tell. */
export function stands(blocks: readonly Block[], n: number, title: string, index: PackIndex, pair: Pair): boolean {
  const block = blocks[n];
  const window = block?.sentences.slice(pair.first, pair.last + 1);
  const kinds = KINDS.get(block?.language ?? "");
  if (!block || !window?.length || !kinds) return false;
  const text = block.text.slice(window[0]?.start, window.at(-1)?.end);
  if ([...rules.quotes].some((mark) => text.includes(mark))) return false;
  const unit = index.unit(pair.unit);
  const terms = new Set(unit.terms);
  const own = (stem: string): boolean => terms.has(index.terms.number.get(stem) ?? -1);
  const words = window.flatMap((sentence) => sentence.words);
  if (any(kinds.negation, words, block.language, () => false) !== unit.negated) return false;
  if (any(kinds.within, words, block.language, own) || any(kinds.around, words, block.language, own)) return false;
  const read = (some: string): string[] =>
    tokensOf(Array.from(some).slice(0, NEAR).join("")).filter(isShort).map((word) => fold(word, block.language));
  const beside = [read(block.heading), read(title), ...sentencesBeside(blocks, n, pair)];
  return !beside.some((some) => any(kinds.around, some, block.language, own));
}

/** The words of the sentence before the passage and of the two after it, also in the blocks beside. */
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
