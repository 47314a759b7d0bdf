// How long the matcher in the browser takes: opens the pack in `pack`, then matches each page of `pages` once.
// bench/local.py bundles it and runs it under Node, and in a worker of a real browser.
import { openMatcher } from "../src/match/matcher.js";
import { readPack } from "../src/match/pack-file.js";

export interface Measured {
  /** Milliseconds. */
  whole: number;
  stored: number;
  matcher: number;
  pages: number[];
  matches: number;
}

/** The matcher that was opened last, so that its memory can be told. */
let opened: unknown;

/** `now`: a clock in milliseconds; Node has one of processor time, which other programs do not disturb. */
export async function measure(pack: Uint8Array, pages: readonly (readonly string[])[], now = (): number => performance.now()): Promise<Measured> {
  const begun = now();
  await readPack(pack);
  const read = now();
  const file = await readPack(pack, { stored: true });
  const again = now();
  const matcher = await openMatcher(file);
  opened = matcher;
  const open = now();
  const times: number[] = [];
  let matches = 0;
  for (const page of pages) {
    const blocks = page.map((text, n) => ({ id: `b${n}`, text }));
    const start = now();
    matches += (await matcher.match({ blocks, language: "en" })).matches.length;
    times.push(now() - start);
  }
  return { whole: read - begun, stored: again - read, matcher: open - again, pages: times, matches };
}

/** Every pair that is weighed on each of some pages, for the test that compares it with the half in Python. */
export async function scored(pack: Uint8Array, pages: readonly (readonly string[])[]): Promise<unknown> {
  const matcher = await openMatcher(await readPack(pack));
  return pages.map((page) => {
    const request = { blocks: page.map((text, n) => ({ id: `b${n}`, text })) };
    const found = matcher.scored(matcher.read(request), request);
    return found.map(({ block, start, end, place, unit, relation, score, values }) => ({ place: [block, start, end, place, unit, relation], score, values }));
  });
}

Object.assign(globalThis, { measureMatcher: measure, scoredPages: scored, openedMatcher: () => opened });
