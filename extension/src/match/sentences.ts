// Splits blocks into sentences exactly as index/matcher/text/sentence_splitter.py does. Offsets are UTF-16 units.
import rules from "./rules.json";

export type Span = readonly [start: number, end: number];

const table = rules.sentences;
const MOST = table.most;
const END = new RegExp(table.end, "gu");
const MARK = /[.!?\u2026\u061f\u0964\u3002\uff01\uff1f\n]/;
const ABBREVIATION = new RegExp(table.abbreviation, "iu");
const MAY_END = new RegExp(table.may_end, "iu");
const BEGINS = new RegExp(table.begins, "uy");
const NUMBER = new RegExp(table.number, "u");
const COUNTED = new RegExp(table.counted, "uy");
const SPACE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
const LOWER = /^\p{Lowercase}/u;
const ASTRAL = /[\u{10000}-\u{10ffff}]/gu;

/** The spans of a text's sentences, in order and without overlap. */
export function sentences(text: string): Span[] {
  if (!/[\ud800-\udbff]/.test(text)) return [...spans(text)];
  // Python counts lengths in characters. So replace each character of two units by one unit, and convert the offsets back.
  const places: number[] = [];
  const flat = text.replace(ASTRAL, (_, at: number) => {
    places.push(at - places.length);
    return "\ue000";
  });
  const units = (offset: number): number => {
    let low = 0;
    for (let high = places.length; low < high; ) {
      const middle = (low + high) >> 1;
      if ((places[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return offset + low;
  };
  return Array.from(spans(flat), ([a, b]) => [units(a), units(b)] as const);
}

function isSpace(text: string, at: number): boolean {
  return SPACE.test(text.charAt(at));
}

function* spans(text: string): Generator<Span> {
  const size = text.length;
  if (size <= MOST && size && !isSpace(text, 0) && !isSpace(text, size - 1)) {
    const mark = text.search(MARK);
    if (mark < 0 || mark === size - 1) {
      yield [0, size];
      return;
    }
  }
  let start = afterSpace(text, 0);
  for (const found of text.matchAll(END)) {
    const end = found.index + found[0].length;
    const first = text.charAt(found.index);
    const marks = found.groups?.marks ?? "";
    const behind = found.index + marks.length;
    const single = first === "." && marks.length === 1;
    if ((single && !ends(text, start, behind, end)) || ("!?\u2026.".includes(first) && lowerFollows(text, end))) {
      while (found.index - start > 2 * MOST) {
        const at = cut(text, start);
        yield [start, trimmed(text, start, at)];
        start = at;
      }
      continue;
    }
    yield* pieces(text, start, end);
    start = afterSpace(text, Math.max(start, end));
  }
  yield* pieces(text, start, size);
}

/** Whether a small letter follows within three characters, with only white space before it. */
function lowerFollows(text: string, end: number): boolean {
  let at = end;
  while (at < end + 3 && isSpace(text, at)) at++;
  return at < end + 3 && LOWER.test(text.charAt(at));
}

function ends(text: string, start: number, stop: number, end: number): boolean {
  const before = text.slice(Math.max(start, stop - 8), stop);
  if (ABBREVIATION.test(before)) {
    BEGINS.lastIndex = end;
    return MAY_END.test(before) && BEGINS.test(text);
  }
  COUNTED.lastIndex = end;
  if (NUMBER.test(before) && COUNTED.test(text)) return false;
  return !lowerFollows(text, end);
}

function* pieces(text: string, begin: number, stop: number): Generator<Span> {
  let start = begin;
  const end = trimmed(text, start, stop);
  while (end - start > MOST) {
    const at = cut(text, start);
    yield [start, trimmed(text, start, at)];
    start = at;
  }
  if (end > start) yield [start, end];
}

/** The end of a stretch without its trailing white space. */
function trimmed(text: string, start: number, stop: number): number {
  let end = stop;
  while (end > start && isSpace(text, end - 1)) end--;
  return end;
}

/** Where to cut a sentence from `start` that is too long: after the last white space in the second half, if there is any. */
function cut(text: string, start: number): number {
  for (let at = Math.min(start + MOST, text.length) - 1; at >= start + MOST / 2; at--) if (isSpace(text, at)) return at + 1;
  return start + MOST;
}

function afterSpace(text: string, start: number): number {
  let at = start;
  while (at < text.length && isSpace(text, at)) at++;
  return at;
}
