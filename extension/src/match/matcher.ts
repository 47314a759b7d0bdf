// Matches a page in the browser, from a pack: who asks need not know that no service answered.
import type { Match, MatchReply, MatchRequest } from "../lib/contract.js";
import { Cards } from "./cards.js";
import type { Card } from "./cards.js";
import { readClaim, readGroups, TITLE } from "./claims.js";
import { NumberReader } from "./numbers.js";
import type { PackFile } from "./pack-file.js";
import { readTerms } from "./terms.js";
import type { Terms } from "./terms.js";

export type { Card } from "./cards.js";

/** Opens a pack for matching: the three sections that matching needs are inflated and laid out. Throws PackRefusal. */
export async function openMatcher(pack: PackFile): Promise<LocalMatcher> {
  const { cases, texts, languages } = pack.header;
  const terms = readTerms(await pack.section("terms"), cases, texts);
  const group = readGroups(await pack.section("groups"), cases);
  const reader = new NumberReader(await pack.section("claims"));
  const titles: Int32Array[] = [];
  for (let n = 0; n < cases; n++) {
    const claim = readClaim(reader, terms.texts.length, languages.length);
    titles.push(claim.find(({ field }) => field === TITLE)?.terms ?? new Int32Array());
  }
  return new LocalMatcher(pack, terms, group, titles);
}

export class LocalMatcher {
  private readonly cards: Cards;

  constructor(
    private readonly pack: PackFile,
    private readonly terms: Terms,
    private readonly group: Int32Array,
    private readonly titles: readonly Int32Array[],
  ) {
    this.cards = new Cards(pack);
  }

  /** What a card shows of a case, by its id; null where the pack has no such case. Throws PackRefusal "altered". */
  card(id: string): Promise<Card | null> {
    return this.cards.find(id);
  }

  /**
   * The answer about a page's blocks. `relation` is "repeats" for "This page states a debunked claim" and "related" for
   * "This page speaks of a debunked claim". `article` is null and `passage` "" as only a service knows them.
   * Throws PackRefusal "altered" where a card that is needed is not the one that was signed.
   */
  async match(request: MatchRequest): Promise<MatchReply> {
    const found: { place: number; match: Omit<Match, "case"> }[] = [];
    for (const { id, text } of request.blocks) {
      const held = new Set([...text.matchAll(/[\p{L}\p{N}]+/gu)].map(([word]) => this.number(word.toLowerCase())));
      const seen = new Set<number>();
      for (const [place, title] of this.titles.entries()) {
        let full = 0;
        let mass = 0;
        for (const term of new Set(title)) {
          const weight = this.terms.weight[term] ?? 0;
          full += weight;
          if (held.has(term)) mass += weight;
        }
        const score = mass / full;
        const group = this.group[place] ?? place;
        if (!(mass >= 10 && score >= Math.max(0.7, request.min_score ?? 0)) || seen.has(group)) continue;
        seen.add(group);
        const why = { words: [], missing: [], names: [], numbers: [], denied: "", reported: "", reader: {} };
        const relation = score >= 0.9 && !request.checks_facts ? "repeats" : "related";
        found.push({ place, match: { block: id, start: 0, end: text.length, quote: text, score, relation, also: [], passage: "", why } });
      }
    }
    const reply = this.nothing(request);
    for (const { place, match } of found) {
      const card = await this.cards.card(place);
      reply.cases[card.id] = card;
      reply.disclaimers[card.source] ??= await this.cards.source(card.source);
      reply.matches.push({ ...match, case: card.id });
    }
    return reply;
  }

  private number(word: string): number {
    for (const form of [word, word.slice(0, -1), word.slice(0, -2), word.slice(0, -3)]) {
      const number = this.terms.number.get(form);
      if (number !== undefined) return number;
    }
    return -1;
  }

  private nothing(request: MatchRequest): MatchReply {
    return {
      matches: [],
      article: null,
      cases: Object.create(null) as MatchReply["cases"],
      disclaimers: Object.create(null) as MatchReply["disclaimers"],
      generation: this.pack.header.generation,
      blocksRead: request.blocks.length,
      languages: this.pack.header.languages,
      checksFacts: request.checks_facts === true,
      matchedBy: "pack",
    };
  }
}
