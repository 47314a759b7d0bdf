// Measures what a window of sentences and a case share, as features for the model. index/pack/matching.py has the same
// features in the same order.
import type { Pair } from "./candidates.js";
import { NAME, NUMBER } from "./terms.js";
import type { PackIndex, Unit } from "./pack-index.js";
import { anyNegated, CAPITAL, FIGURE, STOP } from "./page.js";
import type { Block, Sentence } from "./page.js";

export const FEATURES = [
  "wording_held", "passage_held", "names_missing", "names_held", "numbers_missing", "content_held", "content_passage",
  "count_held", "missing_most", "numbers_extra", "names_extra", "headline_held", "block_holds", "case_holds",
  "block_in_case", "case_held", "in_order", "adjacent", "negation_differs", "both", "content_both",
  "case_both", "log_matched", "log_content", "log_count", "log_case_matched", "order_by_held",
] as const;
export type Feature = (typeof FEATURES)[number];
export type Values = Record<Feature, number>;

type OfUnit = "wording_held" | "passage_held" | "names_missing" | "names_held" | "numbers_missing" | "content_held" | "content_passage" | "count_held" | "missing_most" | "log_matched" | "log_content" | "log_count";
type OfCase = "headline_held" | "block_holds" | "case_holds" | "block_in_case" | "case_held" | "names_extra" | "numbers_extra" | "log_case_matched";
type OfOrder = "in_order" | "adjacent" | "negation_differs";

/** The features of one pair of window and unit. */
export class Signals {
  readonly unit: Unit;
  readonly window: Sentence[];
  /** The window's tokens without stop words. */
  private readonly tokens: number[];
  /** The window's distinct terms. */
  readonly terms: Set<number>;
  private readonly unknown: number;
  private readonly mass: number;

  constructor(
    private readonly index: PackIndex,
    private readonly block: Block,
    pair: Pair,
  ) {
    this.unit = index.unit(pair.unit);
    this.window = block.sentences.slice(pair.first, pair.last + 1);
    this.tokens = this.window.flatMap(({ tokens }) => tokens.filter((token) => token !== STOP));
    this.terms = new Set(this.tokens.filter((token) => token >= 0));
    this.unknown = this.tokens.filter((token) => token < STOP).length * index.terms.unseen;
    this.mass = Math.max(this.sum(this.terms) + this.unknown, 1e-6);
  }

  private weight(term: number): number {
    return this.index.terms.weight[term] ?? 0;
  }

  private is(term: number, flag: number): boolean {
    return ((this.index.terms.flag[term] ?? 0) & flag) > 0;
  }

  private sum(terms: Iterable<number>, counts: (term: number) => boolean = () => true): number {
    let total = 0;
    for (const term of terms) if (counts(term)) total += this.weight(term);
    return total;
  }

  values(): Values {
    const found = { ...this.ofUnit(), ...this.ofCase(), ...this.ofOrder() };
    return {
      ...found,
      both: Math.sqrt(found.wording_held * found.passage_held),
      content_both: Math.sqrt(found.content_held * found.content_passage),
      case_both: Math.sqrt(found.block_holds * found.block_in_case),
      order_by_held: found.in_order * found.wording_held,
    };
  }

  private ofUnit(): Pick<Values, OfUnit> {
    const { terms } = this.unit;
    const held = (term: number): boolean => this.terms.has(term);
    const name = (term: number): boolean => this.is(term, NAME);
    const full = this.sum(terms);
    const matched = this.sum(terms, held);
    const content = this.sum(terms, (term) => held(term) && !name(term));
    const others = this.sum(this.terms, (term) => !name(term));
    let [count, numbers, most] = [0, 0, 0];
    for (const term of terms) {
      if (held(term)) count++;
      else {
        most = Math.max(most, this.weight(term));
        if (this.is(term, NUMBER)) numbers++;
      }
    }
    return {
      wording_held: matched / full,
      passage_held: matched / this.mass,
      names_missing: this.sum(terms, (term) => !held(term) && name(term)) / full,
      names_held: (this.sum(terms, (term) => held(term) && name(term)) + 1) / (this.sum(terms, name) + 1),
      numbers_missing: Math.min(numbers, 2),
      content_held: (content + 1) / (this.sum(terms, (term) => !name(term)) + 1),
      content_passage: (content + 1) / (others + this.unknown + 1),
      count_held: count / terms.length,
      missing_most: most / 10,
      log_matched: Math.log1p(Math.min(matched, 120)),
      log_content: Math.log1p(Math.min(content, 120)),
      log_count: Math.log1p(Math.min(count, 30)),
    };
  }

  private ofCase(): Pick<Values, OfCase> {
    const units = this.index.units(this.unit.case);
    const ofCase = new Set(units.flatMap(({ terms }) => Array.from(terms)));
    const inBlock = this.block.terms;
    const matched = this.sum(ofCase, (term) => inBlock.has(term));
    const unknown = (kind: number): number => this.tokens.filter((token) => token === kind).length;
    const extra = this.sum(this.terms, (term) => this.is(term, NAME) && !ofCase.has(term)) + unknown(CAPITAL) * this.index.terms.unseen;
    const numbers = [...this.terms].filter((term) => this.is(term, NUMBER) && !ofCase.has(term)).length + unknown(FIGURE);
    return {
      headline_held: this.share(units[0] ?? this.unit, inBlock),
      block_holds: this.share(this.unit, inBlock),
      case_holds: this.sum(ofCase, (term) => this.terms.has(term)) / this.mass,
      block_in_case: matched / Math.max(this.block.mass, 1e-6),
      case_held: matched / this.sum(ofCase),
      names_extra: extra / this.mass,
      numbers_extra: Math.min(numbers, 2),
      log_case_matched: Math.log1p(Math.min(matched, 250)),
    };
  }

  private share({ terms }: Unit, held: Set<number>): number {
    return this.sum(terms, (term) => held.has(term)) / this.sum(terms);
  }

  private ofOrder(): Pick<Values, OfOrder> {
    const claim = this.unit.order;
    const beside = new Set(this.tokens.slice(1).map((token, n) => `${this.tokens[n] ?? 0} ${token}`));
    let together = 0;
    for (let n = 1; n < claim.length; n++) if (beside.has(`${claim[n - 1] ?? 0} ${claim[n] ?? 0}`)) together++;
    const negated = anyNegated(this.window, this.block.language);
    return {
      in_order: longest(claim, this.tokens.filter((token) => token >= 0)) / claim.length,
      adjacent: together / Math.max(1, claim.length - 1),
      negation_differs: negated !== this.unit.negated ? 1 : 0,
    };
  }
}

/** The length of the longest common subsequence. */
export function longest(one: ArrayLike<number>, other: ArrayLike<number>): number {
  const row = new Int32Array(other.length + 1);
  for (let a = 0; a < one.length; a++) {
    let diagonal = 0;
    for (let b = 0; b < other.length; b++) {
      const here = row[b + 1] ?? 0;
      row[b + 1] = one[a] === other[b] ? diagonal + 1 : Math.max(here, row[b] ?? 0);
      diagonal = here;
    }
  }
  return row[other.length] ?? 0;
}
