import assert from "node:assert/strict";
import { test } from "node:test";
import { CATEGORIES, listOf, nameOf, neverEntry } from "../src/lib/never.js";
import { isPaused, objection, refusal } from "../src/lib/policy.js";
import { readSettings } from "../src/lib/settings.js";

const CONSENTED = { consented: "2026-01-01T00:00:00Z", service: "http://127.0.0.1:8787" };
const page = (url: string, allowed = false) => ({ url, incognito: false, allowed });

test("a news site is not taken for a bank, a clinic or a mailbox because of the letters in its name", () => {
  const news = [
    "bankier.pl", "www.bankier.pl", "thebanker.com", "stripes.com", "news.mail.ru", "sport.mail.ru", "hospitalitynet.org",
    "otherwise.com", "americanbanker.com", "burbankleader.com", "myburbank.com", "bankrate.com", "banknoteworld.com",
    "clinicaltrials.gov", "pharmaceutical-journal.com", "patientsafety.org", "dailymail.co.uk", "mailchimp.com", "theclinic.cl",
    "embankment.news", "riverbank.example", "databank.worldbank.org", "singapore.example", "ingolstadt.example", "wisetoast.example",
    "authors.example", "loginov.example", "outlookindia.com", "id.wikipedia.org", "chasenews.example", "citizen.example",
    "bankruptcynews.example", "volksbanken-kritik.example", "hospitality.example", "slackware.com",
    "stripesport.example", "monzoom.example", "bancarella.example", "fidelityworks.example", "sbercat.example",
  ];
  for (const host of news) assert.equal(neverEntry(`https://${host}/story`), null, host);
});

test("banks, clinics, mailboxes and accounts are never read", () => {
  const expected: [string, string][] = [
    ["www.mybank.example", "money"], ["online.mybank.test", "money"], ["my-bank.example", "money"], ["bank.example.com", "money"],
    ["online.hsbc.co.uk", "money"], ["hsbc.com.hk", "money"], ["www.ing.de", "money"], ["banking.example.de", "money"],
    ["www.kreissparkasse-muenchen.de", "money"], ["sparkasse-koeln.de", "money"], ["paypal.com", "money"], ["wise.com", "money"],
    ["dashboard.stripe.com", "money"], ["chase.com", "money"], ["bankofamerica.com", "money"], ["bank-of-china.com", "money"],
    ["www.webmd.com", "health"], ["mychart.example.org", "health"], ["city-hospital.example", "health"], ["www.uniklinik.example", "health"],
    ["childrenshospital.example", "health"], ["www.doctolib.fr", "health"], ["nhs.uk", "health"],
    ["mail.google.com", "letters"], ["mail.news.test", "letters"], ["e.mail.ru", "letters"], ["webmail.example.org", "letters"],
    ["navigator.gmx.net", "letters"], ["www.web.de", "letters"], ["app.fastmail.com", "letters"], ["app.slack.com", "letters"], ["web.telegram.org", "letters"],
    ["www.facebook.com", "networks"], ["x.com", "networks"], ["m.vk.com", "networks"], ["mobile.twitter.com", "networks"],
    ["www.dkb.de", "money"], ["www.comdirect.de", "money"], ["www.ipko.pl", "money"], ["secure.ally.com", "money"], ["www.tax.service.gov.uk", "accounts"],
    ["accounts.example.com", "accounts"], ["login.example.com", "accounts"], ["sso.example.edu", "accounts"], ["gosuslugi.ru", "accounts"],
  ];
  for (const [host, category] of expected) assert.equal(neverEntry(`https://${host}/a`)?.category, category, host);
});

test("a site's name is what was registered under a public ending", () => {
  assert.deepEqual(nameOf("online.hsbc.co.uk"), { name: "hsbc", below: ["online"] });
  assert.deepEqual(nameOf("news.mail.ru"), { name: "mail", below: ["news"] });
  assert.deepEqual(nameOf("example.org"), { name: "example", below: [] });
  assert.deepEqual(nameOf("co.uk"), { name: "", below: [] });
});

test("the list can be looked through and has no duplicates", () => {
  for (const category of CATEGORIES) {
    const entries = listOf(category);
    assert.ok(entries.length > 5, category);
    assert.deepEqual(entries.filter((entry, i) => entries.indexOf(entry) !== i), [], category);
  }
});

test("a reader may allow a site of the list, once or always, and add sites", () => {
  const settings = readSettings({ ...CONSENTED, never: ["quiet.example", "*secret*"], allowed: ["mybank.example"] });
  assert.equal(refusal(settings, page("https://www.mybank.example/")), null);
  assert.equal(refusal(settings, page("https://www.otherbank.example/")), "never");
  assert.equal(refusal(settings, page("https://www.otherbank.example/", true)), null);
  assert.deepEqual(objection(settings, "https://www.otherbank.example/"), { category: "money", entry: "*bank" });
  assert.deepEqual(objection(settings, "https://a.quiet.example/"), { category: "own", entry: "quiet.example" });
  assert.deepEqual(objection(settings, "https://topsecret.example/"), { category: "own", entry: "*secret*" });
  assert.equal(objection(settings, "https://news.example/"), null);
});

test("while switched off nothing is read, and an hour ends by itself", () => {
  const now = Date.parse("2026-01-01T12:00:00Z");
  assert.equal(isPaused(readSettings({ ...CONSENTED, paused: "always" }), now), true);
  assert.equal(isPaused(readSettings({ ...CONSENTED, paused: "2026-01-01T12:30:00Z" }), now), true);
  assert.equal(isPaused(readSettings({ ...CONSENTED, paused: "2026-01-01T11:30:00Z" }), now), false);
  assert.equal(isPaused(readSettings({ ...CONSENTED, paused: "soon" }), now), false);
  assert.equal(refusal(readSettings({ ...CONSENTED, paused: "always" }), page("https://news.example/")), "paused");
});
