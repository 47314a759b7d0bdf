// Makes elements from plain text. Text from pages and cases is never treated as markup.
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

/** A button that only reacts to the reader's own clicks. */
export function button(text: string, onClick: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const made = make("button", { type: "button", ...attributes }, text);
  made.addEventListener("click", (event) => {
    if (event.isTrusted) onClick();
  });
  return made;
}

/** Paths of signs. They are drawn because some screen readers read a character aloud, and its contrast cannot be checked. */
const SIGNS = { close: "M4 4l8 8M12 4l-8 8", previous: "M10 3L5 8l5 5", next: "M6 3l5 5-5 5" } as const;

/** A button that shows a sign, with a label for screen readers. */
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

/** A link that opens in a new tab, or only its text if the address is not http or https. */
export function link(address: string, text: string, attributes: Attributes = {}): HTMLElement {
  const href = webAddress(address);
  if (!href) return make("span", attributes, text);
  return make("a", { href, target: "_blank", rel: "noopener noreferrer", ...attributes }, text);
}

/** A text with its addresses as links. If the text was cut from `whole`, an address that was cut does not become a link. */
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

/** The paragraphs of a text, one for each line, marked with its language. */
export function paragraphs(text: string, lang: string): HTMLElement[] {
  return text
    .split(/\n+/)
    .filter((part) => part.trim())
    .map((part) => make("p", { lang, dir: "auto" }, ...linked(part.trim())));
}
