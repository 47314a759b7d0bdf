// Finds candidates: the wordings that a block may repeat, and in which of its sentences.
import { FLOOR, LEAST, SLACK } from "./pack-index.js";
import type { PackIndex } from "./pack-index.js";
import { STOP } from "./page.js";
import type { Block } from "./page.js";

const PIECE = 5;
const WINDOW = 3;
const STRIDE = PIECE - WINDOW + 1;
const LONGER = 0.15;
const CASES = 8;

/** A window of a block (the sentences `first` to `last`) and a unit of the pack. */
export interface Pair {
  quick: number;
  unit: number;
  first: number;
  last: number;
}

/** A value rounded for comparison, because the last bits of a sum may differ between machines. */
export function rounded(value: number): number {
  return Math.floor(value * 1e6 + 0.5);
}

function before(a: Pair, b: Pair): number {
  return rounded(b.quick) - rounded(a.quick) || a.unit - b.unit || a.first - b.first || a.last - b.last;
}

/** Finds pairs. Its arrays, one entry per unit or term, are reused for every block. */
export class Candidates {
  private readonly held: Float64Array;
  /** For every term, a bit mask of the sentences of the current piece that contain it. */
  private readonly inPiece: Uint8Array;
  private readonly masks: number[] = [];
  private readonly weights: number[] = [];

  constructor(private readonly index: PackIndex) {
    this.held = new Float64Array(index.unitCase.length);
    this.inPiece = new Uint8Array(index.terms.texts.length);
  }

  /** The likeliest cases of a block, the likeliest first, each with its best window. */
  pairs(block: Block): Pair[] {
    const best = new Map<number, Pair>();
    const windows = new Map<number, number>();
    const size = block.sentences.length;
    for (let first = 0; first < Math.max(1, size - WINDOW + 1); first += STRIDE) {
      const piece = block.sentences.slice(first, first + PIECE);
      for (const [n, sentence] of piece.entries()) for (const term of sentence.terms) this.inPiece[term] = (this.inPiece[term] ?? 0) | (1 << n);
      for (const unit of this.units(block, first)) {
        if (!this.look(unit)) continue;
        const place = this.index.unitCase[unit] ?? 0;
        for (const pair of this.windows(block, first, unit, windows)) {
          const known = best.get(place);
          if (!known || before(pair, known) < 0) best.set(place, pair);
        }
      }
      for (const sentence of piece) for (const term of sentence.terms) this.inPiece[term] = 0;
    }
    return [...best.values()].sort(before).slice(0, CASES);
  }

  /** Units that a piece of a block may match, in ascending order. */
  private units(block: Block, first: number): number[] {
    const { row, listed, needed, terms } = this.index;
    const { held } = this;
    const piece = new Set<number>();
    for (const sentence of block.sentences.slice(first, first + PIECE)) for (const term of sentence.terms) piece.add(term);
    const touched: number[] = [];
    for (const term of piece) {
      const weight = terms.weight[term] ?? 0;
      const end = row[term + 1] ?? 0;
      for (let at = row[term] ?? 0; at < end; at++) {
        const unit = listed[at] ?? 0;
        if (held[unit] === 0) touched.push(unit);
        held[unit] = (held[unit] ?? 0) + weight;
      }
    }
    const found = touched.filter((unit) => (held[unit] ?? 0) >= (needed[unit] ?? 0) - SLACK);
    for (const unit of touched) held[unit] = 0;
    return found.sort((a, b) => a - b);
  }

  /** Windows of a piece that match enough of a unit. A window belongs to the last piece in which it can begin. */
  private *windows(block: Block, first: number, number: number, known: Map<number, number>): Generator<Pair> {
    const full = this.index.mass[number] ?? 1;
    const need = Math.max(FLOOR * full, LEAST) - SLACK;
    const size = block.sentences.length;
    const own = first + PIECE < size ? STRIDE : PIECE;
    const { masks, weights } = this;
    for (let begin = first; begin < Math.min(first + own, size); begin++) {
      for (let last = begin; last < Math.min(begin + WINDOW, first + PIECE, size); last++) {
        const held = (from: number, to: number): number => sum(masks, weights, (1 << (to - first + 1)) - (1 << (from - first)));
        const mass = held(begin, last);
        if (mass < need) continue;
        if (last > begin && mass <= Math.max(held(begin + 1, last), held(begin, last - 1)) + LONGER * full) continue;
        const key = begin * WINDOW + last - begin;
        let window = known.get(key);
        if (window === undefined) known.set(key, (window = this.mass(block, begin, last)));
        yield { quick: Math.sqrt((mass / full) * (mass / Math.max(window, 1e-6))), unit: number, first: begin, last };
      }
    }
  }

  /** Collect the masks and weights of a unit's terms in the current piece. Returns whether they may be enough. */
  private look(unit: number): boolean {
    const { unitRow, unitTerm, mass, terms } = this.index;
    const { masks, weights, inPiece } = this;
    masks.length = weights.length = 0;
    let total = 0;
    const end = unitRow[unit + 1] ?? 0;
    for (let at = unitRow[unit] ?? 0; at < end; at++) {
      const term = unitTerm[at] ?? 0;
      const mask = inPiece[term] ?? 0;
      if (mask === 0) continue;
      const weight = terms.weight[term] ?? 0;
      masks.push(mask);
      weights.push(weight);
      total += weight;
    }
    return total >= Math.max(FLOOR * (mass[unit] ?? 0), LEAST) - 2 * SLACK;
  }

  /** The weight of a window's distinct terms and its unknown words. */
  private mass(block: Block, first: number, last: number): number {
    const { weight, unseen } = this.index.terms;
    const seen = new Set<number>();
    let total = 0;
    for (const sentence of block.sentences.slice(first, last + 1)) {
      for (const token of sentence.tokens) {
        if (token < STOP) total += unseen;
        else if (token !== STOP && !seen.has(token)) {
          seen.add(token);
          total += weight[token] ?? 0;
        }
      }
    }
    return total;
  }
}

function sum(masks: readonly number[], weights: readonly number[], bits: number): number {
  let total = 0;
  for (let n = 0; n < masks.length; n++) if ((masks[n] ?? 0) & bits) total += weights[n] ?? 0;
  return total;
}
