import assert from "node:assert/strict";
import { test } from "node:test";
import { addressesIn } from "../src/notice/written.js";

const found = (text: string) => addressesIn(text).map(({ at, address }) => {
  assert.equal(text.slice(at, at + address.length), address);
  return address;
});

test("addresses in a text are found without the punctuation of the sentence", () => {
  assert.deepEqual(found("See https://a.example/b. And (http://c.example/d_(e)), too."), ["https://a.example/b", "http://c.example/d_(e)"]);
  assert.deepEqual(found("“https://a.example/?q=1&r=2”, <https://b.example>; https://c.example/x…"), ["https://a.example/?q=1&r=2", "https://b.example", "https://c.example/x"]);
  assert.deepEqual(found("[https://a.example/]; HTTPS://B.EXAMPLE/C!"), ["https://a.example/", "HTTPS://B.EXAMPLE/C"]);
});

test("nothing else becomes an address, however it is written", () => {
  for (const text of [
    "javascript:alert(1)", "data:text/html,x", "ftp://a.example/", "https://", "http:/a.example", "xhttps://a.example",
    "https://good.example@evil.example/", "no address at all",
  ]) assert.deepEqual(found(text), [], text);
  // A mark that changes the writing direction ends an address.
  assert.deepEqual(found("https://a.example/\u202emoc.live//:sptth"), ["https://a.example/"]);
});
