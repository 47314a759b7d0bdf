// Reads the section `terms`: every term with the counts that its weight is made of. Terms are numbered, the commonest first.
import { NumberReader } from "./numbers.js";
import { altered, misfit } from "./refusal.js";
import { utf8 } from "./pack-file.js";

const HUNDREDTHS = 100;
const LEAST_WEIGHT = 0.05;
const SMOOTHING = 0.5;
export const NAME = 1;
export const NUMBER = 2;

export interface Terms {
  /** The text of each term, by its number. */
  texts: string[];
  number: Map<string, number>;
  weight: Float64Array;
  flag: Uint8Array;
  /** The weight of a word that is not a term of the pack. */
  unseen: number;
}

/** Read the terms of a section. `cases` and `texts` are the header's counts. Throws PackRefusal "altered". */
export function readTerms(data: Uint8Array, cases: number, texts: number): Terms {
  const reader = new NumberReader(data);
  const count = reader.number();
  const shared = reader.numbers(count);
  const rest = reader.numbers(count);
  const names = readTexts(reader, shared, rest);
  const [held, ordinary, flags] = [reader.numbers(count), reader.numbers(count), reader.numbers(count, 256)];
  if (reader.left) throw altered("its table of terms is longer than it says");
  const order = Array.from({ length: count }, (_, n) => n).sort((a, b) => (held[b] ?? 0) - (held[a] ?? 0) || a - b);
  const made: Terms = {
    texts: order.map((n) => names[n] ?? ""),
    number: new Map(),
    weight: new Float64Array(count),
    flag: new Uint8Array(count),
    unseen: Math.log((cases + texts) / SMOOTHING),
  };
  for (const [number, n] of order.entries()) {
    const seen = (held[n] ?? 0) + (ordinary[n] ?? 0) / HUNDREDTHS;
    made.number.set(names[n] ?? "", number);
    made.weight[number] = Math.max(LEAST_WEIGHT, Math.log((cases + texts) / (seen + SMOOTHING)));
    made.flag[number] = flags[n] ?? 0;
  }
  return made;
}

function readTexts(reader: NumberReader, shared: Int32Array, rest: Int32Array): string[] {
  const names: string[] = [];
  const before = new Uint8Array(shared.reduce((most, same, n) => Math.max(most, same + (rest[n] ?? 0)), 0));
  let size = 0;
  for (const [n, same] of shared.entries()) {
    if (same > size) throw altered("a term in it shares more bytes with the term before it than that term has");
    const more = reader.take(rest[n] ?? 0);
    before.set(more, same);
    size = same + more.length;
    names.push(textOf(before.subarray(0, size)));
  }
  return names;
}

/** Decode UTF-8. Most terms are short ASCII texts, which need no decoder. */
function textOf(bytes: Uint8Array): string {
  return bytes.every((byte) => byte < 0x80) ? String.fromCharCode(...bytes) : utf8(bytes);
}

/** Make a later version of a section from the earlier one and the changes, as docs/pack.md describes. Throws PackRefusal. */
export function changed(old: Uint8Array, changes: Uint8Array, size: number): Uint8Array {
  const reader = new NumberReader(changes);
  const out = new Uint8Array(size);
  let at = 0;
  let expected = 0;
  while (at < size) {
    const fresh = reader.take(reader.number());
    if (at + fresh.length > size) throw misfit();
    out.set(fresh, at);
    at += fresh.length;
    const many = reader.number();
    if (many) {
      const place = expected + reader.signed();
      expected = place + many;
      if (place < 0 || expected > old.length || at + many > size) throw misfit();
      out.set(old.subarray(place, expected), at);
      at += many;
    } else if (at < size) {
      throw altered("the difference is damaged: fetch the whole pack");
    }
  }
  return out;
}
