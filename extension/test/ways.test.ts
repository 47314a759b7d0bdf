// Which parts of a page the service is asked about when packs find something, and merging the answers of several packs.
import assert from "node:assert/strict";
import { test } from "node:test";
import { excerpts, placedBack } from "../src/background/packs/suspicious.js";
import { isMetered, nextLook } from "../src/background/packs/updates.js";
import type { Case, Match, MatchReply } from "../src/lib/contract.js";
import { languageName } from "../src/lib/languages.js";
import { packAddress, serviceOf } from "../src/packs/download.js";
import { mergeReplies } from "../src/packs/merge.js";

const WHY = { words: [], missing: [], names: [], numbers: [], denied: "", reported: "", reader: {} };
const match = (block: string, start: number, end: number, id = "c", score = 0.9): Match => ({ block, start, end, quote: "", case: id, score, relation: "repeats", also: [], passage: "", why: WHY });
const one = (id: string, url = "", source = "s"): Case => ({ id, source, title: id, summary: "", response: "r", url, published: "", lang: "en", verdict: "false", rating: "", claimant: "", claimed: "", outlets: [], disclaimer: "" });
const reply = (matches: Match[], cases: Case[], text = "words"): MatchReply => ({
  matches, article: null, cases: Object.fromEntries(cases.map((found) => [found.id, found])), disclaimers: { s: { name: "S", text, url: "" } },
  generation: "g", blocksRead: 1, languages: ["en"], checksFacts: false, matchedBy: "pack",
});

test("a suspicious sentence is sent with its neighbours, and nothing else of the page is", () => {
  const text = "First one. Second one. The moon is cheese. Fourth one. Fifth one.";
  const blocks = [{ id: "a", text }, { id: "b", text: "Nothing was found here. Nor here." }, { id: "d", text: "Alone, without an end", heading: "Column" }];
  const start = text.indexOf("moon");
  const cut = excerpts(blocks, [match("a", start, start + 4), match("d", 0, 5)], "en");
  assert.deepEqual(cut.blocks, [
    { id: "s1", text: "Second one. The moon is cheese. Fourth one. ", gap: true },
    { id: "s2", text: "Alone, without an end", gap: true },
  ]);
  const back = placedBack({ ...reply([match("s1", 12, 30)], [one("c")]), blocksRead: 1 }, cut, 3);
  assert.deepEqual(back.matches.map((found) => text.slice(found.start, found.end)), ["The moon is cheese"]);
  assert.equal(back.blocksRead, 2, "what the service did not come to is open");
  assert.deepEqual(excerpts(blocks, [], "en").blocks, []);
});

test("texts with an invalid language tag are cut like English, and the tag serves as the language's name", () => {
  const text = "One is here. The moon is cheese. Three is here. Four is here.";
  for (const tag of ["zh-CN-Hans", "x", "en-", "__"]) {
    assert.deepEqual(excerpts([{ id: "a", text }], [match("a", 20, 24)], tag).blocks.map((block) => block.text.trim()), ["One is here. The moon is cheese. Three is here."], tag);
    assert.equal(languageName(tag, "en"), tag);
  }
  assert.equal(languageName("cs", "en"), "Czech");
});

test("passages close to each other make one excerpt", () => {
  const text = "One is here. Two is here. Three is here. Four is here. Five is here. Six is here. Seven is here. Eight is here.";
  const at = (word: string) => match("a", text.indexOf(word), text.indexOf(word) + 3);
  const cut = excerpts([{ id: "a", text }], [at("Three"), at("Two"), at("Eight")], "en");
  assert.deepEqual(cut.blocks.map((block) => block.text.trim()), ["One is here. Two is here. Three is here. Four is here.", "Seven is here. Eight is here."]);
});

test("a case in two packs is shown once, recognised by its id or the debunk's address", () => {
  const first = reply([match("a", 0, 9, "c1", 0.8), match("a", 0, 9, "same")], [one("c1", "https://www.p.example/1"), one("same")]);
  const second = reply([match("a", 2, 9, "x1", 0.95), match("a", 0, 9, "same", 0.7), match("b", 0, 3, "own")], [one("x1", "http://p.example/1/"), one("same"), one("own")]);
  const made = mergeReplies([first, second], 2);
  assert.deepEqual(made.matches.map((found) => [found.block, found.case, found.score]), [["a", "c1", 0.95], ["a", "same", 0.9], ["b", "own", 0.9]]);
  assert.deepEqual(Object.keys(made.cases), ["c1", "same", "own"]);
  assert.equal(made.matchedBy, "pack");
});

test("two debunks with one id stay two cases, each with its own matches", () => {
  const first = reply([match("a", 0, 9, "1")], [one("1", "https://p.example/moon")]);
  const second = reply([{ ...match("a", 0, 9, "1"), also: ["1", "2"] }, match("b", 0, 9, "2")], [one("1", "https://q.example/wall"), one("2", "https://p.example/moon")]);
  const third = reply([match("d", 0, 9, "1")], [one("1", "https://q.example/wall/")]);
  const made = mergeReplies([first, second, third], 3);
  const wall = "1 q.example/wall";
  assert.deepEqual(made.matches.map((found) => [found.block, found.case, found.also]), [["a", "1", []], ["a", wall, ["1"]], ["b", "1", []], ["d", wall, []]]);
  assert.deepEqual(Object.entries(made.cases).map(([id, found]) => [id, found.id, found.url]), [["1", "1", "https://p.example/moon"], [wall, wall, "https://q.example/wall"]]);
});

test("two publishers with one key each keep their own disclaimer", () => {
  const made = mergeReplies([reply([match("a", 0, 9, "c1")], [one("c1")]), reply([match("b", 0, 9, "c2")], [one("c2")], "other words")], 2);
  assert.equal(made.disclaimers.s?.text, "words");
  assert.equal(made.cases.c2?.disclaimer, "other words");
});

test("a pack's address may be a service's own or any address on a web server", () => {
  assert.equal(packAddress(" 127.0.0.1:8787 "), "http://127.0.0.1:8787/v1/pack");
  assert.equal(packAddress("https://facts.example/cases.pack"), "https://facts.example/cases.pack");
  assert.equal(serviceOf("https://a.example/r/v1/pack"), "https://a.example/r");
  assert.equal(serviceOf("https://facts.example/cases.pack"), "");
  for (const wrong of ["", "http://far.example/x.pack", "ftp://a.example/", "javascript:alert(1)", "https://me:word@a.example/p"]) {
    assert.throws(() => packAddress(wrong), { message: "not_an_address" }, wrong);
  }
});

test("packs are updated once a day at a random time, and soon if a day has passed", () => {
  const now = 1_000 * 86_400_000;
  assert.equal(nextLook([{ asked: now }], now, 0), 18 * 60);
  assert.equal(nextLook([{ asked: now }], now, 1), 30 * 60);
  assert.ok(nextLook([{ asked: now }, { asked: now - 2 * 86_400_000 }], now, 0.5) < 31);
  assert.equal(isMetered({ saveData: true }), true);
  assert.equal(isMetered({ type: "cellular" }), true);
  assert.equal(isMetered({ type: "wifi", saveData: false }), false);
});
