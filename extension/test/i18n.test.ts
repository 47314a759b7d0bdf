import assert from "node:assert/strict";
import { test } from "node:test";

let gone = false;

function unlessGone<T>(value: T): T {
  if (gone) throw new Error("Extension context invalidated.");
  return value;
}

test("a script that an update left behind has no messages, and does not fail without them", async () => {
  const messages: Record<string, string> = { language: "de", close: "Schließen", notices_one: "Ein Hinweis" };
  const i18n = { getMessage: (key: string) => unlessGone(messages[key] ?? ""), getUILanguage: () => unlessGone("de-AT") };
  const runtime = { get id() { return gone ? undefined : "ours"; } };
  Object.assign(globalThis, { chrome: { i18n, runtime } });
  const { locale, say, sayCount, sayDate } = await import("../src/lib/i18n.js");
  assert.deepEqual([say("close"), sayCount("notices", 1), locale()], ["Schließen", "Ein Hinweis", "de-AT"]);
  gone = true;
  assert.deepEqual([say("close"), sayCount("notices", 1), locale()], ["close", "notices_other", "en"]);
  assert.equal(sayDate("2026-01-02"), "January 2, 2026");
});
