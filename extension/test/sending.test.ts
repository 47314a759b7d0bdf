// If the reader changes the settings while a page is being checked, the change applies before anything more is sent.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { SentBlock } from "../src/lib/contract.js";
import type { Refusal } from "../src/lib/policy.js";
import type { Settings } from "../src/lib/settings.js";

// A fake browser with what the background's modules need: two stores, locks, and no tabs.
const stored: Record<"local" | "session", Map<string, unknown>> = { local: new Map(), session: new Map() };
const area = (kept: Map<string, unknown>) => ({
  get: (key: string) => Promise.resolve(kept.has(key) ? { [key]: kept.get(key) } : {}),
  set: (items: object) => Promise.resolve(Object.entries(items).forEach(([key, item]) => kept.set(key, item))),
  remove: (keys: string | string[]) => Promise.resolve([keys].flat().forEach((key) => kept.delete(key))),
});
const found = {
  storage: { local: area(stored.local), session: area(stored.session) },
  tabs: { query: () => Promise.resolve([]) },
  runtime: {
    getURL: (path: string) => path,
    // The offscreen document has no packs.
    sendMessage: () => Promise.resolve({ answer: null }),
  },
  offscreen: { hasDocument: () => Promise.resolve(true) },
};
let turn: Promise<unknown> = Promise.resolve();
const locks = { request: (_: string, work: () => Promise<unknown>) => (turn = turn.then(work)) };
Object.assign(globalThis, { chrome: found });
Object.defineProperty(globalThis, "navigator", { value: { locks }, configurable: true });

const { checkPage, portions } = await import("../src/background/check.js");
const { giveFeedback } = await import("../src/background/feedback.js");
const { loadSettings, saveSettings } = await import("../src/lib/settings.js");

const sent: string[] = [];
let meanwhile: () => Promise<unknown>;
Object.assign(globalThis, {
  fetch: async (_: string, { body }: { body: string }) => {
    sent.push(body);
    await meanwhile();
    return new Response(JSON.stringify({ matches: [], cases: {}, index: { generation: "g" } }), { headers: { "Content-Type": "application/json" } });
  },
});

const half = "Nothing is repeated here. ".repeat(9_000);
const blocks: SentBlock[] = [{ id: "a", text: half }, { id: "b", text: half }];
const asked = { tab: 1, page: { url: "https://news.example/1", incognito: false }, blocks, title: "", language: "en", first: true, checksFacts: false };

beforeEach(async () => {
  sent.length = 0;
  stored.local.clear();
  stored.session.clear();
  meanwhile = () => Promise.resolve();
  await saveSettings({ consented: "2026-01-01T00:00:00Z", mode: "auto", way: "pages", service: "https://facts.example" });
});

test("a long page is sent in two portions", async () => {
  assert.deepEqual(portions(blocks).map((part) => part.map(({ id, gap }) => [id, gap])), [[["a", undefined]], [["b", true]]]);
  assert.deepEqual(await checkPage(await loadSettings(), asked).then(({ ok }) => ok), true);
  assert.equal(sent.length, 2);
});

test("excluding the site, pausing, or withdrawing consent stops the rest of a page", async () => {
  const changes: [Partial<Settings>, Refusal][] = [[{ excluded: ["news.example"] }, "excluded"], [{ paused: "always" }, "paused"], [{ consented: "" }, "no_consent"], [{ mode: "click" }, "not_asked"]];
  for (const [change, refused] of changes) {
    await saveSettings({ consented: "2026-01-01T00:00:00Z", mode: "auto", excluded: [], paused: "" });
    sent.length = 0;
    meanwhile = () => saveSettings(change);
    assert.deepEqual(await checkPage(await loadSettings(), asked), { ok: false, refused });
    assert.equal(sent.length, 1, refused);
  }
});

test("nothing is sent with settings from before a change", async () => {
  const before = await loadSettings();
  await saveSettings({ excluded: ["news.example"] });
  assert.deepEqual(await checkPage(before, asked), { ok: false, refused: "excluded" });
  assert.deepEqual(sent, []);
});

test("once addresses are switched off, no address is sent", async () => {
  const before = await loadSettings();
  await saveSettings({ address: false });
  assert.equal((await checkPage(before, asked)).ok, true);
  assert.equal(sent.length, 2);
  for (const body of sent) assert.ok(!body.includes("news.example"));
});

test("after a change to \"on this computer\", nothing more is sent and the packs are asked", async () => {
  meanwhile = () => saveSettings({ way: "local" });
  const matched = await checkPage(await loadSettings(), asked);
  assert.ok(!matched.ok && "failure" in matched);
  assert.equal(matched.failure, "no_pack");
  assert.equal(sent.length, 1);
});

test("with \"on this computer\", no feedback is sent", async () => {
  const message = { type: "feedback", case: "c", passage: "p", generation: "g", comment: "Wrong.", quote: "A quote" } as const;
  await saveSettings({ way: "local" });
  assert.deepEqual(await giveFeedback(await loadSettings(), message, undefined), { ok: false, failure: "local" });
  assert.deepEqual(sent, []);
  await saveSettings({ way: "pages" });
  assert.deepEqual(await giveFeedback(await loadSettings(), message, undefined), { ok: true });
  assert.equal(sent.length, 1);
});
