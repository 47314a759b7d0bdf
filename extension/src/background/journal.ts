// What was sent in the last hour, for the reader's own eyes: kept in memory by the browser, never written to disk.
import { api } from "../lib/api.js";

export interface Entry {
  at: number;
  /** What was sent: a page's text, or the reader's word about a notice. */
  kind: "page" | "feedback";
  service: string;
  /** The page's address as it was sent; "" when none was. */
  address: string;
  /** "" for a private window, of which nothing is kept but that something was sent. */
  site: string;
  blocks: number;
  characters: number;
  /** The text as it was sent, or "" where there is too much of it to keep, or none is to be kept. */
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

/** Add an entry, also when several pages are sent at once. A page is checked even where nothing can be written down. */
export async function record(entry: Entry): Promise<void> {
  await navigator.locks
    .request(STORED, async () => {
      const entries = [entry, ...(await journal(entry.at))].slice(0, MAX_ENTRIES);
      let kept = 0;
      for (const item of entries) {
        kept += item.text.length;
        if (kept > MAX_CHARACTERS) item.text = "";
      }
      await api.storage.session.set({ [STORED]: entries });
    })
    .catch((error: unknown) => console.warn("journal:", error));
}

export async function forgetJournal(): Promise<void> {
  await navigator.locks.request(STORED, () => api.storage.session.remove(STORED));
}
