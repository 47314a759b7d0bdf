// Whether a text can be seen: what is folded, cut off, moved away, shrunk, faded or painted over by its own ground cannot.
import { canvasOf, groundOf, painted, sameColour } from "./ground.js";
import { isPlaced } from "./flow.js";
import { frameDocument, isFoldedAway, parentOf } from "./tree.js";

/** Below this no text is made out. */
const FAINTEST = 0.05;
const SMALLEST_FONT = 2;
/** Boxes and texts of no more than this many pixels show nothing. */
const NOTHING = 1;
/** No window is narrower than this. */
const NARROWEST = 300;
const CUT_AWAY = /^(inset\(\s*(50|100)%|circle\(0|ellipse\(0|polygon\(0(px|%)? 0(px|%)?(, 0(px|%)? 0(px|%)?)*\))/;
const SCROLLS = /auto|scroll/;

/** A box that cuts off what does not fit into it, and the next one around it. */
interface Cut {
  box: Element;
  outer: Cut | null;
}

/** What an element tells of the text in it, beside its own style. */
export interface Sight {
  /** The colour behind it as far as elements around it tell. */
  ground: string;
  cut: Cut | null;
  /** Whether its place has to be looked at: something around it was moved. */
  moved: boolean;
}

/** What can be seen where nothing is in the way. */
export function openSight(owner: Document): Sight {
  return { ground: canvasOf(owner), cut: null, moved: false };
}

/** What can be seen inside an element, given what can be seen around it; null when nothing in it can. */
export function sightInto(element: Element, style: CSSStyleDeclaration, outer: Sight): Sight | null {
  const { display } = style;
  if (display === "none" || Number(style.opacity) < FAINTEST) return null;
  const ground = groundOf(style.backgroundColor, outer.ground);
  if (display === "inline" || display === "contents") {
    const moved = outer.moved || style.position === "relative";
    return ground === outer.ground && moved === outer.moved ? outer : { ...outer, ground, moved };
  }
  if (style.contentVisibility === "hidden" || isCutAway(style)) return null;
  const cut = cutBy(element, style, outer);
  if (cut === undefined) return null;
  const moved = outer.moved || isMoved(element, style);
  return ground === outer.ground && cut === outer.cut && moved === outer.moved ? outer : { ground, cut, moved };
}

/** Whether text directly in an element is drawn at all, by the style that text takes from it. */
export function isDrawn(style: CSSStyleDeclaration): boolean {
  return style.visibility === "visible" && parseFloat(style.fontSize) >= SMALLEST_FONT;
}

function isCutAway(style: CSSStyleDeclaration): boolean {
  const { clipPath } = style;
  if (clipPath !== "none" && CUT_AWAY.test(clipPath)) return true;
  return isPlaced(style) && /^rect\((0|1)(px)?[, ]/.test(style.clip);
}

/** The boxes that cut off what is in an element; undefined when it has no room for anything. */
function cutBy(element: Element, style: CSSStyleDeclaration, outer: Sight): Cut | null | undefined {
  // What is positioned leaves the boxes that are not; which ones exactly only a layout knows, so none counts.
  const { overflow } = style;
  const cut = outer.cut && isPlaced(style) && isStill(outer.cut.box) ? null : outer.cut;
  if (overflow === "visible" || isPageItself(element)) return cut;
  const { clientWidth, clientHeight } = element;
  const lacks = clientWidth <= NOTHING || clientHeight <= NOTHING;
  // A table's parts tell no size of their own.
  if (lacks && element.getClientRects().length && !style.display.startsWith("table")) return undefined;
  if (SCROLLS.test(overflow)) return isCutOff(element.getBoundingClientRect(), cut) ? undefined : null;
  const overflows = element.scrollHeight > clientHeight + NOTHING || element.scrollWidth > clientWidth + NOTHING;
  return overflows || parseFloat(style.textIndent) !== 0 ? { box: element, outer: cut } : cut;
}

function isStill(element: Element): boolean {
  return element.ownerDocument.defaultView?.getComputedStyle(element).position === "static";
}

/** What overflows the page itself is scrolled to; where it may not be for the moment, something of the page lies over it. */
function isPageItself(element: Element): boolean {
  const { body, documentElement } = element.ownerDocument;
  return element === body || element === documentElement;
}

/** Whether something may have moved an element's text away from where the page is looked at. */
function isMoved(element: Element, style: CSSStyleDeclaration): boolean {
  const { textIndent } = style;
  if (textIndent !== "0px" && Math.abs(parseFloat(textIndent)) > 100) return true;
  const box = element.getBoundingClientRect();
  return box.width <= NOTHING || box.height <= NOTHING || isBeyond(element.ownerDocument, box);
}

/** Whether a box lies where the page cannot be scrolled to. */
function isBeyond(owner: Document, box: DOMRect): boolean {
  // By far the most boxes are in the window or below it.
  if (box.bottom > 0 && box.right > 0 && box.left < NARROWEST) return false;
  const view = owner.defaultView;
  const page = owner.scrollingElement ?? owner.documentElement;
  if (!view) return true;
  if (box.bottom + view.scrollY <= 0) return true;
  const left = box.left + view.scrollX;
  const right = box.right + view.scrollX;
  // Right-to-left pages are scrolled to the left of where they begin; `scrollX` is negative there.
  const reach = page.scrollWidth - page.clientWidth;
  const rightToLeft = view.scrollX < 0 || owner.dir === "rtl";
  return rightToLeft ? right <= -reach || left >= page.clientWidth : right <= 0 || left >= page.scrollWidth;
}

const ranges = new WeakMap<Document, Range>();

/** Where a text is drawn. */
export function boxOf(text: Text): DOMRect {
  const owner = text.ownerDocument;
  let range = ranges.get(owner);
  if (!range) ranges.set(owner, (range = owner.createRange()));
  range.selectNodeContents(text);
  const box = range.getBoundingClientRect();
  range.setStart(owner, 0);
  range.collapse(true);
  return box;
}

/** Whether a text that is no white space can be seen, by what is known of its element. */
export function isSeen(text: Text, style: CSSStyleDeclaration, sight: Sight): boolean {
  if (!isDrawn(style)) return false;
  const suspect = sameColour(style.color, sight.ground);
  if (!sight.moved && !sight.cut && !suspect) return true;
  const box = boxOf(text);
  if (sight.moved || sight.cut) {
    if (box.width <= NOTHING || box.height <= NOTHING || isBeyond(text.ownerDocument, box)) return false;
    if (isCutOff(box, sight.cut)) return false;
  }
  return !suspect || painted(text, style, box);
}

function isCutOff(box: DOMRect, cut: Cut | null): boolean {
  for (let next = cut; next; next = next.outer) if (isOutside(box, next.box.getBoundingClientRect())) return true;
  return false;
}

function isOutside(box: DOMRect, frame: DOMRect): boolean {
  return box.right <= frame.left + NOTHING || box.left >= frame.right - NOTHING || box.bottom <= frame.top + NOTHING || box.top >= frame.bottom - NOTHING;
}

/**
 * What can be seen inside an element that stands somewhere in a page, by everything around it; null when nothing can.
 * `known` keeps what was found out, for other elements at the same time.
 */
export function sightAt(element: Element, known = new Map<Element, Sight | null>()): Sight | null {
  let sight = known.get(element);
  if (sight === undefined) {
    const parent = parentOf(element);
    const outer = parent ? sightAt(parent, known) : openSight(element.ownerDocument);
    const style = element.ownerDocument.defaultView?.getComputedStyle(element);
    sight = !outer || !style || isFoldedAway(element) ? null : sightInto(element, style, outer);
    // What is inside a frame is placed in the frame's own page.
    const frame = sight && frameDocument(element);
    if (frame) sight = openSight(frame);
    known.set(element, sight);
  }
  return sight;
}

/** Whether an element's own text can be seen, or where it has none, what else is in it. */
export function canBeSeen(element: Element, known?: Map<Element, Sight | null>): boolean {
  const sight = sightAt(element, known);
  const style = element.ownerDocument.defaultView?.getComputedStyle(element);
  if (!sight || !style) return false;
  const texts = [...element.childNodes].filter((node): node is Text => node.nodeType === Node.TEXT_NODE && (node as Text).data.trim() !== "");
  return !texts.length || texts.some((text) => isSeen(text, style, sight));
}
