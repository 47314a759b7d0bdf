// Elements made of plain text. What pages and cases hold is put in as text and never as markup.
import { webAddress } from "../lib/contract.js";
import { addressesIn } from "./written.js";

type Child = Node | string | null | false | undefined;

interface Attributes {
  class?: string;
  lang?: string;
  dir?: "auto";
  id?: string;
  [attribute: string]: string | undefined;
}

export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(name, value);
  }
  for (const child of children) if (child) element.append(child);
  return element;
}

/** A button; only the reader's own clicks count. */
export function button(text: string, onClick: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const made = make("button", { type: "button", ...attributes }, text);
  made.addEventListener("click", (event) => {
    if (event.isTrusted) onClick();
  });
  return made;
}

/** Drawn, not written: a single character is read aloud by some screen readers and has no contrast that could be told. */
const SIGNS = { close: "M4 4l8 8M12 4l-8 8", previous: "M10 3L5 8l5 5", next: "M6 3l5 5-5 5" } as const;

/** A button that shows a sign and says a word. */
export function signButton(sign: keyof typeof SIGNS, label: string, onClick: () => void): HTMLButtonElement {
  const made = button("", onClick, { class: "sign", "aria-label": label, title: label });
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  drawing.setAttribute("viewBox", "0 0 16 16");
  drawing.setAttribute("aria-hidden", "true");
  path.setAttribute("d", SIGNS[sign]);
  drawing.append(path);
  made.append(drawing);
  return made;
}

/** A link out of the page, or its text alone where the address is not one of the web. */
export function link(address: string, text: string, attributes: Attributes = {}): HTMLElement {
  const href = webAddress(address);
  if (!href) return make("span", attributes, text);
  return make("a", { href, target: "_blank", rel: "noopener noreferrer", ...attributes }, text);
}

/** A text with the addresses in it as links; of a shortened one those that are whole in the text it was cut from. */
export function linked(text: string, whole = text): (Node | string)[] {
  const known = text === whole ? null : new Set(addressesIn(whole).map(({ address }) => address));
  const parts: (Node | string)[] = [];
  let done = 0;
  for (const { at, address } of addressesIn(text)) {
    if (known && !known.has(address)) continue;
    parts.push(text.slice(done, at), link(address, address));
    done = at + address.length;
  }
  return [...parts, text.slice(done)];
}

/** Paragraphs of a text that has line breaks, in its own language. */
export function paragraphs(text: string, lang: string): HTMLElement[] {
  return text
    .split(/\n+/)
    .filter((part) => part.trim())
    .map((part) => make("p", { lang, dir: "auto" }, ...linked(part.trim())));
}
