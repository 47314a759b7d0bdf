// What was sent in the last hour, for the reader's own eyes: kept in memory by the browser, never written to disk.
import { siteOf } from "../lib/addresses.js";
import { api } from "../lib/api.js";

export interface Entry {
  at: number;
  /** Which page it was sent from, to keep its sendings together; "" for a private window. */
  page: string;
  /** What was sent: a page's text, or the reader's word about a notice; or that a pack was asked for, with which nothing is sent. */
  kind: "page" | "feedback" | "pack";
  /** The service, or the address of the pack. */
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
  /** Where several sendings of a page were put together: how many, when the first was, and what of their text is not kept. */
  sendings?: number;
  since?: number;
  gone?: number;
}

const STORED = "journal";
const DROPPED = "journal-dropped";
const HOUR_MS = 3_600_000;
/** Characters of text that are kept. */
export const MAX_CHARACTERS = 1_500_000;
/** From this number on sendings of one page are put together. */
export const MAX_APART = 500;
/** And more pages than this no browser has open in an hour: what goes beyond is counted and dropped. */
export const MAX_ENTRIES = 4_000;

const same = (one: Entry, other: Entry) =>
  one.page === other.page && one.kind === other.kind && one.service === other.service && one.outcome === other.outcome && one.site === other.site;

/** What tells one page's entries from another's. */
export function pageKey(tab: number, url: string): string {
  return `${tab} ${siteOf(url)}${URL.canParse(url) ? new URL(url).pathname : ""}`;
}

/** Two entries of one page as one: the later's time, the first's beginning, the texts in their order. */
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

/** What tells one page's entries that may be put together. */
const keyOf = ({ page, kind, service, outcome, site }: Entry) => JSON.stringify([page, kind, service, outcome, site]);

/** The older half of the sendings of the page that sent most often, as one; null where no page sent twice. */
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

/** Of the pages' texts the oldest of the one with most of them go first, until what is left can be kept. */
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

/** Entries, newest first, as they can be kept, and how many could not be. */
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

/** How many entries of the last hour are not among them, and until when they would be. */
export async function dropped(now = Date.now()): Promise<number> {
  const stored = (await api.storage.session.get(DROPPED))[DROPPED] as { count: number; at: number } | undefined;
  return stored && now - stored.at < HOUR_MS ? stored.count : 0;
}

/** Add an entry, also when several pages are sent at once. A page is checked even where nothing can be written down. */
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
