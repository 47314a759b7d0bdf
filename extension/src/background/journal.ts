// What was sent in the last hour, for the reader's own eyes: kept in memory by the browser, never written to disk.
import { api } from "../lib/api.js";

export interface Entry {
  at: number;
  service: string;
  /** The page's address as it was sent; "" when none was. */
  address: string;
  site: string;
  blocks: number;
  characters: number;
  /** The text as it was sent, or "" once there is too much of it to keep. */
  text: string;
  outcome: string;
}

const STORED = "journal";
const HOUR_MS = 3_600_000;
const MAX_CHARACTERS = 1_500_000;
const MAX_ENTRIES = 500;

/** The entries of the last hour, newest first. */
export async function journal(now = Date.now()): Promise<Entry[]> {
  const stored = (await api.storage.session.get(STORED))[STORED] as Entry[] | undefined;
  return (stored ?? []).filter((entry) => now - entry.at < HOUR_MS);
}

export async function record(entry: Entry): Promise<void> {
  const entries = [entry, ...(await journal(entry.at))].slice(0, MAX_ENTRIES);
  let kept = 0;
  for (const item of entries) {
    kept += item.text.length;
    if (kept > MAX_CHARACTERS) item.text = "";
  }
  await api.storage.session.set({ [STORED]: entries });
}

export async function forgetJournal(): Promise<void> {
  await api.storage.session.remove(STORED);
}
