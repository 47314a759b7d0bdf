// An unreachable service is said once, not on every page, and not asked again at once by every page that loads.
import { api } from "../lib/api.js";
import type { Failure } from "../lib/messages.js";

const STORED = "outage";
const REST_MS = 20_000;

interface Outage {
  failure: Failure;
  at: number;
}

async function current(): Promise<Outage | undefined> {
  return (await api.storage.session.get(STORED))[STORED] as Outage | undefined;
}

/** The failure of a moment ago, while the service is left in peace; null when it may be asked. */
export async function resting(): Promise<Failure | null> {
  const outage = await current();
  return outage && Date.now() - outage.at < REST_MS ? outage.failure : null;
}

/** Note a failure. True when the reader has not been told of this kind yet. */
export async function noteFailure(failure: Failure): Promise<boolean> {
  // One at a time: of two pages that find out together only one may be the first.
  return navigator.locks.request(STORED, async () => {
    const before = await current();
    await api.storage.session.set({ [STORED]: { failure, at: Date.now() } satisfies Outage });
    return before?.failure !== failure;
  });
}

export async function noteSuccess(): Promise<void> {
  if (await current()) await api.storage.session.remove(STORED);
}
