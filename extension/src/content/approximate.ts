// Finds a quote in a text that has changed a little: the place with the fewest edits (Sellers 1980).

export interface Place {
  start: number;
  end: number;
  edits: number;
}

const MAX_QUOTE = 400;
const MAX_TEXT = 8_000;

/**
 * The place in `text` most similar to `quote`, at most `most` edits away; the first one if several are equally good; null
 * when there is none. An edit inserts, deletes or replaces one UTF-16 unit. Takes quote.length * text.length steps.
 */
export function nearest(quote: string, text: string, most: number): Place | null {
  const m = quote.length;
  const n = Math.min(text.length, MAX_TEXT);
  if (m === 0 || m > MAX_QUOTE || m - most > n) return null;
  // Column by column: edits[i] is the cost of matching the first i units of the quote, ending at this unit of the text, and
  // began[i] is where that match began.
  let edits = Int32Array.from({ length: m + 1 }, (_, i) => i);
  let began = new Int32Array(m + 1);
  let nextEdits = new Int32Array(m + 1);
  let nextBegan = new Int32Array(m + 1);
  let best: Place | null = null;
  for (let j = 1; j <= n; j++) {
    nextEdits[0] = 0;
    nextBegan[0] = j;
    const unit = text.charCodeAt(j - 1);
    for (let i = 1; i <= m; i++) {
      let cost = (edits[i - 1] as number) + (quote.charCodeAt(i - 1) === unit ? 0 : 1);
      let from = began[i - 1] as number;
      if ((edits[i] as number) + 1 < cost) {
        cost = (edits[i] as number) + 1;
        from = began[i] as number;
      }
      if ((nextEdits[i - 1] as number) + 1 < cost) {
        cost = (nextEdits[i - 1] as number) + 1;
        from = nextBegan[i - 1] as number;
      }
      nextEdits[i] = cost;
      nextBegan[i] = from;
    }
    const cost = nextEdits[m] as number;
    if (cost <= most && (best === null || cost < best.edits)) {
      best = { start: nextBegan[m] as number, end: j, edits: cost };
      if (cost === 0) return best;
    }
    [edits, nextEdits] = [nextEdits, edits];
    [began, nextBegan] = [nextBegan, began];
  }
  return best;
}
