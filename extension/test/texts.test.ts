import assert from "node:assert/strict";
import { test } from "node:test";
import { portions } from "../src/background/check.js";
import { nearest } from "../src/content/approximate.js";
import { layOut, textOf } from "../src/content/blocks.js";
import type { Run } from "../src/content/blocks.js";
import { shorten } from "../src/notice/shorten.js";

const run = (...parts: string[]): Run => parts.map((data) => (data === "\n" ? data : ({ data } as Text)));

test("a block's text has single spaces, and every unit has its place", () => {
  const runs = [
    run("  The   town\n moved ", "twice", ".  "), run("so\u00adft hy\u200bphen"), run("one", "\n", "two"), run(" \n "), run(""),
    run("emoji 😀 ", " e\u0301", "\u00a0x"), run("\ufeffمرحبا  بالعالم"), run("a", " ", " ", "b"), run("lone \ud800 surrogate"),
  ];
  for (const one of runs) {
    const layout = layOut(one);
    assert.equal(layout.text, textOf(one));
    assert.equal(layout.node.length, layout.text.length);
    for (let i = 0; i < layout.text.length; i++) {
      const node = layout.nodes[layout.node[i] ?? -1];
      if (node && layout.text[i] !== " ") assert.equal(node.data[layout.offset[i] ?? -1], layout.text[i]);
    }
  }
  assert.equal(textOf(run("  The   town\n moved ", "twice", ".  ")), "The town moved twice.");
  assert.equal(textOf(run("one", "\n", "two")), "one two");
});

test("a quote is found at the place with the fewest edits", () => {
  assert.deepEqual(nearest("moved twice", "the town moved twice in a year", 0), { start: 9, end: 20, edits: 0 });
  assert.deepEqual(nearest("moved twice", "the town moved, twice in a year", 2), { start: 9, end: 21, edits: 1 });
  assert.equal(nearest("moved twice", "the town stayed where it was", 2), null);
  assert.equal(nearest("", "text", 2), null);
  const place = nearest("the Moon landings were filmed", "it is said the moon landing was filmed here", 6);
  assert.ok(place && place.start >= 8 && place.end <= 40);
});

test("a page is sent in portions that keep order and text", () => {
  const blocks = Array.from({ length: 4500 }, (_, i) => ({ id: `b${i}`, text: `text ${i}` }));
  const made = portions(blocks);
  assert.deepEqual(made.map((portion) => portion.length), [2000, 2000, 500]);
  // A later portion does not contain what comes before it, so it begins with a gap.
  assert.deepEqual(made.flat(), blocks.map((block, i) => (i === 2000 || i === 4000 ? { ...block, gap: true } : block)));
  assert.equal(portions([{ id: "a", text: "x".repeat(300_000) }, { id: "b", text: "y".repeat(300_000) }]).length, 2);
  assert.deepEqual(portions([]), []);
});

test("a debunk is shortened at a sentence, else at a word", () => {
  const text = "The town did not move. It was renamed in 1952, as the register of the county shows, and every map since then has the new name. ".repeat(4);
  const short = shorten(text, "en");
  assert.ok(short.length <= 260 && short.endsWith("."), short);
  assert.equal(shorten("Short.", "en"), "Short.");
  assert.ok(shorten("word ".repeat(200), "en").endsWith("word…"));
  assert.ok(shorten("字".repeat(500), "zh").length <= 262);
});
