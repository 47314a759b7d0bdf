// Lays out a pack for matching: its wordings, and for every term the wordings that it finds.
import { readClaim, readGroups } from "./claims.js";
import { NumberReader } from "./numbers.js";
import { altered, PackRefusal } from "./refusal.js";
import type { PackFile } from "./pack-file.js";
import { readTerms } from "./terms.js";
import type { Terms } from "./terms.js";
import { ANALYSIS } from "./words.js";

export const FLOOR = 0.35;
export const LEAST = 10;
export const SLACK = 1e-6;

/** One wording of a case: `order` has its terms in text order, `terms` the distinct ones in order of first occurrence. */
export interface Unit {
  case: number;
  field: number;
  negated: boolean;
  order: Int32Array;
  terms: Int32Array;
}

/** The index as columns. Wordings themselves are read from the section `claims` when they are needed. */
export class PackIndex {
  readonly terms: Terms;
  /** For each case, the first case that makes the same claim. */
  readonly group: Int32Array;
  /** The first unit of each case; at the end, the number of units. */
  readonly first: Int32Array;
  readonly unitCase: Int32Array;
  readonly mass: Float64Array;
  /** The weight that a window must contain of the terms under which a unit is listed. */
  readonly needed: Float64Array;
  /** The distinct terms of a unit: `unitTerm` from `unitRow[unit]` to `unitRow[unit + 1]`. */
  readonly unitRow: Int32Array;
  readonly unitTerm: Int32Array;
  /** The units listed under a term: `listed` from `row[term]` to `row[term + 1]`. */
  readonly row: Int32Array;
  readonly listed: Int32Array;
  private readonly record: Int32Array;
  private readonly known = new Map<number, Unit[]>();

  constructor(
    private readonly pack: PackFile["header"],
    terms: Uint8Array,
    private readonly claims: Uint8Array,
    groups: Uint8Array,
  ) {
    const { cases } = pack;
    if (pack.analysis !== ANALYSIS) throw new PackRefusal("other-version", "the pack's terms were made by another version of the analysis");
    this.terms = readTerms(terms, cases, pack.texts);
    this.group = readGroups(groups, cases);
    this.first = new Int32Array(cases + 1);
    this.record = new Int32Array(cases);
    const rows = new Rows(this.terms);
    const reader = new NumberReader(claims);
    for (let place = 0; place < cases; place++) {
      this.record[place] = reader.at;
      for (const { terms: order } of this.read(reader)) rows.add(place, distinct(order));
      this.first[place + 1] = rows.units;
      if (rows.units === this.first[place]) throw altered("a case in it has no claim");
    }
    if (reader.left) throw altered("it holds more claims than it says");
    [this.unitCase, this.mass, this.needed] = rows.columns();
    [this.row, this.listed] = rows.lists();
    [this.unitRow, this.unitTerm] = [Int32Array.from(rows.begin), Int32Array.from(rows.all)];
  }

  private read(reader: NumberReader): ReturnType<typeof readClaim> {
    return readClaim(reader, this.terms.texts.length, this.pack.languages.length);
  }

  /** The units of a case. */
  units(place: number): Unit[] {
    const known = this.known.get(place);
    if (known) return known;
    const reader = new NumberReader(this.claims);
    reader.at = this.record[place] ?? 0;
    const units = this.read(reader).map(({ field, negated, terms }) => ({ case: place, field, negated, order: terms, terms: distinct(terms) }));
    if (this.known.size >= REMEMBERED) this.known.clear();
    this.known.set(place, units);
    return units;
  }

  unit(number: number): Unit {
    const place = this.unitCase[number] ?? 0;
    const unit = this.units(place)[number - (this.first[place] ?? 0)];
    if (!unit) throw altered("a case in it has no claim");
    return unit;
  }
}

const REMEMBERED = 4000;

function distinct(order: Int32Array): Int32Array {
  return Int32Array.from(new Set(order));
}

/** Collects units while they are read: numbers them and lists each under its rarest terms. */
class Rows {
  units = 0;
  readonly begin = [0];
  readonly all: number[] = [];
  private readonly case: number[] = [];
  private readonly mass: number[] = [];
  private readonly needed: number[] = [];
  private readonly term: number[] = [];
  private readonly unit: number[] = [];

  constructor(private readonly terms: Terms) {}

  add(place: number, terms: Int32Array): void {
    const { weight } = this.terms;
    let mass = 0;
    for (const term of terms) mass += weight[term] ?? 0;
    const need = Math.max(FLOOR * mass, LEAST) - SLACK;
    let rest = mass;
    let done = false;
    const rarest = Array.from(terms).sort((a, b) => (weight[b] ?? 0) - (weight[a] ?? 0) || a - b);
    for (const term of rarest) {
      if (rest < need) {
        done = true;
        break;
      }
      this.term.push(term);
      this.unit.push(this.units);
      rest -= weight[term] ?? 0;
    }
    for (const term of terms) this.all.push(term);
    this.begin.push(this.all.length);
    this.case.push(place);
    this.mass.push(mass);
    this.needed.push(done || rest < need ? need - Math.max(rest, 0) : 0);
    this.units++;
  }

  columns(): [Int32Array, Float64Array, Float64Array] {
    return [Int32Array.from(this.case), Float64Array.from(this.mass), Float64Array.from(this.needed)];
  }

  lists(): [Int32Array, Int32Array] {
    const row = new Int32Array(this.terms.texts.length + 1);
    for (const term of this.term) row[term + 1] = (row[term + 1] ?? 0) + 1;
    for (let n = 1; n < row.length; n++) row[n] = (row[n] ?? 0) + (row[n - 1] ?? 0);
    const next = row.slice();
    const listed = new Int32Array(this.term.length);
    for (const [n, term] of this.term.entries()) {
      const at = next[term] ?? 0;
      listed[at] = this.unit[n] ?? 0;
      next[term] = at + 1;
    }
    return [row, listed];
  }
}
