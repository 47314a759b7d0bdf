// Decides how an element relates to the text around it: in it, apart from it, or beside it.

/**
 * `inline`: part of the sentence around it. `block`: begins and ends a paragraph. `aside`: taken out of the flow, like an
 * inset or a footnote mark. An aside is a paragraph of its own, and the sentence around it continues after it.
 */
export type Flow = "inline" | "block" | "aside";

const INLINE = /^(inline|contents|ruby)/;
/** Elements that mark words of a sentence. As items of a flexible row they have a block's style but are still words. */
const PHRASES = new Set(
  "a abbr b bdi bdo button cite code data del dfn em font i ins kbd label mark q s samp small span strong sub sup time tt u var".split(" "),
);
/** A drop cap: the letter or word that begins a paragraph in larger type, with a quotation mark before it if there is one. */
const CAP = /^\p{P}?[\p{Lu}\p{Lt}\p{Lo}\p{N}]\S{0,11}$/u;
const LETTERS = 2;
const LARGER = 1.4;

/** Whether an element is taken out of the flow of the text around it. */
export function isOutOfFlow(style: CSSStyleDeclaration): boolean {
  return style.cssFloat !== "none" || isPlaced(style);
}

/** Whether an element is positioned independently of its place in the document. */
export function isPlaced({ position }: CSSStyleDeclaration): boolean {
  return position === "absolute" || position === "fixed";
}

/** How an element relates to its surroundings. `begins`: nothing of a paragraph comes before it. */
export function flowOf(element: Element, style: CSSStyleDeclaration, begins: boolean): Flow {
  if (INLINE.test(style.display)) return "inline";
  if (isOutOfFlow(style)) return begins && isCap(element, style) ? "inline" : "aside";
  return PHRASES.has(element.localName) && isWordInRow(element) ? "inline" : "block";
}

/** Whether an element is a drop cap. */
function isCap(element: Element, style: CSSStyleDeclaration): boolean {
  const text = (element.textContent ?? "").trim();
  if (!CAP.test(text)) return false;
  const side = style.direction === "rtl" ? "right" : "left";
  if (style.cssFloat !== "none" && ![side, "inline-start"].includes(style.cssFloat)) return false;
  const around = element.parentElement;
  const view = element.ownerDocument.defaultView;
  if (!around || !view) return false;
  const larger = parseFloat(style.fontSize) >= LARGER * parseFloat(view.getComputedStyle(around).fontSize);
  return larger || (text.length <= LETTERS && !/\p{N}/u.test(text));
}

/** Whether an element marks words in a row of text: its parent is a flexible row that also holds bare text. */
function isWordInRow(element: Element): boolean {
  const row = element.parentElement;
  const style = row && element.ownerDocument.defaultView?.getComputedStyle(row);
  if (!row || !style || !style.display.includes("flex") || style.flexDirection.startsWith("column")) return false;
  return [...row.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && (node as Text).data.trim() !== "");
}
