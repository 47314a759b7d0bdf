// What the reader decides while a page is being asked about counts before anything more of it is sent.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { SentBlock } from "../src/lib/contract.js";
import type { Refusal } from "../src/lib/policy.js";
import type { Settings } from "../src/lib/settings.js";

// The browser, as far as the background's modules ask it: two stores, locks one after the other, and no tabs.
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
    // The document in which packs are read holds none.
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

test("a long page goes in two portions", async () => {
  assert.deepEqual(portions(blocks).map((part) => part.map(({ id, gap }) => [id, gap])), [[["a", undefined]], [["b", true]]]);
  assert.deepEqual(await checkPage(await loadSettings(), asked).then(({ ok }) => ok), true);
  assert.equal(sent.length, 2);
});

test("a site that is excluded, a pause, and consent taken back stop what is left of a page", async () => {
  const changes: [Partial<Settings>, Refusal][] = [[{ excluded: ["news.example"] }, "excluded"], [{ paused: "always" }, "paused"], [{ consented: "" }, "no_consent"], [{ mode: "click" }, "not_asked"]];
  for (const [change, refused] of changes) {
    await saveSettings({ consented: "2026-01-01T00:00:00Z", mode: "auto", excluded: [], paused: "" });
    sent.length = 0;
    meanwhile = () => saveSettings(change);
    assert.deepEqual(await checkPage(await loadSettings(), asked), { ok: false, refused });
    assert.equal(sent.length, 1, refused);
  }
});

test("settings that were read before a change send nothing", async () => {
  const before = await loadSettings();
  await saveSettings({ excluded: ["news.example"] });
  assert.deepEqual(await checkPage(before, asked), { ok: false, refused: "excluded" });
  assert.deepEqual(sent, []);
});

test("without the address from now on, none goes", async () => {
  const before = await loadSettings();
  await saveSettings({ address: false });
  assert.equal((await checkPage(before, asked)).ok, true);
  assert.equal(sent.length, 2);
  for (const body of sent) assert.ok(!body.includes("news.example"));
});

test("on this computer from now on: nothing more goes, and the packs are asked", async () => {
  meanwhile = () => saveSettings({ way: "local" });
  const matched = await checkPage(await loadSettings(), asked);
  assert.ok(!matched.ok && "failure" in matched);
  assert.equal(matched.failure, "no_pack");
  assert.equal(sent.length, 1);
});

test("no word about a notice is sent on this computer", async () => {
  const message = { type: "feedback", case: "c", passage: "p", generation: "g", comment: "Wrong.", quote: "A quote" } as const;
  await saveSettings({ way: "local" });
  assert.deepEqual(await giveFeedback(await loadSettings(), message, undefined), { ok: false, failure: "local" });
  assert.deepEqual(sent, []);
  await saveSettings({ way: "pages" });
  assert.deepEqual(await giveFeedback(await loadSettings(), message, undefined), { ok: true });
  assert.equal(sent.length, 1);
});
