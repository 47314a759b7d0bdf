// What a page's markup says of its text: that it reviews claims, and the header of the table's column a text stands in.
import { nodesOf } from "./blocks.js";
import type { Block } from "./blocks.js";

const MAX_HEADER = 80;
const REVIEWS = /"@?type"\s*:\s*(\[[^\]]*)?"([^"]*[/:])?ClaimReview"/;

/** Whether the page carries a ClaimReview of its own, as JSON-LD or in its attributes: it checks facts. */
export function checksFacts(): boolean {
  if (document.querySelector('[itemtype$="schema.org/ClaimReview" i], [typeof~="ClaimReview" i], [typeof~="schema:ClaimReview" i]')) return true;
  return [...document.querySelectorAll('script[type="application/ld+json" i]')].some(({ textContent }) => REVIEWS.test(textContent));
}

/** The header of the column that a block stands in, "" where it stands in no table or under no header. */
export function columnHeader({ run }: Block): string {
  const cell = nodesOf(run)[0]?.parentElement?.closest<HTMLTableCellElement>("td");
  const table = cell?.closest("table");
  const row = table?.tHead?.rows[0] ?? table?.rows[0];
  if (!cell || !row || row.contains(cell)) return "";
  let at = 0;
  for (let before = cell.previousElementSibling; before; before = before.previousElementSibling) at += spanOf(before);
  for (const header of row.cells) {
    at -= spanOf(header);
    if (at < 0) return header.tagName === "TH" || table?.tHead ? header.textContent.trim().replace(/\s+/g, " ").slice(0, MAX_HEADER) : "";
  }
  return "";
}

function spanOf(cell: Element): number {
  return cell instanceof HTMLTableCellElement ? cell.colSpan : 1;
}
