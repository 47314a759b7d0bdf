// The message about a checked selection when there is no notice to show.
import assert from "node:assert/strict";
import { test } from "node:test";
import { toldOf } from "../src/content/selection.js";

test("a selection is all clear only if all of it was read, in a language of the claims, and nothing was held back", () => {
  const clear = { found: false, whole: true, checksFacts: "", foreign: "" } as const;
  assert.equal(toldOf(clear), "selection_clear");
  assert.equal(toldOf({ ...clear, whole: false }), "selection_partly");
  assert.equal(toldOf({ ...clear, foreign: "cs" }), "selection_foreign");
  assert.equal(toldOf({ ...clear, found: true }), "selection_hidden");
  assert.equal(toldOf({ ...clear, checksFacts: "markup", found: true }), "popup_checks_facts");
  assert.equal(toldOf({ ...clear, checksFacts: "publisher" }), "popup_publisher");
});
