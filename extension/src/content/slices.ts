// Long work in short slices, so that a page stays as quick under the reader's hands as without us.

const SLICE_MS = 10;

/** Let everything that waits already have its turn. scheduler.yield() would not: what it continues goes before the page's own. */
function breathe(): Promise<void> {
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      done();
    };
    port2.postMessage(null);
  });
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
