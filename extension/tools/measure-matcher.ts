// Measures the browser's matcher: how long it takes to open a pack and to match each page once. bench/local.py bundles this
// and runs it under Node and in a worker of a real browser.
import { openMatcher } from "../src/match/matcher.js";
import { readPack } from "../src/match/pack-file.js";
import { keepPack, packBytes } from "../src/packs/store.js";

export interface Measured {
  /** Milliseconds. */
  whole: number;
  stored: number;
  matcher: number;
  pages: number[];
  matches: number;
}

/** The matcher that was opened last. Kept so that its memory can be measured. */
let opened: unknown;

/** `now`: a clock in milliseconds. Under Node it can be processor time, which other programs do not disturb. */
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

/** The median time, in milliseconds, from a pack in the browser's database to a ready matcher. Browsers only. */
export async function openStored(pack: Uint8Array<ArrayBuffer>, times = 7): Promise<number> {
  const address = "https://bench.test/cases.pack";
  const { key, generation, built, cases, languages } = (await readPack(pack)).header;
  await keepPack({ address, key, generation, built, cases, languages, publishers: [], bytes: pack.length, fetched: 0, asked: 0, problem: "" }, pack);
  const taken: number[] = [];
  for (let n = 0; n < times; n++) {
    const begun = performance.now();
    const found = await packBytes(address);
    if (!found) throw new Error("the pack was not kept");
    opened = await openMatcher(await readPack(new Uint8Array(found.bytes), { key, stored: true }));
    taken.push(performance.now() - begun);
  }
  return taken.sort((a, b) => a - b)[Math.floor(times / 2)] ?? 0;
}

/** All candidate pairs on each page, for the test that compares them with the matcher in Python. */
export async function scored(pack: Uint8Array, pages: readonly (readonly string[])[]): Promise<unknown> {
  const matcher = await openMatcher(await readPack(pack));
  return pages.map((page) => {
    const request = { blocks: page.map((text, n) => ({ id: `b${n}`, text })) };
    const found = matcher.scored(matcher.read(request), request);
    return found.map(({ block, start, end, place, unit, relation, score, values }) => ({ place: [block, start, end, place, unit, relation], score, values }));
  });
}

Object.assign(globalThis, { measureMatcher: measure, openStored, scoredPages: scored, openedMatcher: () => opened });
