// Turns the reader's selection into parts of the page's blocks. We ask about these parts and nothing else.
import { layOut } from "./blocks.js";
import type { Block } from "./blocks.js";
import type { PageState, Told } from "../lib/messages.js";
import { frameDocument } from "./tree.js";

export interface Part {
  block: Block;
  /** Half-open, in UTF-16 units of the block's text. */
  start: number;
  end: number;
}

/** The selected range in the page or in a frame that we can read; null if nothing is selected. */
export function selectedRange(owner: Document = document): Range | null {
  const selection = owner.getSelection();
  if (selection && !selection.isCollapsed && selection.rangeCount) return selection.getRangeAt(0).cloneRange();
  for (const frame of owner.querySelectorAll("iframe, frame")) {
    const inner = frameDocument(frame);
    const found = inner && selectedRange(inner);
    if (found) return found;
  }
  return null;
}

/** The parts of blocks inside a range, without those that have no letter. */
export function partsIn(range: Range, blocks: readonly Block[]): Part[] {
  return blocks.flatMap((block) => partIn(range, block) ?? []);
}

function partIn(range: Range, block: Block): Part | null {
  const { nodes, node, offset, text } = layOut(block.run);
  const touched = nodes.map((one) => range.intersectsNode(one));
  if (!touched.includes(true)) return null;
  const whole = nodes.map((one, i) => touched[i] === true && holds(range, one, 0, one.data.length));
  let start = -1;
  let end = -1;
  for (let i = 0; i < text.length; i++) {
    const number = node[i] ?? -1;
    const one = nodes[number];
    if (!one || !touched[number]) continue;
    const at = offset[i] ?? 0;
    if (!whole[number] && !holds(range, one, at, at + 1)) continue;
    if (start < 0) start = i;
    end = i + 1;
  }
  return start >= 0 && /\p{L}/u.test(text.slice(start, end)) ? { block, start, end } : null;
}

function holds(range: Range, node: Text, from: number, to: number): boolean {
  return range.comparePoint(node, from) === 0 && range.comparePoint(node, to) === 0;
}

/**
 * The message about a selection when there is no notice to show. `found`: something was found but is hidden; `whole`: all
 * of the selection was read; `checksFacts` and `foreign` are as in PageState.
 */
export function toldOf({ found, whole, checksFacts, foreign }: { found: boolean; whole: boolean } & Pick<PageState, "checksFacts" | "foreign">): Told {
  // We say "all clear" only if nothing was held back and everything was read, in a language that the claims have.
  if (checksFacts) return checksFacts === "markup" ? "popup_checks_facts" : "popup_publisher";
  if (found) return "selection_hidden";
  if (!whole) return "selection_partly";
  return foreign ? "selection_foreign" : "selection_clear";
}
