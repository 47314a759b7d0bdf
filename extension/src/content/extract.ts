// Extracts a page's visible text in reading order, as blocks. Walks the tree as the browser draws it: see tree.ts,
// flow.ts, sight.ts and skip.ts.
import type { Block } from "./blocks.js";
import { flowOf } from "./flow.js";
import type { Flow } from "./flow.js";
import { joinOf, keepsLines, partsOf } from "./lines.js";
import type { Line } from "./lines.js";
import { Paragraphs } from "./paragraph.js";
import { isDrawn, isSeen, openSight, sightAt, sightInto } from "./sight.js";
import type { Sight } from "./sight.js";
import { OWN_MATTER, verdictOf } from "./skip.js";
import { childrenOf, frameDocument, isFoldedAway, parentOf, shadowOf } from "./tree.js";

export { MIN_BLOCK } from "./paragraph.js";

/** Nodes between two chances to pause. */
const STRIDE = 32;
const SPACE_ONLY = /^[\s\u00ad\u200b\u2060\ufeff]*$/;

export interface Extraction {
  /** Called with every shadow root and frame document that was entered, so that it can be observed. */
  entered?: (root: ShadowRoot | Document) => void;
  /** Called with every element that was left out because it, or text in it, cannot be seen. */
  unseen?: (element: Element) => void;
  /** Whether an element is one of ours. */
  ours?: (element: Element) => boolean;
  /** Whether readers' comments are read too. */
  comments?: boolean;
  nextId: () => string;
}

/** An element that the walk is inside. */
interface Level {
  children: readonly Node[];
  next: number;
  element: Element;
  style: CSSStyleDeclaration;
  sight: Sight;
  flow: Flow;
  /** Whether only the articles inside it are read. */
  matterOnly: boolean;
  label: boolean;
  /** The nearest element, from this one outwards, that is not part of a sentence. */
  home: Level | null;
  /** Whether any text was read whose home this is. */
  begun: boolean;
}

class Walk {
  private readonly paragraphs: Paragraphs;
  private readonly comments: boolean;
  private readonly stack: Level[] = [];
  /** The latest line that the page placed by itself. */
  private line: Line | null = null;

  constructor(private readonly options: Extraction) {
    this.paragraphs = new Paragraphs(options.nextId);
    this.comments = options.comments === true;
  }

  *run(root: Element): Generator<Block | null, void, undefined> {
    const around = surroundings(root, this.comments);
    if (!around) return;
    this.enter(root, around, null);
    for (let steps = 1; this.stack.length; steps++) {
      for (let block = this.paragraphs.take(); block; block = this.paragraphs.take()) yield block;
      if (steps % STRIDE === 0) yield null;
      const level = this.stack[this.stack.length - 1] as Level;
      const node = level.children[level.next++];
      if (!node) this.leave(level);
      else if (node.nodeType === Node.TEXT_NODE) this.text(node as Text, level);
      else if (node.nodeType !== Node.ELEMENT_NODE) continue;
      else if ((node as Element).localName !== "br") this.enter(node as Element, level, level.home);
      else if (!level.matterOnly && this.paragraphs.lineBreak()) this.paragraphs.finish();
    }
    this.paragraphs.finish();
    for (let block = this.paragraphs.take(); block; block = this.paragraphs.take()) yield block;
  }

  private enter(element: Element, around: Surroundings, home: Level | null): void {
    if (this.options.ours?.(element)) return;
    const frame = frameDocument(element);
    const verdict = frame ? "read" : verdictOf(element, this.comments);
    const style = element.ownerDocument.defaultView?.getComputedStyle(element);
    if (verdict === "skip" || !style) return;
    const sight = sightInto(element, style, around.sight);
    if (!sight) {
      this.options.unseen?.(element);
      return;
    }
    // Everything inside a label counts as words of it, whatever the elements are.
    const { inLabel, begins } = this.paragraphs;
    const flow = frame ? "block" : inLabel ? "inline" : flowOf(element, style, begins);
    const label = verdict === "label" && !inLabel;
    if (label && flow !== "inline") return;
    if (flow === "block") this.paragraphs.finish();
    else if (flow === "aside") this.paragraphs.interrupt();
    if (label) this.paragraphs.beginLabel();
    const shadow = shadowOf(element);
    if (frame) this.options.entered?.(frame);
    if (shadow) this.options.entered?.(shadow);
    const matterOnly = verdict === "matter" || (around.matterOnly && !element.matches(OWN_MATTER));
    const children = frame ? [frame.body] : childrenOf(element, shadow);
    const inner = frame ? openSight(frame) : sight;
    const level: Level = { children, next: 0, element, style, sight: inner, flow, matterOnly, label, home, begun: false };
    if (flow !== "inline") level.home = level;
    this.stack.push(level);
  }

  private leave(level: Level): void {
    this.stack.pop();
    if (level.label) this.paragraphs.endLabel();
    if (level.flow === "block") this.paragraphs.finish();
    else if (level.flow === "aside") this.paragraphs.resume(level.begun && isLine(level));
  }

  private text(text: Text, level: Level): void {
    if (level.matterOnly) return;
    const says = !SPACE_ONLY.test(text.data);
    if (says ? !isSeen(text, level.style, level.sight) : !isDrawn(level.style)) {
      if (says) this.options.unseen?.(level.element);
      return;
    }
    if (says && level.home && !level.home.begun) {
      level.home.begun = true;
      if (isLine(level.home)) this.place(level.home, text.data);
      else this.paragraphs.settle();
    }
    if (!text.data.includes("\n") || !keepsLines(level.style)) return this.paragraphs.add(text, says);
    let first = true;
    for (const [start, end] of partsOf(text.data)) {
      if (!first && this.paragraphs.lineEnd()) this.paragraphs.finish();
      first = false;
      if (end > start) this.paragraphs.add({ node: text, start, end }, !SPACE_ONLY.test(text.data.slice(start, end)));
    }
  }

  /** Join a line that the page placed by itself to the line before, as PDF viewers need, if the sentence goes on. */
  private place({ element, style }: Level, text: string): void {
    const box = element.getBoundingClientRect();
    const line = { box, size: Math.min(parseFloat(style.fontSize), box.height) };
    const join = this.line && joinOf(this.line, line);
    this.line = line;
    if (join !== null) this.paragraphs.goOn(join, text);
  }
}

/** Whether an element may be one line of a text that the page places line by line. */
function isLine({ flow, style }: Level): boolean {
  return flow === "aside" && style.position === "absolute";
}

interface Surroundings {
  sight: Sight;
  matterOnly: boolean;
}

/** The surroundings of a part of the page that is read by itself; null when that part lies inside something left out. */
function surroundings(root: Element, comments: boolean): Surroundings | null {
  if (root.ownerDocument.designMode === "on") return null;
  const around: Element[] = [];
  for (let node = parentOf(root); node; node = parentOf(node)) around.unshift(node);
  let matterOnly = false;
  for (const element of around) {
    const verdict = frameDocument(element) ? "read" : verdictOf(element, comments);
    if (verdict === "skip" || verdict === "label") return null;
    matterOnly = verdict === "matter" || (matterOnly && !element.matches(OWN_MATTER));
  }
  const parent = around.at(-1);
  const sight = isFoldedAway(root) ? null : parent ? sightAt(parent) : openSight(root.ownerDocument);
  return sight && { sight, matterOnly };
}

/** Every block under `root` in reading order, with nulls in between as chances to pause. */
export function extract(root: Element, options: Extraction): Generator<Block | null, void, undefined> {
  return new Walk(options).run(root);
}
