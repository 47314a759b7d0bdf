// A service that does not answer is said once, not on every page, and left in peace for as long as it asks or a while.
import { api } from "../lib/api.js";
import { isOfService } from "../lib/failures.js";
import type { Failure } from "../lib/failures.js";

const STORED = "outage";
const TOLD = "told";
const REST_MS = 20_000;
/** After so long a failure of single pages is told again. */
const TOLD_MS = 600_000;

interface Outage {
  failure: Failure;
  /** Until when nobody asks. */
  until: number;
}

interface Told {
  failure: Failure;
  at: number;
}

async function current(): Promise<Outage | undefined> {
  return (await api.storage.session.get(STORED))[STORED] as Outage | undefined;
}

/** The failure of a moment ago, while the service is left in peace, and for how long still; null when it may be asked. */
export async function resting(now = Date.now()): Promise<{ failure: Failure; wait: number } | null> {
  const outage = await current();
  return outage && now < outage.until ? { failure: outage.failure, wait: outage.until - now } : null;
}

/**
 * Note a failure, with the time for which the service asked to be left in peace. What is wrong with one page says nothing
 * of the next. True when the reader has not been told of this kind yet.
 */
export async function noteFailure(failure: Failure, wait: number, now = Date.now()): Promise<boolean> {
  // One at a time: of two pages that find out together only one may be the first.
  return navigator.locks.request(STORED, async () => {
    if (isOfService(failure)) {
      const before = await current();
      await api.storage.session.set({ [STORED]: { failure, until: now + Math.max(wait, REST_MS) } satisfies Outage });
      return before?.failure !== failure;
    }
    const told = (await api.storage.session.get(TOLD))[TOLD] as Told | undefined;
    if (told?.failure === failure && now - told.at < TOLD_MS) return false;
    await api.storage.session.set({ [TOLD]: { failure, at: now } satisfies Told });
    return true;
  });
}

/** How long a page waits before it asks again; not all of them at once. */
export function waitOf(wait: number): number {
  return Math.max(wait, REST_MS) + Math.random() * REST_MS;
}

/** Note that the service answers. True when it did not before. */
export async function noteSuccess(): Promise<boolean> {
  const before = await current();
  if (before) await api.storage.session.remove(STORED);
  return before !== undefined;
}
