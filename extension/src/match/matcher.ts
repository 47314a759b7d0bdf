// Matches a page in the browser with a pack. Its answer has the form of a service's.
import type { Match, MatchReply, MatchRequest, Why } from "../lib/contract.js";
import { stands } from "./around.js";
import { Candidates, rounded } from "./candidates.js";
import type { Pair } from "./candidates.js";
import { Cards } from "./cards.js";
import type { Card } from "./cards.js";
import { enough, probability, SPEAKS, STATES } from "./model.js";
import { PackIndex } from "./pack-index.js";
import type { PackFile } from "./pack-file.js";
import { PageReader } from "./page.js";
import type { Block } from "./page.js";
import { quotationOpen } from "./quotations.js";
import { Signals } from "./signals.js";
import type { Values } from "./signals.js";
import { NAME, NUMBER } from "./terms.js";
import { baseLanguage } from "./words.js";

export type { Card } from "./cards.js";

const GROUPS_SHOWN = 3;

/** A passage and a claim: the index of the block, [start, end) in its text, the place of the case, and how they agree. */
export interface Found {
  block: number;
  start: number;
  end: number;
  place: number;
  unit: number;
  score: number;
  relation: Match["relation"];
  values: Values;
  also: number[];
  signals: Signals;
}

/** Open a pack for matching: inflate and lay out the three sections that matching needs. Throws PackRefusal,
 *  "other-version" if the pack's terms were made by another version of the analysis. */
export async function openMatcher(pack: PackFile): Promise<LocalMatcher> {
  const [terms, claims, groups] = await Promise.all([pack.section("terms"), pack.section("claims"), pack.section("groups")]);
  return new LocalMatcher(pack, new PackIndex(pack.header, terms, claims, groups));
}

export class LocalMatcher {
  private readonly cards: Cards;
  private readonly reader: PageReader;
  private readonly candidates: Candidates;

  constructor(
    private readonly pack: PackFile,
    readonly index: PackIndex,
  ) {
    this.cards = new Cards(pack);
    this.reader = new PageReader(index.terms);
    this.candidates = new Candidates(index);
  }

  /** The card of a case by its id; null if the pack has no such case. Throws PackRefusal "altered". */
  card(id: string): Promise<Card | null> {
    return this.cards.find(id);
  }

  /**
   * The answer about a page's blocks. `relation` is "repeats" for "This page states a debunked claim" and "related" for
   * "This page speaks of a debunked claim". `article` is null and `passage` is "", because only a service knows them.
   * Throws PackRefusal "altered" if a needed card is not the one that was signed.
   */
  async match(request: MatchRequest): Promise<MatchReply> {
    const blocks = this.read(request);
    const found = select(this.scored(blocks, request), this.index, request.min_score ?? null);
    const reply = this.nothing(request);
    for (const one of found) {
      const card = await this.cards.card(one.place);
      reply.cases[card.id] = card;
      reply.disclaimers[card.source] ??= await this.cards.source(card.source);
      const also = await Promise.all(one.also.map(async (place) => (await this.cards.card(place)).id));
      reply.matches.push(this.told(one, blocks[one.block], card, also));
    }
    return reply;
  }

  /** Read the blocks of a request as sentences and terms. */
  read(request: Pick<MatchRequest, "blocks" | "language">): Block[] {
    const declared = request.language ? baseLanguage(request.language) : "";
    return request.blocks.map((block) => this.reader.read(block, declared));
  }

  /** All candidate pairs with their scores. The relation is "repeats" only if nothing around the passage speaks against it. */
  scored(blocks: readonly Block[], request: Pick<MatchRequest, "title" | "checks_facts">): Found[] {
    const out: Found[] = [];
    for (const [n, block] of blocks.entries()) {
      for (const pair of this.candidates.pairs(block)) {
        const signals = new Signals(this.index, block, pair);
        const values = signals.values();
        const score = probability(values);
        let relation: Match["relation"] = score >= SPEAKS ? "related" : null;
        const may = score >= STATES && request.checks_facts !== true && enough(values) && leadIsKnown(block, pair);
        if (may && stands(blocks, n, request.title ?? "", this.index, pair)) relation = "repeats";
        const [start, end] = [block.sentences[pair.first]?.start ?? 0, block.sentences[pair.last]?.end ?? 0];
        out.push({ block: n, start, end, place: signals.unit.case, unit: pair.unit, score, relation, values, also: [], signals });
      }
    }
    return out;
  }

  private told(found: Found, block: Block | undefined, card: Card, also: string[]): Match {
    const { start, end, score, relation, signals } = found;
    return {
      block: block?.id ?? "",
      start,
      end,
      quote: block?.text.slice(start, end) ?? "",
      case: card.id,
      score,
      relation,
      also,
      passage: "",
      why: this.why(signals, card),
    };
  }

  /** What agreed, as terms of the pack. These are stems, because the pack has no whole words. */
  private why({ unit, terms }: Signals, card: Card): Why {
    const { texts, flag } = this.index.terms;
    const words = (which: (term: number) => boolean): string[] => Array.from(unit.terms).filter(which).map((term) => texts[term] ?? "");
    const is = (term: number, kind: number): boolean => ((flag[term] ?? 0) & kind) > 0;
    return {
      claim: card.title,
      words: words((term) => terms.has(term)),
      missing: words((term) => !terms.has(term)),
      names: words((term) => terms.has(term) && is(term, NAME)),
      numbers: words((term) => terms.has(term) && is(term, NUMBER)),
      denied: "",
      reported: "",
      reader: {},
    };
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

/** Whether the text before a passage is known and opens no quotation. After a gap it could be anything. */
function leadIsKnown(block: Block, { first }: Pair): boolean {
  return !(block.gap && first === 0) && !quotationOpen(block.text, block.sentences[first]?.start ?? 0);
}

function best(a: Found, b: Found): number {
  return rounded(b.score) - rounded(a.score) || a.block - b.block || a.start - b.start || a.place - b.place;
}

/** Select what to report: one match for each block and claim, a few claims for each block, best score first. Keeps
 *  pairs that have a relation and, if `least` is given, pairs that score at least `least`. */
export function select(found: readonly Found[], index: PackIndex, least: number | null): Found[] {
  const claims = new Map<string, Found[]>();
  for (const one of found) {
    if (one.relation === null && (least === null || one.score < least)) continue;
    const key = `${one.block} ${index.group[one.place] ?? 0}`;
    claims.set(key, [...(claims.get(key) ?? []), one]);
  }
  const blocks = new Map<number, Found[]>();
  for (const group of claims.values()) {
    group.sort((a, b) => rounded(b.score) - rounded(a.score) || a.place - b.place || a.end - a.start - (b.end - b.start));
    const [first, ...others] = group;
    if (first) blocks.set(first.block, [...(blocks.get(first.block) ?? []), { ...first, also: others.map(({ place }) => place) }]);
  }
  return [...blocks.values()].flatMap((some) => some.sort(best).slice(0, GROUPS_SHOWN)).sort(best);
}
