// The journal: what was sent in the last hour, for the reader to look at. The browser keeps it in memory, never on disk.
import { siteOf } from "../lib/addresses.js";
import { api } from "../lib/api.js";

export interface Entry {
  at: number;
  /** Which page it was sent from, so that entries of one page stay together; "" for a private window. */
  page: string;
  /** What was sent: a page's text, feedback about a notice, or the request for a pack, which sends nothing about pages. */
  kind: "page" | "feedback" | "pack";
  /** The service, or the address of the pack. */
  service: string;
  /** The page's address as it was sent; "" if it was not sent. */
  address: string;
  /** The page's site; "" for a private window, about which we keep only that something was sent. */
  site: string;
  blocks: number;
  characters: number;
  /** The text as it was sent; "" if there was no room for it, or for a private window. */
  text: string;
  outcome: string;
  /** If several requests of a page were merged: how many, when the first was sent, and how many characters of text were dropped. */
  sendings?: number;
  since?: number;
  gone?: number;
}

const STORED = "journal";
const DROPPED = "journal-dropped";
const HOUR_MS = 3_600_000;
/** How many characters of text are kept. */
export const MAX_CHARACTERS = 1_500_000;
/** If there are more entries than this, requests of one page are merged. */
export const MAX_APART = 500;
/** No browser opens more pages than this in an hour. Entries beyond it are counted and dropped. */
export const MAX_ENTRIES = 4_000;

const same = (one: Entry, other: Entry) =>
  one.page === other.page && one.kind === other.kind && one.service === other.service && one.outcome === other.outcome && one.site === other.site;

/** The key under which entries of one page belong together. */
export function pageKey(tab: number, url: string): string {
  return `${tab} ${siteOf(url)}${URL.canParse(url) ? new URL(url).pathname : ""}`;
}

/** Merge two entries of one page: they keep the later one's time, when the first was sent, and the texts in order. */
function together(later: Entry, earlier: Entry): Entry {
  const gone = (later.gone ?? 0) + (earlier.gone ?? 0);
  return {
    ...later,
    address: later.address || earlier.address,
    blocks: later.blocks + earlier.blocks,
    characters: later.characters + earlier.characters,
    text: [earlier.text, later.text].filter(Boolean).join("\n"),
    sendings: (later.sendings ?? 1) + (earlier.sendings ?? 1),
    since: earlier.since ?? earlier.at,
    ...(gone ? { gone } : {}),
  };
}

/** Entries with the same key may be merged. */
const keyOf = ({ page, kind, service, outcome, site }: Entry) => JSON.stringify([page, kind, service, outcome, site]);

/** Merge the older half of the entries of the page that sent most often; null if no page sent twice. */
function folded(entries: readonly Entry[]): Entry[] | null {
  const counts = new Map<string, number>();
  for (const entry of entries) counts.set(keyOf(entry), (counts.get(keyOf(entry)) ?? 0) + 1);
  const [busiest, count] = [...counts].reduce((most, one) => (one[1] > most[1] ? one : most), ["", 0]);
  if (count < 2) return null;
  const apart = Math.floor(count / 2);
  const made: Entry[] = [];
  let seen = 0;
  let last = -1;
  for (const entry of entries) {
    const before = made[last];
    if (keyOf(entry) !== busiest || ++seen <= apart) made.push(entry);
    else if (before && same(before, entry)) made[last] = together(before, entry);
    else last = made.push(entry) - 1;
  }
  return made;
}

/** Drop texts until the rest can be kept: each time the oldest text of the page that holds the most text. */
function withinRoom(entries: readonly Entry[]): Entry[] {
  const kept = entries.map((entry) => ({ ...entry }));
  const held = new Map<string, number>();
  for (const { page, text } of kept) held.set(page, (held.get(page) ?? 0) + text.length);
  let all = [...held.values()].reduce((sum, length) => sum + length, 0);
  while (all > MAX_CHARACTERS) {
    const [fullest] = [...held].reduce((most, one) => (one[1] > most[1] ? one : most));
    const oldest = kept.findLast(({ page, text }) => page === fullest && text !== "");
    if (!oldest) break;
    const { length } = oldest.text;
    oldest.gone = (oldest.gone ?? 0) + length;
    oldest.text = "";
    held.set(fullest, (held.get(fullest) ?? 0) - length);
    all -= length;
  }
  return kept;
}

/** Reduce entries, newest first, to what can be kept. Also returns how many entries were dropped. */
export function fitted(entries: readonly Entry[]): { entries: Entry[]; dropped: number } {
  let made = [...entries];
  while (made.length > MAX_APART) {
    const fewer = folded(made);
    if (!fewer) break;
    made = fewer;
  }
  const dropped = Math.max(0, made.length - MAX_ENTRIES);
  return { entries: withinRoom(made.slice(0, MAX_ENTRIES)), dropped };
}

/** The entries of the last hour, newest first. */
export async function journal(now = Date.now()): Promise<Entry[]> {
  const stored = (await api.storage.session.get(STORED))[STORED] as Entry[] | undefined;
  return (stored ?? []).filter((entry) => now - entry.at < HOUR_MS);
}

/** How many entries of the last hour were dropped. */
export async function dropped(now = Date.now()): Promise<number> {
  const stored = (await api.storage.session.get(DROPPED))[DROPPED] as { count: number; at: number } | undefined;
  return stored && now - stored.at < HOUR_MS ? stored.count : 0;
}

/** Add an entry; safe when several pages are sent at once. A failure to store it is only logged, so that pages are still checked. */
export async function record(entry: Entry): Promise<void> {
  await navigator.locks
    .request(STORED, async () => {
      const kept = fitted([entry, ...(await journal(entry.at))]);
      const lost = kept.dropped ? { [DROPPED]: { count: (await dropped(entry.at)) + kept.dropped, at: entry.at } } : {};
      await api.storage.session.set({ [STORED]: kept.entries, ...lost });
    })
    .catch((error: unknown) => console.warn("journal:", error));
}

export async function forgetJournal(): Promise<void> {
  await navigator.locks.request(STORED, () => api.storage.session.remove([STORED, DROPPED]));
}
