// Addresses of the web as people write them into a text.
import { webAddress } from "../lib/contract.js";

/** Up to what cannot be part of an address: spaces, quotes, brackets of markup, and marks that turn the order of letters. */
const WRITTEN = /\bhttps?:\/\/[^\s<>"“”„«»\u0000-\u001f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff…]+/gi;
/** What ends the sentence around an address and not the address. */
const AFTER = /[.,;:!?'’*_]+$/;
const CLOSING: Record<string, string> = { ")": "(", "]": "[", "}": "{" };

export interface Written {
  at: number;
  address: string;
}

/** An address without what belongs to the sentence: "(see https://a.example/b_(c))." ends with one bracket of its own. */
function trimmed(written: string): string {
  let address = written;
  for (;;) {
    const before = address;
    address = address.replace(AFTER, "");
    const last = address.at(-1) ?? "";
    const opening = CLOSING[last];
    if (opening && address.split(last).length > address.split(opening).length) address = address.slice(0, -1);
    if (address === before) return address;
  }
}

/** The addresses in a text, in its order; none that shows one host and names a user before another. */
export function addressesIn(text: string): Written[] {
  return [...text.matchAll(WRITTEN)].flatMap((found) => {
    const address = trimmed(found[0]);
    return webAddress(address) && !new URL(address).username ? [{ at: found.index, address }] : [];
  });
}
