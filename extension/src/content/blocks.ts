// Makes a block's text from its text nodes, and maps offsets in it back to places in the page.

/** A part of a text node, by UTF-16 units. */
export interface Slice {
  node: Text;
  start: number;
  end: number;
}

/** A run of texts that reads as one paragraph. "\n" stands for a line break, which reads as a space. */
export type Run = (Text | Slice | "\n")[];

export interface Block {
  id: string;
  text: string;
  run: Run;
  /** Whether the page has something between the block that was read before and this one. */
  gap?: boolean;
}

/** The page's heading: the first of these blocks that is in an h1, or "". */
export function titleOf(blocks: readonly Block[]): string {
  if (!document.querySelector("h1")) return "";
  return blocks.find(({ run }) => nodesOf(run)[0]?.parentElement?.closest("h1"))?.text ?? "";
}

/** The text nodes of a run, in order. */
export function nodesOf(run: Run): Text[] {
  return run.flatMap((item) => (item === "\n" ? [] : "node" in item ? [item.node] : [item]));
}

/** The raw text of an item of a run. */
export function dataOf(item: Run[number]): string {
  if (item === "\n") return item;
  return "node" in item ? item.node.data.slice(item.start, item.end) : item.data;
}

export interface Layout {
  text: string;
  /** `node` and `offset` give, for every UTF-16 unit of `text`, the index of its text node in `nodes` (-1 for a line break) and the offset in it. */
  nodes: Text[];
  node: Int32Array;
  offset: Int32Array;
}

const SPACE = /\s/;
/** Soft hyphen, zero-width space, word joiner, byte order mark: invisible, and they would make equal texts differ. */
const INVISIBLE = /[\u00ad\u200b\u2060\ufeff]/;
const PLAIN = /^[\x21-\x7e]*$/;

function joined(run: Run): string {
  return run.map(dataOf).join("");
}

/** The text of a run: each stretch of whitespace becomes one space, and there is none at the ends. */
export function textOf(run: Run): string {
  const raw = joined(run);
  if (PLAIN.test(raw)) return raw;
  return raw
    .replace(/[\u00ad\u200b\u2060\ufeff]+/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** The same text with the place of every unit. Costs an array entry per unit, so it is made only for matched blocks. */
export function layOut(run: Run): Layout {
  const nodes: Text[] = [];
  const node: number[] = [];
  const offset: number[] = [];
  let text = "";
  let pending: [number, number] | null = null;
  for (const item of run) {
    const sliced = item !== "\n" && "node" in item;
    const number = item === "\n" ? -1 : nodes.push(sliced ? item.node : item) - 1;
    const from = sliced ? item.start : 0;
    const data = dataOf(item);
    for (let i = 0; i < data.length; i++) {
      const unit = data.charAt(i);
      if (INVISIBLE.test(unit)) continue;
      if (SPACE.test(unit)) {
        pending ??= [number, from + i];
        continue;
      }
      if (pending) {
        if (text !== "") {
          text += " ";
          node.push(pending[0]);
          offset.push(pending[1]);
        }
        pending = null;
      }
      text += unit;
      node.push(number);
      offset.push(from + i);
    }
  }
  return { text, nodes, node: Int32Array.from(node), offset: Int32Array.from(offset) };
}

/** The range of the units [start, end) of a laid out text; null when it is empty, outside, or no longer in the page. */
export function rangeOf(layout: Layout, start: number, end: number): Range | null {
  let first = Math.max(0, start);
  let last = Math.min(end, layout.text.length) - 1;
  // A passage never begins or ends with a line break.
  while (first <= last && layout.node[first] === -1) first++;
  while (last >= first && layout.node[last] === -1) last--;
  if (first > last) return null;
  const from = layout.nodes[layout.node[first] ?? -1];
  const to = layout.nodes[layout.node[last] ?? -1];
  if (!from?.isConnected || !to?.isConnected || from.ownerDocument !== to.ownerDocument) return null;
  const range = from.ownerDocument.createRange();
  range.setStart(from, layout.offset[first] ?? 0);
  range.setEnd(to, (layout.offset[last] ?? 0) + 1);
  return range;
}
