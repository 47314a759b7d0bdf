// What lists say about a notice: no more than is known about its case.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Notice } from "../src/lib/messages.js";

test("a claim without an answer is called disputed, not debunked, in lists too", async () => {
  Object.assign(globalThis, { chrome: { i18n: { getMessage: (key: string) => key, getUILanguage: () => "en" }, runtime: { id: "ours" } } });
  const { surenessOf } = await import("../src/notice/why.js");
  const why = { words: [], missing: [], names: [], numbers: [], denied: "", reported: "", reader: {} };
  const match = { block: "b", start: 0, end: 1, quote: "q", case: "c", score: 0.9, relation: "related", also: [], passage: "", why } as const;
  const found = (response: string): Notice["case"] => ({ id: "c", source: "s", title: "T", summary: "", response, url: "", published: "", lang: "en", verdict: "false", rating: "", claimant: "", claimed: "", outlets: [], disclaimer: "" });
  const notice = (response: string): Notice => ({ id: "n1", match: { ...match, also: [] }, case: found(response), also: [], source: { name: "S", text: "", url: "" }, generation: "g", local: true, spokenOf: true, article: false, anchored: true, copyOf: "" });
  assert.equal(surenessOf(notice("It is not so."), false), "claim_spoken_of");
  assert.equal(surenessOf(notice(" "), false), "claim_spoken_of_disputed");
});
