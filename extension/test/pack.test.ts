// Reads, refuses and updates packs that the Python side wrote (python -m tests.pack.vectors).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { applyDifference, isDifference } from "../src/match/difference.js";
import { openMatcher } from "../src/match/matcher.js";
import { PackRefusal, readPack, sha256 } from "../src/match/pack-file.js";
import type { Refusal } from "../src/match/pack-file.js";

const vector = (name: string): Uint8Array => new Uint8Array(readFileSync(`${process.env.EXTENSION_ROOT ?? ""}test/vectors/${name}`));
const first = vector("first.pack");
const later = vector("later.pack");
const KEY = "ebVWLo/mVPlAeLES6KmLp5AfhTrmlb7X4OORC60ElmQ=";

async function refused(work: Promise<unknown>): Promise<Refusal> {
  try {
    await work;
  } catch (error) {
    assert.ok(error instanceof PackRefusal, String(error));
    return error.refusal;
  }
  return assert.fail("it was not refused");
}

test("a pack is read", async () => {
  const pack = await readPack(first, { key: KEY, newerThan: "20260101T000000Z-000001" });
  assert.equal(pack.header.generation, "20260101T000000Z-000001");
  assert.equal(pack.header.key, KEY);
  assert.equal(pack.header.responseCharacters, 600);
  assert.ok(pack.header.cases > 600);
  assert.deepEqual((await readPack(first, { stored: true })).header, pack.header);
});

test("a file that is not a pack, or not as it was signed, is refused with the right reason", async () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  const start = (size: number): Uint8Array => first.slice(0, size);
  const flipped = (at: number): Uint8Array => first.map((byte, n) => (n === at ? byte ^ 0x55 : byte));
  assert.equal(await refused(readPack(bytes("<!doctype html>"))), "not-a-pack");
  assert.equal(await refused(readPack(bytes('{"type": "/problems/busy"}'))), "not-a-pack");
  for (const size of [0, 7, 15, 200, 5000, first.length - 1]) assert.equal(await refused(readPack(start(size))), "truncated", String(size));
  assert.equal(await refused(readPack(flipped(8))), "other-version");
  const head = (await readPack(first)).head.length;
  for (const at of [40, head - 3, head + 900]) assert.equal(await refused(readPack(flipped(at))), "altered", String(at));
  assert.equal(await refused(readPack(Uint8Array.from([...first, 0]))), "altered");
  assert.equal(await refused(readPack(vector("other-key.pack"), { key: KEY })), "other-key");
  assert.equal(await refused(readPack(first, { newerThan: "20260102T000000Z-000000" })), "older");
  assert.equal(await refused(readPack(new Uint8Array(128 * 2 ** 20 + 1))), "too-large");
});

test("every wrong byte of a file is detected, however it is opened", async () => {
  const small = vector("other-key.pack");
  for (let at = 17; at < small.length; at += 29) {
    const wrong = small.map((byte, n) => (n === at ? byte ^ 0x21 : byte));
    assert.ok(["altered", "truncated"].includes(await refused(readPack(wrong))), String(at));
  }
  const damaged = await readPack(first.map((byte, n) => (n === first.length - 40 ? byte ^ 1 : byte)), { stored: true });
  assert.equal(await refused(Promise.all(damaged.header.sections.map(([name]) => damaged.section(name)))), "altered");
});

/** The first pack with another header, signed with its own new key. */
async function withHeader(change: Record<string, unknown>): Promise<Uint8Array> {
  const size = new DataView(first.buffer, first.byteOffset).getUint32(12, true);
  const header = JSON.parse(new TextDecoder().decode(first.subarray(16, 16 + size))) as Record<string, unknown>;
  const text = new TextEncoder().encode(JSON.stringify({ ...header, ...change }));
  const message = new Uint8Array([...first.subarray(0, 12), 0, 0, 0, 0, ...text]);
  new DataView(message.buffer).setUint32(12, text.length, true);
  const secret = Uint8Array.from({ length: 32 }, (_, n) => n + 1);
  const key = await crypto.subtle.importKey("pkcs8", Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), secret]), "Ed25519", false, ["sign"]);
  const signature = new Uint8Array(await crypto.subtle.sign("Ed25519", key, message));
  return Buffer.concat([message, signature, first.subarray(16 + size + 64)]);
}

test("a header with more cases than its claims can hold is refused before memory is allocated", async () => {
  assert.ok((await readPack(await withHeader({}))).header.cases > 600);
  for (const cases of [2 ** 31, 2 ** 26]) assert.equal(await refused(readPack(await withHeader({ cases, chunk: 2 ** 31 }), { stored: true })), "altered");
});

test("a browser that cannot check signatures refuses every pack and says why", async (t) => {
  t.mock.method(crypto.subtle, "importKey", () => Promise.reject(new DOMException("Unrecognized name", "NotSupportedError")));
  assert.equal(await refused(readPack(first)), "no-ed25519");
});

test("a difference gives the later pack, section for section", async () => {
  const change = vector("first-to-later.diff");
  const old = await readPack(first);
  assert.ok(isDifference(change) && !isDifference(first));
  const made = await readPack(await applyDifference(old, change), { key: KEY });
  const wanted = await readPack(later);
  assert.deepEqual(made.header, wanted.header);
  for (const [name, , digest] of wanted.header.sections) assert.equal(await sha256(await made.section(name)), digest, name);
});

test("a difference that is damaged or fits another pack is refused", async () => {
  const change = vector("first-to-later.diff");
  const old = await readPack(first);
  assert.equal(await refused(applyDifference(await readPack(later), change)), "other-base");
  assert.equal(await refused(applyDifference(old, change.slice(0, -5))), "truncated");
  assert.equal(await refused(applyDifference(old, first)), "not-a-pack");
  assert.equal(await refused(applyDifference(old, change, { key: "A".repeat(43) + "=" })), "other-key");
  for (let at = 200; at < change.length; at += 97) {
    const wrong = change.map((byte, n) => (n === at ? byte ^ 0x55 : byte));
    assert.ok(["altered", "truncated", "other-base"].includes(await refused(applyDifference(old, wrong))), String(at));
  }
});

test("a card has what the pack says about its case, and a match has its publisher's disclaimer", async () => {
  const matcher = await openMatcher(await readPack(first, { stored: true }));
  const text = "Officials sold the bridge to a travelling circus. They did not ask Ravna.";
  const reply = await matcher.match({ blocks: [{ id: "b1", text }] });
  assert.equal(reply.matchedBy, "pack");
  const [match] = reply.matches;
  assert.equal(match?.case, "bridge");
  assert.equal(match.relation, "repeats");
  assert.equal(match.quote, text.slice(match.start, match.end));
  const card = reply.cases.bridge;
  assert.equal(card?.title, "The bridge over the Danube in Brel was sold to a circus in 2012");
  assert.ok(card.response.startsWith("The register of Brel shows nothing"));
  assert.deepEqual(await matcher.card("bridge"), card);
  assert.equal((await matcher.card("ferry-599"))?.title, "Ferry number 599 across the lake of Brel was painted by ghosts");
  assert.equal(await matcher.card("nobody"), null);
  assert.equal(reply.disclaimers[card.source]?.text, "The Brel Register checks claims about Brel.");
});
