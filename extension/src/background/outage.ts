// Handles a service that does not answer: tells the reader once and not on every page, and leaves the service alone for
// as long as it asks for, or for a while.
import { api } from "../lib/api.js";
import { isOfService } from "../lib/failures.js";
import type { Failure } from "../lib/failures.js";

const STORED = "outage";
const TOLD = "told";
const REST_MS = 20_000;
/** After this long, the reader is told again about a failure that concerns single pages. */
const TOLD_MS = 600_000;

interface Outage {
  failure: Failure;
  /** Until when the service is not asked, in ms since 1970. */
  until: number;
}

interface Told {
  failure: Failure;
  at: number;
}

async function current(): Promise<Outage | undefined> {
  return (await api.storage.session.get(STORED))[STORED] as Outage | undefined;
}

/** The latest failure and how much longer to leave the service alone (ms); null when it may be asked. */
export async function resting(now = Date.now()): Promise<{ failure: Failure; wait: number } | null> {
  const outage = await current();
  return outage && now < outage.until ? { failure: outage.failure, wait: outage.until - now } : null;
}

/**
 * Record a failure. `wait`: for how many ms the service asked to be left alone. A failure about one page does not keep
 * others from asking. Returns true when the reader has not been told about this kind of failure yet.
 */
export async function noteFailure(failure: Failure, wait: number, now = Date.now()): Promise<boolean> {
  // One at a time: if two pages fail together, only one of them may tell the reader.
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

/** How long a page waits before it asks again, in ms. Random, so that not all pages ask at once. */
export function waitOf(wait: number): number {
  return Math.max(wait, REST_MS) + Math.random() * REST_MS;
}

/** Record that the service answers. Returns true when it did not before. */
export async function noteSuccess(): Promise<boolean> {
  const before = await current();
  if (before) await api.storage.session.remove(STORED);
  return before !== undefined;
}
