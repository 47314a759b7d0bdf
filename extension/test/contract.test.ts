import assert from "node:assert/strict";
import { test } from "node:test";
import { MalformedReply, readMatchReply, readStatus, webAddress } from "../src/lib/contract.js";

const CASE = { source: "s", title: "A claim" };
const MATCH = { block: "b1", start: 0, end: 5, quote: "quote", case: "k1", score: 0.9, relation: "repeats" };
const reply = (change: object) => readMatchReply({ matches: [MATCH], cases: { k1: CASE }, disclaimers: {}, article: null, ...change }, 5);

test("a complete answer is read", () => {
  const read = reply({ index: { generation: "g" } });
  assert.equal(read.matches.length, 1);
  assert.equal(read.cases.k1?.title, "A claim");
  assert.equal(read.cases.k1?.lang, "en");
  assert.equal(read.generation, "g");
});

test("anything that is not an answer is refused", () => {
  for (const wrong of [null, 1, "x", [], {}, { matches: {}, cases: {} }, { matches: [], cases: [] }]) {
    assert.throws(() => readMatchReply(wrong, 1), MalformedReply, JSON.stringify(wrong));
  }
  for (const wrong of [null, [], {}, { index: 3 }]) assert.throws(() => readStatus(wrong), MalformedReply);
});

test("matches that make no sense are dropped and the others stay", () => {
  const wrong = [
    null, 3, {}, { ...MATCH, start: -1 }, { ...MATCH, end: 0 }, { ...MATCH, start: 0.5 }, { ...MATCH, score: 2 }, { ...MATCH, score: NaN },
    { ...MATCH, case: "unknown" }, { ...MATCH, case: "constructor" }, { ...MATCH, block: 4 },
  ];
  assert.equal(reply({ matches: [...wrong, MATCH] }).matches.length, 1);
});

test("addresses that are not http or https are dropped", () => {
  for (const wrong of ["javascript:alert(1)", "data:text/html,x", "file:///x", "vbscript:x", " ", "//x", 3, "chrome://x", "java\nscript:alert(1)"]) {
    assert.equal(webAddress(wrong), "", String(wrong));
  }
  assert.equal(reply({ cases: { k1: { ...CASE, url: "javascript:alert(1)" } } }).cases.k1?.url, "");
  assert.equal(webAddress("https://example.org/a"), "https://example.org/a");
});

test("fields of a wrong type become empty, and long ones are cut", () => {
  const read = reply({ cases: { k1: { ...CASE, summary: 5, outlets: "x", lang: "<b>", response: "x".repeat(90_000), rating: { text: "Wrong" } } } });
  const found = read.cases.k1;
  assert.equal(found?.summary, "");
  assert.deepEqual(found?.outlets, []);
  assert.equal(found?.lang, "en");
  assert.equal(found?.response.length, 50_000);
  assert.equal(found?.rating, "Wrong");
});

test("the number of blocks read is kept, but is never more than were sent", () => {
  assert.equal(reply({}).blocksRead, 5);
  assert.equal(reply({ complete: true, blocks_read: 3 }).blocksRead, 5);
  assert.equal(reply({ complete: false, blocks_read: 3 }).blocksRead, 3);
  assert.equal(reply({ complete: false, blocks_read: 99 }).blocksRead, 5);
  assert.equal(reply({ complete: false }).blocksRead, 0);
  assert.deepEqual(reply({ index: { languages: ["en", 3, "<b>", "pt-BR"] } }).languages, ["en", "pt-BR"]);
});
