// Reads from a page's markup whether the page reviews claims, and the column header of each table cell.
import { nodesOf } from "./blocks.js";
import type { Block } from "./blocks.js";

const MAX_HEADER = 80;
/** A longer script does not describe a single page, and nobody keeps the headers of a wider table in mind. */
const MAX_SCRIPT = 1_000_000;
const MAX_COLUMNS = 50;
const REVIEWS = /"@?type"\s{0,20}:\s{0,20}(?:\[[^\]]{0,200})?"(?:[^"]{0,60}[/:])?ClaimReview"/;
const FIELDS = "input, select, textarea, [contenteditable]";

/** Whether each script that was looked at holds a review. */
const looked = new WeakMap<Element, boolean>();

/** Whether the page declares that it reviews claims, with ClaimReview in JSON-LD or in attributes. */
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

/** Returns a function that gives the column header above a block, or "" if there is none. It looks at each table once. */
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

/** The header of each column; none if cells span rows, because then a cell's column is only a guess. */
function headersOf(table: HTMLTableElement): string[] {
  const row = headerRow(table);
  if (!row || row.cells.length > MAX_COLUMNS || table.querySelector("td[rowspan]")) return [];
  const inHead = table.tHead?.contains(row) === true;
  return [...row.cells].flatMap((cell) => Array<string>(Math.min(MAX_COLUMNS, cell.colSpan)).fill(inHead || cell.tagName === "TH" ? shown(cell) : ""));
}

/** A header as the reader sees it; "" if it is hidden or the reader can write in it. */
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
