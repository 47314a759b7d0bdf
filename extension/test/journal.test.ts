import assert from "node:assert/strict";
import { test } from "node:test";
import { fitted, MAX_APART, MAX_CHARACTERS, MAX_ENTRIES } from "../src/background/journal.js";
import type { Entry } from "../src/background/journal.js";

const entry = (at: number, page: string, text = "A text."): Entry => ({
  at, page, kind: "page", service: "s", address: "", site: `${page}.test`, blocks: 1, characters: text.length, text, outcome: "answered",
});

test("a busy page does not push other pages out, and all of its requests are counted", () => {
  let entries: Entry[] = [entry(0, "quiet", "What the quiet page sent.")];
  for (let at = 1; at <= 3000; at++) entries = fitted([entry(at, "busy", `Text ${at}.`), ...entries]).entries;
  assert.ok(entries.length <= MAX_APART);
  assert.equal(entries.at(-1)?.text, "What the quiet page sent.");
  const busy = entries.filter(({ page }) => page === "busy");
  assert.equal(busy.reduce((sum, { sendings = 1 }) => sum + sendings, 0), 3000);
  assert.equal(busy.reduce((sum, { blocks }) => sum + blocks, 0), 3000);
  assert.equal(Math.min(...busy.map(({ at, since = at }) => since)), 1);
  const texts = [...busy].reverse().flatMap(({ text }) => text.split("\n"));
  assert.deepEqual(texts, Array.from({ length: 3000 }, (_, i) => `Text ${i + 1}.`), "word for word, in their order");
});

test("requests with different outcomes are not merged", () => {
  const entries = Array.from({ length: 600 }, (_, i) => ({ ...entry(600 - i, "busy"), outcome: i % 2 ? "answered" : "slow" }));
  const made = fitted(entries).entries;
  assert.deepEqual(new Set(made.map(({ outcome }) => outcome)), new Set(["answered", "slow"]));
  assert.equal(made.filter(({ outcome }) => outcome === "slow").reduce((sum, { sendings = 1 }) => sum + sendings, 0), 300);
});

test("if there is too much text, that of the fullest page is dropped first and counted", () => {
  const long = "x".repeat(MAX_CHARACTERS / 4);
  const entries = [1, 2, 3, 4].map((at) => entry(10 - at, "full", long));
  const made = fitted([entry(20, "small", "A short one."), ...entries, entry(0, "small", "The first one.")]).entries;
  assert.deepEqual(made.filter(({ page }) => page === "small").map(({ text }) => text), ["A short one.", "The first one."]);
  assert.deepEqual(made.filter(({ page }) => page === "full").map(({ text, gone = 0 }) => [text.length, gone]), [
    [long.length, 0], [long.length, 0], [long.length, 0], [0, long.length],
  ]);
});

test("entries that cannot be kept at all are counted", () => {
  const entries = Array.from({ length: MAX_ENTRIES + 7 }, (_, i) => entry(MAX_ENTRIES + 7 - i, `page-${i}`));
  const made = fitted(entries);
  assert.deepEqual([made.entries.length, made.dropped], [MAX_ENTRIES, 7]);
});
