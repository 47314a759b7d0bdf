// Merges the answers of several packs about the same blocks. A case that two packs contain is shown once.
import type { Case, Match, MatchReply } from "../lib/contract.js";
import { lookupAddress } from "../lib/addresses.js";

/** What identifies a debunk across packs: its address, else its id. */
function debunkOf(found: Case | undefined, id: string): string {
  const address = found?.url ? lookupAddress(found.url) || found.url : "";
  return address ? address.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, "") : `id ${id}`;
}

/** Whether `one` wins over `other`, for the same claim in the same block: the higher score, else the shorter passage. */
function surer(one: Match, other: Match): boolean {
  if (one.score !== other.score) return one.score > other.score;
  return one.end - one.start < other.end - other.start;
}

/** Merge replies. If several packs contain a case, the first pack's version is used. */
export function mergeReplies(replies: readonly MatchReply[], blocks: number): MatchReply {
  const made: MatchReply = { matches: [], article: null, cases: record(), disclaimers: record(), generation: "", blocksRead: blocks, languages: [], checksFacts: false, matchedBy: "pack" };
  const known = new Map<string, string>();
  const stands = new Map<string, Match>();
  for (const reply of replies) {
    const names = takeCases(reply, made, known);
    for (const match of reply.matches) {
      const id = names.get(match.case) ?? match.case;
      const also = [...new Set(match.also.map((other) => names.get(other) ?? other))].filter((other) => other !== id);
      const place = `${match.block}\n${id}`;
      const before = stands.get(place);
      if (!before || surer(match, before)) stands.set(place, { ...match, case: id, also });
    }
    made.generation ||= reply.generation;
    made.languages = [...new Set([...made.languages, ...reply.languages])];
    made.blocksRead = Math.min(made.blocksRead, reply.blocksRead);
    made.checksFacts ||= reply.checksFacts;
  }
  made.matches = [...stands.values()];
  return made;
}

/** Whether these are addresses, and different ones. */
function areOthers(one: string, other: string): boolean {
  return one !== other && !one.startsWith("id ") && !other.startsWith("id ");
}

/** A new id for a case whose id is taken. It is the same each time, so that a hidden case stays hidden, and fits the settings' limit. */
function newName(id: string, debunk: string, { cases }: MatchReply): string {
  const name = `${id.slice(0, 60)} ${debunk}`.slice(0, 190);
  let free = name;
  for (let n = 2; free in cases; n++) free = `${name} ${n}`;
  return free;
}

/**
 * Add a reply's new cases to `made`. Returns the id that each of its cases has there: its own; that of an earlier pack's case
 * about the same debunk; or a new one if another debunk has taken its id.
 */
function takeCases(reply: MatchReply, made: MatchReply, known: Map<string, string>): Map<string, string> {
  const names = new Map<string, string>();
  const here = new Map<string, string>();
  for (const [id, found] of Object.entries(reply.cases)) {
    const debunk = debunkOf(found, id);
    const namesake = known.get(`id ${id}`);
    const differs = namesake !== undefined && areOthers(debunk, debunkOf(made.cases[namesake], namesake));
    const before = known.get(debunk) ?? (differs ? undefined : namesake);
    const name = before ?? (differs || id in made.cases ? newName(id, debunk, made) : id);
    names.set(id, name);
    if (before !== undefined) continue;
    here.set(debunk, name);
    if (!differs) here.set(`id ${id}`, name);
    made.cases[name] = { ...found, id: name };
    const source = reply.disclaimers[found.source];
    if (source && !(found.source in made.disclaimers)) made.disclaimers[found.source] = source;
    // Packs may use one key for different publishers: then this case carries its own pack's disclaimer.
    else if (source && source.text !== made.disclaimers[found.source]?.text && !found.disclaimer) made.cases[name] = { ...found, id: name, disclaimer: source.text };
  }
  // Added only now: two cases of one pack may share an address and still differ.
  for (const [debunk, id] of here) known.set(debunk, id);
  return names;
}

function record<T>(): Record<string, T> {
  return Object.create(null) as Record<string, T>;
}
