// Long work in short slices, so that a page stays as quick under the reader's hands as without us.

const SLICE_MS = 10;

interface Yielding {
  scheduler?: { yield?: () => Promise<void> };
}

function breathe(): Promise<void> {
  const scheduler = (globalThis as Yielding).scheduler;
  return scheduler?.yield ? scheduler.yield() : new Promise((done) => setTimeout(done));
}

/** Run a generator to its end, letting the page go first every few milliseconds. What it yields that is not null is kept. */
export async function inSlices<T>(work: Iterator<T | null>, stopped: () => boolean = () => false): Promise<T[]> {
  const kept: T[] = [];
  let began = performance.now();
  for (;;) {
    const step = work.next();
    if (step.done) return kept;
    if (step.value !== null) kept.push(step.value);
    if (performance.now() - began < SLICE_MS) continue;
    await breathe();
    if (stopped()) return kept;
    began = performance.now();
  }
}
