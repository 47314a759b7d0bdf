// Joins lines of preformatted text, and lines that a page places one by one, into paragraphs.
import { dataOf, textOf } from "./blocks.js";
import type { Run } from "./blocks.js";

/** If no line is longer than this, the lines are not running text. */
const SHORT = 30;
const BULLET = /^\s*([•*‣▪◦–—>-]|\d{1,3}[.)]|\p{Lu}[.)])\s/u;
const GOES_ON = /^\p{P}*\p{Ll}/u;

/** Split a run into paragraphs, given the indices at which its lines end. */
export function linesOf(run: Run, ends: readonly number[]): Run[] {
  const inside = ends.filter((end) => end < run.length);
  if (!inside.length) return run.length ? [run] : [];
  const lines = [...inside, run.length].map((end, i) => run.slice(i ? inside[i - 1] : 0, end));
  const texts = lines.map(textOf);
  const longest = Math.max(...texts.map((text) => text.length));
  const made: Run[] = [];
  lines.forEach((line, i) => {
    const before = texts[i - 1];
    if (before !== undefined && runsOn(before, texts[i] ?? "", longest)) (made.at(-1) as Run).push(...line);
    else made.push([...line]);
  });
  return made;
}

/**
 * Whether a line continues the sentence of the line before it. If the line before was wrapped, the first word of the next
 * line had no room in it. If it was ended on purpose, it is shorter, and no small letter follows.
 */
function runsOn(before: string, line: string, longest: number): boolean {
  if (BULLET.test(`${line} `)) return false;
  if (GOES_ON.test(line)) return true;
  const word = /^\S*/.exec(line)?.[0] ?? "";
  return longest > SHORT && before.length + 1 + word.length > longest;
}

const END = /\n/g;

/** The offsets of each line of a text. */
export function* partsOf(data: string): Generator<[start: number, end: number], void, undefined> {
  let start = 0;
  for (const { index } of data.matchAll(END)) {
    yield [start, index];
    start = index + 1;
  }
  yield [start, data.length];
}

/** Whether an element's text is preformatted, so that its line ends are drawn. */
export function keepsLines(style: CSSStyleDeclaration): boolean {
  return /^(pre|break)/.test(style.whiteSpace);
}

export interface Line {
  box: DOMRect;
  size: number;
}

/** What joins a line that the page placed by itself to the line before: "" or " ", or null if it does not continue that line. */
export function joinOf(before: Line, line: Line): "" | " " | null {
  const [a, b] = [before.box, line.box];
  if (line.size > before.size * 1.25 || line.size < before.size * 0.8) return isMark(before, line) ? "" : null;
  const overlap = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  if (overlap > 0.5 * Math.min(a.height, b.height)) {
    const gap = Math.min(Math.abs(b.left - a.right), Math.abs(a.left - b.right));
    return gap > 1.5 * line.size ? null : gap > 0.12 * line.size ? " " : "";
  }
  const below = b.top - a.bottom;
  const beside = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  return below > -0.6 * line.size && below < 0.7 * line.size && b.top > a.top && beside > 0 ? " " : null;
}

/** Whether one of the two is a small mark on the other's line, such as a raised number. */
function isMark(before: Line, line: Line): boolean {
  const [a, b] = [before.box, line.box];
  const gap = Math.min(Math.abs(b.left - a.right), Math.abs(a.left - b.right));
  return gap < 0.5 * Math.max(before.size, line.size) && a.top < b.bottom && b.top < a.bottom;
}

/** The last piece of a line without its hyphen, if a word was divided there and goes on in `next`; else null. */
export function undivided(last: Run[number] | undefined, next: string): Run[number] | null {
  if (!last || last === "\n" || !/^\s*\p{Ll}/u.test(next)) return null;
  const divided = /\p{Ll}([-\u2010\u00ad])\s*$/u.exec(dataOf(last));
  if (!divided) return null;
  const [node, start] = "node" in last ? [last.node, last.start] : [last, 0];
  return { node, start, end: start + divided.index + 1 };
}
