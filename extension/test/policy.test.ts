import assert from "node:assert/strict";
import { test } from "node:test";
import { automaticRefusal, refusal } from "../src/lib/policy.js";
import { readSettings } from "../src/lib/settings.js";
import { patterns } from "../src/background/registration.js";

const CONSENTED = { consented: "2026-01-01T00:00:00Z", service: "http://127.0.0.1:8787" };
const page = (url: string, incognito = false) => ({ url, incognito });

test("nothing is read before the reader's choice", () => {
  const settings = readSettings({ mode: "auto" });
  assert.equal(refusal(settings, page("https://news.example/")), "no_consent");
  assert.deepEqual(patterns(settings), []);
});

test("some pages are never read, not even when the reader asks", () => {
  const settings = readSettings({ ...CONSENTED, mode: "auto", excluded: ["quiet.example"] });
  const expected: [string, string | null][] = [
    ["https://news.example/", null],
    ["https://quiet.example/", "excluded"],
    ["https://m.quiet.example/", "excluded"],
    ["https://www.mybank.example/", "never"],
    ["https://www.paypal.com/", "never"],
    ["https://mail.google.com/mail/u/0/", "never"],
    ["https://www.webmd.com/a", "never"],
    ["http://192.168.1.1/", "local"],
    ["http://127.0.0.1:8787/", "local"],
    ["http://127.0.0.1:8787/admin", "local"],
    ["http://127.0.0.1:8787/demonstration", "local"],
    ["http://127.0.0.1:8787/demo/article", null],
    ["http://127.0.0.1:9999/demo/article", "local"],
    ["file:///home/me/diary.html", "not_a_page"],
    ["chrome://settings/", "not_a_page"],
  ];
  for (const [url, against] of expected) assert.equal(refusal(settings, page(url)), against, url);
});

test("private windows are left alone unless the reader says otherwise", () => {
  assert.equal(refusal(readSettings(CONSENTED), page("https://news.example/", true)), "private");
  assert.equal(refusal(readSettings({ ...CONSENTED, private: true }), page("https://news.example/", true)), null);
});

test("each mode reads exactly the pages it says", () => {
  const at = (settings: object, url: string) => automaticRefusal(readSettings({ ...CONSENTED, ...settings }), page(url));
  assert.equal(at({ mode: "auto" }, "https://news.example/"), null);
  assert.equal(at({ mode: "click" }, "https://news.example/"), "not_asked");
  assert.equal(at({ mode: "sites", sites: ["news.example"] }, "https://www.news.example/"), null);
  assert.equal(at({ mode: "sites", sites: ["news.example"] }, "https://other.example/"), "not_asked");
});

test("a page that seems private is read automatically only if the reader named its site", () => {
  const at = (settings: object) => automaticRefusal(readSettings({ ...CONSENTED, ...settings }), { ...page("https://club.example/"), signedIn: true });
  assert.equal(at({ mode: "auto" }), "signed_in");
  assert.equal(at({ mode: "auto", allowed: ["club.example"] }), null);
  assert.equal(at({ mode: "sites", sites: ["club.example"] }), null);
  assert.equal(refusal(readSettings({ ...CONSENTED, mode: "auto" }), { ...page("https://club.example/"), signedIn: true }), null);
});

test("settings that make no sense become the defaults", () => {
  const settings = readSettings({ mode: "spy", service: "http://far.example", key: 7, sites: "x", never: ["*bank*", 3, "*"], consented: "soon" });
  assert.equal(settings.mode, "click");
  assert.equal(settings.service, "http://127.0.0.1:8787");
  assert.equal(settings.key, "");
  assert.deepEqual(settings.sites, []);
  assert.deepEqual(settings.never, ["*bank*"]);
  assert.equal(settings.consented, "");
});

test("titles are kept of hidden cases and of no others", () => {
  const { hidden, titles } = readSettings({ hidden: ["k1", "constructor", "k3"], titles: { k1: "A claim", k2: "Another", k3: 4 } });
  assert.deepEqual([hidden, titles], [["k1", "constructor", "k3"], { k1: "A claim" }]);
  assert.deepEqual(readSettings({ hidden: ["k1"], titles: "x" }).titles, {});
});
