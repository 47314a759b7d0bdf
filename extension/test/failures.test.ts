import assert from "node:assert/strict";
import { test } from "node:test";
import { failureOf, FAILURES, isOfService, retryAfter } from "../src/lib/failures.js";

test("an old service, another program and a busy service are distinguished", () => {
  assert.equal(failureOf(404, true), "old_service");
  assert.equal(failureOf(404, false), "malformed");
  assert.equal(failureOf(403, false), "malformed");
  assert.equal(failureOf(401, false), "refused_key");
  assert.equal(failureOf(403, true), "refused_key");
  assert.equal(failureOf(429, true), "too_many");
  for (const status of [502, 503, 504]) assert.equal(failureOf(status, false), "unavailable");
  for (const status of [400, 422, 500]) assert.equal(failureOf(status, true), "service");
});

test("a failure with one page or on this computer does not count against the service", () => {
  assert.deepEqual(FAILURES.filter((failure) => !isOfService(failure)), ["too_large", "service", "no_pack", "pack"]);
});

test("a service is left alone for as long as it asks", () => {
  const now = Date.parse("2026-01-01T12:00:00Z");
  assert.equal(retryAfter("7", now), 7_000);
  assert.equal(retryAfter("Thu, 01 Jan 2026 12:01:00 GMT", now), 60_000);
  assert.equal(retryAfter("Thu, 01 Jan 2026 11:00:00 GMT", now), 0);
  assert.equal(retryAfter("999999999", now), 3_600_000);
  for (const nothing of [null, "", "soon"]) assert.equal(retryAfter(nothing, now), 0);
});
