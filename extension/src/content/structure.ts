// What a page's markup says of its text: that it reviews claims, and the header of the table's column a text stands in.
import { nodesOf } from "./blocks.js";
import type { Block } from "./blocks.js";

const MAX_HEADER = 80;
/** What is longer is no script that describes one page, and no table with headers that a reader keeps in mind. */
const MAX_SCRIPT = 1_000_000;
const MAX_COLUMNS = 50;
const REVIEWS = /"@?type"\s{0,20}:\s{0,20}(?:\[[^\]]{0,200})?"(?:[^"]{0,60}[/:])?ClaimReview"/;
const FIELDS = "input, select, textarea, [contenteditable]";

/** Scripts that were looked into, and whether each holds a review. */
const looked = new WeakMap<Element, boolean>();

/** Whether the page says of itself that it reviews claims, as ClaimReview in JSON-LD or in its attributes. */
export function saysItChecksFacts(): boolean {
  if (document.querySelector('[itemtype$="schema.org/ClaimReview" i], [typeof~="ClaimReview" i], [typeof~="schema:ClaimReview" i]')) return true;
  return [...document.querySelectorAll('script[type="application/ld+json" i]')].some(holdsReview);
}

function holdsReview(script: Element): boolean {
  let holds = looked.get(script);
  if (holds === undefined) {
    const { textContent } = script;
    holds = textContent.length < MAX_SCRIPT && REVIEWS.test(textContent);
    looked.set(script, holds);
  }
  return holds;
}

/** Tells the header of the column that a block stands in, "" where it stands under none. Looks at each table once. */
export function columnHeaders(): (block: Block) => string {
  const known = new Map<Element, string[]>();
  return ({ run }) => {
    const cell = nodesOf(run)[0]?.parentElement?.closest<HTMLTableCellElement>("td");
    const table = cell?.closest("table");
    if (!cell || !table || headerRow(table)?.contains(cell)) return "";
    let headers = known.get(table);
    if (!headers) known.set(table, (headers = headersOf(table)));
    return headers.length ? (headers[columnOf(cell)] ?? "") : "";
  };
}

function headerRow(table: HTMLTableElement): HTMLTableRowElement | undefined {
  return table.tHead?.rows[0] ?? table.rows[0];
}

/** The texts over the columns; none where cells that reach over several rows make the count of columns a guess. */
function headersOf(table: HTMLTableElement): string[] {
  const row = headerRow(table);
  if (!row || row.cells.length > MAX_COLUMNS || table.querySelector("td[rowspan]")) return [];
  const inHead = table.tHead?.contains(row) === true;
  return [...row.cells].flatMap((cell) => Array<string>(Math.min(MAX_COLUMNS, cell.colSpan)).fill(inHead || cell.tagName === "TH" ? shown(cell) : ""));
}

/** A header as its reader sees it; nothing of one that is hidden, or that can be written in. */
function shown(cell: HTMLTableCellElement): string {
  if (cell.isContentEditable || cell.querySelector(FIELDS) || !cell.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return "";
  return cell.innerText.slice(0, 5 * MAX_HEADER).trim().replace(/\s+/g, " ").slice(0, MAX_HEADER);
}

function columnOf(cell: HTMLTableCellElement): number {
  let column = 0;
  for (let before = cell.previousElementSibling; before && column < MAX_COLUMNS; before = before.previousElementSibling) {
    column += before instanceof HTMLTableCellElement ? before.colSpan : 0;
  }
  return column;
}
