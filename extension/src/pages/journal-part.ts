// Shows the journal: what was sent in the last hour, word for word, by page and time.
import { dropped, forgetJournal, journal } from "../background/journal.js";
import type { Entry } from "../background/journal.js";
import { locale, say } from "../lib/i18n.js";
import { button, make } from "../notice/dom.js";

const timeOf = (at: number) => new Intl.DateTimeFormat(locale(), { timeStyle: "medium" }).format(at);
const count = (number: number) => number.toLocaleString(locale());

function when({ at, since, sendings }: Entry): string {
  return sendings && since ? say("journal_sendings", count(sendings), timeOf(since), timeOf(at)) : timeOf(at);
}

/** The details of one entry: which address was sent, what was not kept, and the text itself. */
function entryBody({ kind, site, address, gone = 0, text }: Entry): HTMLElement[] {
  const muted = (told: string) => make("p", { class: "muted" }, told);
  if (!site) return [muted(say("journal_private"))];
  const made: HTMLElement[] = [];
  if (kind === "pack") made.push(muted(say("journal_pack_only")));
  if (kind === "page") made.push(muted(address ? say("journal_address", address) : say("journal_no_address")));
  if (gone) made.push(muted(say("journal_gone", count(gone))));
  if (text) made.push(make("pre", { dir: "auto", tabindex: "0" }, text));
  return made;
}

function lineOf(entry: Entry): string {
  const outcome = entry.outcome === "answered" ? say("outcome_answered") : say(`${entry.kind === "pack" ? "pack" : "error"}_${entry.outcome}`);
  if (entry.kind === "pack") return `${say("journal_pack", entry.service)} ${outcome}`;
  const what =
    entry.kind === "page"
      ? say("journal_line", count(entry.blocks), count(entry.characters), entry.service)
      : say("journal_feedback", entry.service);
  return `${what} ${outcome}`;
}

function details(beginning: string, rest: string, ...inside: Node[]): HTMLElement {
  return make("details", {}, make("summary", {}, make("strong", {}, beginning), ` ${rest}`), ...inside);
}

/** One page with everything that was sent from it, the newest first. */
function item(entries: readonly Entry[]): HTMLElement {
  const [newest] = entries as [Entry, ...Entry[]];
  const site = newest.site || say("private_window");
  if (entries.length === 1) return make("li", {}, details(`${when(newest)} · ${site}`, lineOf(newest), ...entryBody(newest)));
  const times = entries.reduce((sum, { sendings = 1 }) => sum + sendings, 0);
  const oldest = entries[entries.length - 1] as Entry;
  const span = say("journal_sendings", count(times), timeOf(oldest.since ?? oldest.at), timeOf(newest.at));
  const inner = entries.map((entry) => make("li", {}, details(when(entry), lineOf(entry), ...entryBody(entry))));
  return make("li", {}, details(site, span, make("ul", { class: "entries" }, ...inner)));
}

function byPage(entries: readonly Entry[]): Entry[][] {
  const pages = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = `${entry.page} ${entry.site}`;
    pages.set(key, [...(pages.get(key) ?? []), entry]);
  }
  return [...pages.values()];
}

export async function journalPart(): Promise<HTMLElement> {
  const box = make("div", { id: "journal" });
  async function show(): Promise<void> {
    const [entries, lost] = await Promise.all([journal(), dropped()]);
    const again = button(say("refresh"), () => void show(), { class: "plain", id: "journal-refresh" });
    const forget = button(say("forget"), () => void forgetJournal().then(show), { class: "text", id: "journal-forget" });
    const list = entries.length
      ? make("ul", { class: "entries" }, ...byPage(entries).map(item))
      : make("p", { class: "muted" }, say("journal_empty"));
    const told = lost > 0 && make("p", { class: "muted" }, say("journal_dropped", count(lost)));
    box.replaceChildren(list, ...(told ? [told] : []), make("div", { class: "row" }, again, ...(entries.length ? [forget] : [])));
  }
  await show();
  return box;
}
