// Reads the section `claims`: the wordings of each case's claim, as term numbers in text order.
import { NumberReader } from "./numbers.js";
import { altered } from "./refusal.js";

export const TITLE = 0;
export const SUMMARY = 1;
export const EXCERPT = 2;
const JOINED = 3;

export interface Wording {
  /** TITLE, SUMMARY or EXCERPT. */
  field: number;
  negated: boolean;
  /** The index of its language in the header's list. */
  language: number;
  /** The numbers of its terms, with repetitions. */
  terms: Int32Array;
  /** Whether it is the summary as a whole, which the file does not write out. */
  joined: boolean;
}

/** Read the wordings of one case, whose record begins at the reader's position. `terms` and `languages`: how many there are. */
export function readClaim(reader: NumberReader, terms: number, languages: number): Wording[] {
  const out: Wording[] = [];
  let joined = false;
  const many = reader.number();
  if (many > reader.left) throw altered("a claim in it has fewer wordings than it says");
  for (let n = 0; n < many; n++) {
    const head = reader.number();
    const field = head & 3;
    const language = head >>> 3;
    if (language >= languages) throw altered("a claim in it is in a language that it does not name");
    const negated = (head & 4) > 0;
    if (field === JOINED) {
      if (joined) throw altered("a claim in it has two whole summaries");
      joined = true;
      out.push({ field: SUMMARY, negated, language, terms: ofSummary(out), joined: true });
    } else {
      out.push({ field, negated, language, terms: reader.numbers(reader.number(), terms), joined: false });
    }
  }
  return out;
}

/** The terms of all sentences of the summary so far, joined. */
export function ofSummary(wordings: readonly Wording[]): Int32Array {
  const parts = wordings.filter(({ field }) => field === SUMMARY).map(({ terms }) => terms);
  const made = new Int32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    made.set(part, at);
    at += part.length;
  }
  return made;
}

/** Int32Array[cases]: for each case, the first case that makes the same claim (itself if there is none before it). */
export function readGroups(data: Uint8Array, cases: number): Int32Array {
  const reader = new NumberReader(data);
  const group = Int32Array.from({ length: cases }, (_, n) => n);
  let at = 0;
  for (let left = reader.number(); left; left--) {
    at += reader.number();
    const behind = reader.number();
    if (at >= cases || behind > at) throw altered("it groups cases that it does not hold");
    group[at] = at - behind;
  }
  if (reader.left) throw altered("its groups are longer than they say");
  return group;
}
