// A page's visible text in reading order, as blocks. Walks the flat tree: open shadow roots, slots, frames of the same origin.
import { textOf } from "./blocks.js";
import type { Block, Run } from "./blocks.js";
import { isClipped, isSkipped } from "./skip.js";

/** Shorter texts say nothing, not even what the text beside them is, as "False" or "The claim" does. */
export const MIN_BLOCK = 4;
const MAX_BLOCK = 100_000;
/** Nodes between two looks at the clock. */
const STRIDE = 32;

export interface Extraction {
  /** Told of every open shadow root and frame document that was entered, so that it can be observed. */
  entered?: (root: ShadowRoot | Document) => void;
  /** Elements that are ours. */
  ours?: (element: Element) => boolean;
  /** Whether readers' comments are read too. */
  comments?: boolean;
  nextId: () => string;
}

interface Level {
  children: readonly Node[];
  next: number;
  /** Whether leaving this element ends a block. */
  block: boolean;
  visible: boolean;
}

function childrenOf(node: Node): readonly Node[] {
  if (node.nodeType === Node.ELEMENT_NODE) {
    const element = node as Element;
    if (element.tagName === "SLOT") {
      const assigned = (element as HTMLSlotElement).assignedNodes({ flatten: true });
      if (assigned.length) return assigned;
    }
    if (element.shadowRoot) return [...element.shadowRoot.childNodes];
    if (element.tagName === "DETAILS" && !(element as HTMLDetailsElement).open) {
      return [...element.children].filter((child) => child.tagName === "SUMMARY").slice(0, 1);
    }
  }
  return [...node.childNodes];
}

/** The document of a frame when the page could read it too and it is to be seen; else null. */
export function frameDocument(element: Element): Document | null {
  if (element.tagName !== "IFRAME" && element.tagName !== "FRAME") return null;
  try {
    const frame = element as HTMLIFrameElement;
    const inner = frame.contentDocument;
    return inner?.body && inner.designMode !== "on" && frame.offsetWidth > 1 && frame.offsetHeight > 1 ? inner : null;
  } catch {
    return null;
  }
}

const INLINE = /^(inline|contents|ruby|none)/;

/** Every block under `root` in reading order; null between, as occasions to pause. */
export function* extract(root: Element, options: Extraction): Generator<Block | null, void, undefined> {
  const comments = options.comments === true;
  if (root.ownerDocument.designMode === "on" || isSkippedAbove(root, comments)) return;
  let run: Run = [];
  let broken = false;
  let steps = 0;

  const finish = (): Block | null => {
    const ended = run;
    run = [];
    broken = false;
    if (!ended.length) return null;
    const text = textOf(ended).slice(0, MAX_BLOCK);
    return text.length >= MIN_BLOCK ? { id: options.nextId(), text, run: ended } : null;
  };

  const stack: Level[] = [{ children: [root], next: 0, block: true, visible: true }];
  while (stack.length) {
    const level = stack[stack.length - 1] as Level;
    const node = level.children[level.next++];
    if (++steps % STRIDE === 0) yield null;
    if (!node) {
      stack.pop();
      if (level.block) yield finish();
      continue;
    }
    if (node.nodeType === Node.TEXT_NODE) {
      if (!level.visible) continue;
      const text = node as Text;
      run.push(text);
      if (broken && text.data.trim()) broken = false;
      continue;
    }
    if (node.nodeType !== Node.ELEMENT_NODE) continue;
    const element = node as Element;
    if (element.tagName === "BR") {
      // Two breaks in a row are how some pages write paragraphs.
      if (broken) yield finish();
      else run.push("\n");
      broken = true;
      continue;
    }
    const frame = frameDocument(element);
    if (options.ours?.(element) || (!frame && isSkipped(element, comments))) continue;
    const style = element.ownerDocument.defaultView?.getComputedStyle(element);
    if (!style || style.display === "none" || style.contentVisibility === "hidden" || isClipped(style)) continue;
    const block = frame !== null || !INLINE.test(style.display);
    if (block) yield finish();
    if (frame) options.entered?.(frame);
    if (element.shadowRoot) options.entered?.(element.shadowRoot);
    const children = frame ? [frame.body] : childrenOf(element);
    stack.push({ children, next: 0, block, visible: style.visibility === "visible" });
  }
  yield finish();
}

/** Whether `root` lies in something that is left out; asked when only a changed part of a page is read again. */
function isSkippedAbove(root: Element, comments: boolean): boolean {
  for (let node: Node | null = root.parentNode; node; node = node.parentNode ?? (node as ShadowRoot).host ?? null) {
    if (node.nodeType === Node.ELEMENT_NODE && isSkipped(node as Element, comments)) return true;
  }
  return false;
}
