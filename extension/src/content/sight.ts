// Decides whether a text can be seen. It cannot if it is folded away, cut off, moved away, tiny, faded, or drawn in the
// colour of its background.
import { canvasOf, groundOf, painted, sameColour } from "./ground.js";
import { isPlaced } from "./flow.js";
import { frameDocument, isFoldedAway, parentOf } from "./tree.js";

/** Below this opacity nobody can make out a text. */
const FAINTEST = 0.05;
const SMALLEST_FONT = 2;
/** Boxes and texts this many pixels wide or high, or smaller, show nothing. */
const NOTHING = 1;
/** No window is narrower than this. */
const NARROWEST = 300;
const CUT_AWAY = /^(inset\(\s*(50|100)%|circle\(0|ellipse\(0|polygon\(0(px|%)? 0(px|%)?(, 0(px|%)? 0(px|%)?)*\))/;
const SCROLLS = /auto|scroll/;

/** A box that cuts off its overflow, and the next such box around it. */
interface Cut {
  box: Element;
  outer: Cut | null;
}

/** What is known about the visibility of an element's text, apart from the element's own style. */
export interface Sight {
  /** The colour behind the text, as far as the elements around it tell. */
  ground: string;
  cut: Cut | null;
  /** Whether an element around the text was moved, so that the text's own position has to be checked. */
  moved: boolean;
}

/** The sight at the top of a document, where nothing hides anything. */
export function openSight(owner: Document): Sight {
  return { ground: canvasOf(owner), cut: null, moved: false };
}

/** The sight inside an element, given the sight around it; null when nothing in it can be seen. */
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

/** Whether text directly inside an element is drawn at all, judging by the element's style alone. */
export function isDrawn(style: CSSStyleDeclaration): boolean {
  return style.visibility === "visible" && parseFloat(style.fontSize) >= SMALLEST_FONT;
}

function isCutAway(style: CSSStyleDeclaration): boolean {
  const { clipPath } = style;
  if (clipPath !== "none" && CUT_AWAY.test(clipPath)) return true;
  return isPlaced(style) && /^rect\((0|1)(px)?[, ]/.test(style.clip);
}

/** The boxes that cut off an element's content; undefined when the element has no room for any. */
function cutBy(element: Element, style: CSSStyleDeclaration, outer: Sight): Cut | null | undefined {
  // A positioned element escapes the unpositioned boxes around it. Only the layout knows which ones, so none of them counts.
  const { overflow } = style;
  const cut = outer.cut && isPlaced(style) && isStill(outer.cut.box) ? null : outer.cut;
  if (overflow === "visible" || isPageItself(element)) return cut;
  const { clientWidth, clientHeight } = element;
  const lacks = clientWidth <= NOTHING || clientHeight <= NOTHING;
  // The parts of a table report no size of their own.
  if (lacks && element.getClientRects().length && !style.display.startsWith("table")) return undefined;
  if (SCROLLS.test(overflow)) return isCutOff(element.getBoundingClientRect(), cut) ? undefined : null;
  const overflows = element.scrollHeight > clientHeight + NOTHING || element.scrollWidth > clientWidth + NOTHING;
  return overflows || parseFloat(style.textIndent) !== 0 ? { box: element, outer: cut } : cut;
}

function isStill(element: Element): boolean {
  return element.ownerDocument.defaultView?.getComputedStyle(element).position === "static";
}

/** Readers scroll to whatever overflows the page itself. If they cannot at the moment, the page has opened something over it. */
function isPageItself(element: Element): boolean {
  const { body, documentElement } = element.ownerDocument;
  return element === body || element === documentElement;
}

/** Whether an element's text may have been moved out of the part of the page that readers can reach. */
function isMoved(element: Element, style: CSSStyleDeclaration): boolean {
  const { textIndent } = style;
  if (textIndent !== "0px" && Math.abs(parseFloat(textIndent)) > 100) return true;
  const box = element.getBoundingClientRect();
  return box.width <= NOTHING || box.height <= NOTHING || isBeyond(element.ownerDocument, box);
}

/** Whether a box lies where readers cannot scroll to. */
function isBeyond(owner: Document, box: DOMRect): boolean {
  // Nearly all boxes are in the window or below it.
  if (box.bottom > 0 && box.right > 0 && box.left < NARROWEST) return false;
  const view = owner.defaultView;
  const page = owner.scrollingElement ?? owner.documentElement;
  if (!view) return true;
  if (box.bottom + view.scrollY <= 0) return true;
  const left = box.left + view.scrollX;
  const right = box.right + view.scrollX;
  // Right-to-left pages scroll to the left, and `scrollX` is negative there.
  const reach = page.scrollWidth - page.clientWidth;
  const rightToLeft = view.scrollX < 0 || owner.dir === "rtl";
  return rightToLeft ? right <= -reach || left >= page.clientWidth : right <= 0 || left >= page.scrollWidth;
}

const ranges = new WeakMap<Document, Range>();

/** The box in which a text is drawn, in the viewport's coordinates. */
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

/** Whether a text can be seen, given its element's style and sight. The text must not be white space alone. */
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
 * The sight inside any element of a page, worked out from everything around it; null when nothing can be seen.
 * `known` caches the results for other elements that are looked at in the same moment.
 */
export function sightAt(element: Element, known = new Map<Element, Sight | null>()): Sight | null {
  let sight = known.get(element);
  if (sight === undefined) {
    const parent = parentOf(element);
    const outer = parent ? sightAt(parent, known) : openSight(element.ownerDocument);
    const style = element.ownerDocument.defaultView?.getComputedStyle(element);
    sight = !outer || !style || isFoldedAway(element) ? null : sightInto(element, style, outer);
    // Inside a frame, positions are those of the frame's own page.
    const frame = sight && frameDocument(element);
    if (frame) sight = openSight(frame);
    known.set(element, sight);
  }
  return sight;
}

/** Whether an element's own text can be seen; for an element without text, whether its content can. */
export function canBeSeen(element: Element, known?: Map<Element, Sight | null>): boolean {
  const sight = sightAt(element, known);
  const style = element.ownerDocument.defaultView?.getComputedStyle(element);
  if (!sight || !style) return false;
  const texts = [...element.childNodes].filter((node): node is Text => node.nodeType === Node.TEXT_NODE && (node as Text).data.trim() !== "");
  return !texts.length || texts.some((text) => isSeen(text, style, sight));
}
