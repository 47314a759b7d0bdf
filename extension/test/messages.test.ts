import assert from "node:assert/strict";
import { ANSWERS } from "../src/lib/contract.js";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { REASONS } from "../src/notice/complaint.js";
import { FAILURES } from "../src/lib/failures.js";
import { CATEGORIES } from "../src/lib/never.js";
import { COLOURS, MODES, SENSITIVITIES, SHAPES, WAYS } from "../src/lib/settings.js";
import { PROBLEMS } from "../src/packs/held.js";

const ROOT = process.env.EXTENSION_ROOT ?? ".";
const LANGUAGES = readdirSync(join(ROOT, "_locales"));
type Messages = Record<string, { message: string }>;
const read = (language: string) => JSON.parse(readFileSync(join(ROOT, "_locales", language, "messages.json"), "utf8")) as Messages;
const english = read("en");

function sources(folder: string): string {
  return readdirSync(folder, { withFileTypes: true })
    .map((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return sources(path);
      return /\.(ts|html|mjs)$/.test(entry.name) ? readFileSync(path, "utf8") : "";
    })
    .join("\n");
}

const KINDS = ["browser", "closed", "file", "not_text", "pdf", "source", "store"];

/** Every message key in the sources, whole or as a beginning that a value completes. */
function usedKeys(): Set<string> {
  const text = sources(join(ROOT, "src")) + sources(join(ROOT, "tools"));
  const patterns = [
    /\bsay\(\s*"([a-z_]+)"/g, /data-say(?:-label(?:led)?)?="([a-z_]+)"/g, /__MSG_([a-z_]+)__/g, /"((?:claim|read|popup|refusal|error|service|check|allow|always|not|journal|switch|off|undone|selection|title|hidden|shortcuts?|packs?|agree|save|way)_[a-z_]+)"/g,
    /\bpart\("([a-z_]+)"/g, /\btick\([^)]*"([a-z_]+)"\)/g, /\badd\("([a-z]+_[a-z_]+)"/g, /"(copied|copy_failed)"/g,
  ];
  const keys = new Set(patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((found) => found[1] ?? "")));
  for (const name of MODES) [`mode_${name}`, `mode_${name}_hint`].forEach((key) => keys.add(key));
  for (const name of WAYS) [`way_${name}`, `way_${name}_hint`, `popup_way_${name}`].forEach((key) => keys.add(key));
  for (const name of PROBLEMS) keys.add(`pack_${name}`);
  for (const key of ["claim_repeated", "claim_repeated_disputed", "claim_stated", "claim_stated_disputed", "claim_spoken_of", "claim_spoken_of_disputed"]) keys.add(key);
  for (const name of SENSITIVITIES) keys.add(`sensitivity_${name}`);
  for (const name of SHAPES) keys.add(`shape_${name}`);
  for (const name of COLOURS) keys.add(`colour_${name}`);
  for (const name of REASONS) keys.add(`reason_${name}`);
  for (const name of ["other_claim", "denies", "reports"]) keys.add(`reason_article_${name}`);
  for (const name of ["never", "allowed", "excluded", "hidden"]) [`list_${name}`, `list_${name}_hint`].forEach((key) => keys.add(key));
  for (const name of ["no_consent", "paused", "not_a_page", "private", "local", "never", "excluded", "signed_in", "not_asked", "not_permitted", "none", ...KINDS]) keys.add(`refusal_${name}`);
  for (const name of FAILURES) keys.add(`error_${name}`);
  for (const name of ANSWERS) keys.add(`read_${name}`);
  for (const name of [...CATEGORIES, "own"]) keys.add(`never_${name}`);
  for (const name of ["card", "bar", "dock"]) keys.add(`frame_${name}`);
  for (const name of ["sensitivity", "shape", "colour"]) keys.add(`choose_${name}`);
  return keys;
}

/** Messages about a number. */
const COUNTED = ["notices", "claims"];
const isCounted = (key: string) => COUNTED.some((name) => key.startsWith(`${name}_`));

/** Names of this form that are not messages. */
const OTHER = new Set(["not_asked", "not_permitted", "not_a_page", "not_text", "service_worker", "claim_says", "switch_part", "not_an_address", "not_found", "not_a_pack"]);

test("every message in the sources exists, and every message is used", () => {
  const used = [...usedKeys()].filter((key) => !OTHER.has(key));
  assert.deepEqual(used.filter((key) => !(key in english)), []);
  const named = new Set([...used, "language", ...COUNTED.map((key) => `${key}_one`), ...COUNTED.map((key) => `${key}_other`)]);
  assert.deepEqual(Object.keys(english).filter((key) => !named.has(key)), []);
});

test("every language has all messages and the plural forms it needs", () => {
  assert.deepEqual([...LANGUAGES].sort(), ["de", "en", "es", "fr", "it", "pl", "ru", "uk"]);
  for (const language of LANGUAGES) {
    const messages = read(language);
    assert.equal(messages.language?.message, language);
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    const forms = COUNTED.flatMap((key) => pluralCategories.map((form) => `${key}_${form}`));
    const needed = [...Object.keys(english).filter((key) => !isCounted(key)), ...forms].sort();
    assert.deepEqual(Object.keys(messages).sort(), needed, language);
  }
});

test("every translation has the placeholders of the English text and differs from it", () => {
  for (const language of LANGUAGES) {
    const messages = read(language);
    for (const [key, { message }] of Object.entries(messages)) {
      const places = (text: string) => [...new Set(text.match(/\$\d/g) ?? [])].sort();
      assert.deepEqual(places(message), places((english[key] ?? english[`${key.split("_")[0]}_other`])?.message ?? ""), `${language} ${key}`);
      assert.ok(message.trim(), `${language} ${key}`);
      if (language !== "en" && message.length > 25) assert.notEqual(message, english[key]?.message, `${language} ${key}`);
    }
    assert.ok((messages.extension_description?.message.length ?? 999) <= 132, `${language}: Chrome allows 132 characters`);
  }
});
