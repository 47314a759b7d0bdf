// Compares the browser's matcher with its counterpart in Python: same texts, same terms, pairs, scores and places.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { MatchRequest } from "../src/lib/contract.js";
import { openMatcher, select } from "../src/match/matcher.js";
import type { Found } from "../src/match/matcher.js";
import { readPack } from "../src/match/pack-file.js";
import { stemOf } from "../src/match/snowball.js";
import { FEATURES } from "../src/match/signals.js";
import type { Values } from "../src/match/signals.js";
import { fold } from "../src/match/spelling.js";
import { termOf, tokensOf } from "../src/match/words.js";

interface Told {
  block: number;
  start: number;
  end: number;
  case: number;
  unit: number;
  score: number;
  relation: string | null;
  also: number[];
  values: Values;
}
interface Vectors {
  texts: { text: string; language: string; sentences: [number, number][]; tokens: string[][]; folded: string[][]; terms: string[][]; kinds: number[][] }[];
  stems: Record<string, Record<string, string>>;
  pages: { request: MatchRequest; scored: Told[]; matches: Told[] }[];
}

const folder = `${process.env.EXTENSION_ROOT ?? ""}test/vectors/`;
const vectors = JSON.parse(readFileSync(`${folder}matching.json`, "utf8")) as Vectors;
const pack = await readPack(new Uint8Array(readFileSync(`${folder}first.pack`)));
const matcher = await openMatcher(pack);

test("words have the stems that PyStemmer gives, in every language", () => {
  assert.ok(Object.keys(vectors.stems).length > 30);
  for (const [language, stems] of Object.entries(vectors.stems)) {
    for (const [word, stem] of Object.entries(stems)) assert.equal(stemOf(word, language), stem, `${language} ${word}`);
  }
});

test("texts have the same sentences, tokens, spellings and terms", () => {
  for (const wanted of vectors.texts) {
    const [block] = matcher.read({ blocks: [{ id: "t", text: wanted.text }] });
    assert.ok(block);
    assert.equal(block.language, wanted.language, wanted.text);
    assert.deepEqual(block.sentences.map(({ start, end }) => [start, end]), wanted.sentences, wanted.text);
    const tokens = block.sentences.map(({ start, end }) => tokensOf(wanted.text.slice(start, end)));
    assert.deepEqual(tokens, wanted.tokens);
    assert.deepEqual(block.sentences.map(({ words }) => words), wanted.folded);
    const terms = tokens.map((some) => some.map((word) => termOf(word, fold(word, block.language), block.language)));
    assert.deepEqual(terms, wanted.terms);
    assert.deepEqual(block.sentences.map((sentence) => sentence.tokens), wanted.kinds);
  }
});

function same(found: readonly Found[], wanted: readonly Told[], what: string): void {
  const places = (one: Found): unknown[] => [one.block, one.start, one.end, one.place, one.unit, one.relation, one.also];
  assert.deepEqual(found.map(places), wanted.map((one) => [one.block, one.start, one.end, one.case, one.unit, one.relation, one.also]), what);
  for (const [n, one] of found.entries()) {
    const other = wanted[n];
    assert.ok(other && Math.abs(one.score - other.score) < 1e-4, what);
    for (const name of FEATURES) assert.ok(Math.abs(one.values[name] - other.values[name]) < 1e-4, `${what} ${name} ${one.values[name]} ${other.values[name]}`);
  }
}

test("pages have the same pairs, signals, scores and places", () => {
  let repeats = 0;
  for (const { request, scored, matches } of vectors.pages) {
    const what = JSON.stringify(request).slice(0, 300);
    const found = matcher.scored(matcher.read(request), request);
    same(found, scored, what);
    same(select(found, matcher.index, request.min_score ?? null), matches, what);
    repeats += matches.filter(({ relation }) => relation === "repeats").length;
  }
  assert.ok(repeats >= 10, `only ${repeats} passages state a claim`);
});

test("a reply has the cards, disclaimers and quotes of its matches", async () => {
  for (const { request, matches } of vectors.pages) {
    const reply = await matcher.match(request);
    assert.equal(reply.matches.length, matches.length);
    for (const match of reply.matches) {
      const text = request.blocks.find(({ id }) => id === match.block)?.text ?? "";
      assert.equal(match.quote, text.slice(match.start, match.end));
      const card = reply.cases[match.case];
      assert.ok(card && reply.disclaimers[card.source]);
    }
  }
});

test("a threshold never removes a match that has a relation", () => {
  const request = vectors.pages.find(({ matches }) => matches.some(({ relation }) => relation))?.request;
  assert.ok(request);
  const found = matcher.scored(matcher.read(request), request);
  const places = (some: readonly Found[]): string[] => some.filter(({ relation }) => relation).map(({ block, place }) => `${block} ${place}`);
  // Even with a threshold that nothing reaches, matches with a relation stay.
  assert.deepEqual(places(select(found, matcher.index, 1.01)), places(select(found, matcher.index, null)));
});
