// Detects text in the colour of its background. The background is a guess, so in doubt a text counts as visible.

/** Contrast as WCAG defines it. With less than this nobody can make out a text. */
const LEAST_CONTRAST = 1.1;
const PAINTS = "img, video, canvas, svg, picture, object, embed, iframe";
/** At most this many elements are searched for a picture under a text. */
const MOST = 300;
const CLEAR = "rgba(0, 0, 0, 0)";
const MIXED = "mixed";

type Colour = readonly [red: number, green: number, blue: number, alpha: number];

const read = new Map<string, Colour | null>();

/** Parse a computed rgb() or rgba() colour: red, green and blue from 0 to 255, alpha from 0 to 1. Null for other notations. */
export function colourOf(written: string): Colour | null {
  let colour = read.get(written);
  if (colour === undefined) {
    const parts = /^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/.exec(written);
    colour = parts ? [Number(parts[1]), Number(parts[2]), Number(parts[3]), Number(parts[4] ?? 1)] : null;
    if (read.size > 500) read.clear();
    read.set(written, colour);
  }
  return colour;
}

/** The colour behind an element's text: its own background, or what is behind it if that is transparent. A mixture is unknown. */
export function groundOf(background: string, outer: string): string {
  if (background === CLEAR) return outer;
  const alpha = colourOf(background)?.[3] ?? 0.5;
  return alpha > 0.95 ? background : alpha < 0.05 ? outer : MIXED;
}

function isOpaque(written: string): boolean {
  return written !== CLEAR && (colourOf(written)?.[3] ?? 1) > 0.95;
}

function luminance([red, green, blue]: Colour): number {
  const part = (value: number) => (value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue);
}

const compared = new Map<string, Map<string, boolean>>();

/** Whether text of this colour cannot be made out on that background. */
export function sameColour(text: string, ground: string): boolean {
  let on = compared.get(ground);
  if (!on) {
    if (compared.size > 200) compared.clear();
    compared.set(ground, (on = new Map<string, boolean>()));
  }
  let same = on.get(text);
  if (same === undefined) {
    if (on.size > 200) on.clear();
    on.set(text, (same = compare(text, ground)));
  }
  return same;
}

function compare(text: string, ground: string): boolean {
  const [front, back] = [colourOf(text), colourOf(ground)];
  if (!front) return false;
  if (front[3] < 0.05) return true;
  if (!back || front[3] < 0.95) return false;
  // Most people can read red on green even at the same brightness.
  if ([0, 1, 2].some((i) => Math.abs((front[i] as number) - (back[i] as number)) > 40)) return false;
  const [a, b] = [luminance(front), luminance(back)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < LEAST_CONTRAST;
}

/** The background of a page that sets none: white, or unknown if the page may be dark. */
export function canvasOf(owner: Document): string {
  const view = owner.defaultView;
  const scheme = view?.getComputedStyle(owner.documentElement).colorScheme ?? "";
  return scheme.includes("dark") ? MIXED : "rgb(255, 255, 255)";
}

/** Whether text in the colour of its background is visible after all: by an outline, a shadow, or a picture behind it. */
export function painted(text: Text, style: CSSStyleDeclaration, box: DOMRect): boolean {
  const fill = style.webkitTextFillColor;
  if (fill && fill !== style.color && (colourOf(fill)?.[3] ?? 1) > 0.05) return true;
  if (style.textShadow !== "none" || parseFloat(style.webkitTextStrokeWidth) > 0) return true;
  const view = text.ownerDocument.defaultView;
  if (!view) return false;
  // If the text itself is transparent, only a picture can show its words. PDF viewers do this: the text is there to be selected.
  const clear = (colourOf(style.color)?.[3] ?? 1) < 0.05;
  let around = text.parentElement;
  for (let levels = 0; around && levels < 30; around = around.parentElement, levels++) {
    const own = view.getComputedStyle(around);
    if (own.backgroundImage !== "none" || ["::before", "::after"].some((part) => paints(view.getComputedStyle(around as Element, part)))) return true;
    if (!clear && around.parentElement && levels < 6 && isPaintedBeside(around, box, view)) return true;
    if (isOpaque(own.backgroundColor)) return paintedWithin(around, box);
  }
  return paintedWithin(text.ownerDocument.body, box);
}

function paints(part: CSSStyleDeclaration): boolean {
  return part.content !== "none" && part.content !== "normal" && (part.backgroundImage !== "none" || isOpaque(part.backgroundColor));
}

function isPaintedBeside(element: Element, box: DOMRect, view: Window): boolean {
  const siblings = [...(element.parentElement?.children ?? [])].slice(0, 30);
  return siblings.some((other) => {
    if (other === element || !covers(other.getBoundingClientRect(), box)) return false;
    const style = view.getComputedStyle(other);
    return style.backgroundImage !== "none" || isOpaque(style.backgroundColor);
  });
}

function paintedWithin(element: Element, box: DOMRect): boolean {
  return [...element.querySelectorAll(PAINTS)].slice(0, MOST).some((picture) => covers(picture.getBoundingClientRect(), box));
}

/** Whether a box contains the centre of another. */
function covers(box: DOMRect, other: DOMRect): boolean {
  const x = (other.left + other.right) / 2;
  const y = (other.top + other.bottom) / 2;
  return box.left <= x && x <= box.right && box.top <= y && y <= box.bottom;
}
