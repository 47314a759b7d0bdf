// Does long work in short slices, so that the page responds to its reader as quickly as it would without us.

const SLICE_MS = 10;

/** Let everything that is already waiting run first. scheduler.yield() would not: it puts its continuation before the page's work. */
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

/** Run a generator to its end, pausing for the page every few milliseconds. Returns what it yields, without the nulls. */
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
