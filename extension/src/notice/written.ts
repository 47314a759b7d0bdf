// Finds web addresses in a text, as people write them.
import { webAddress } from "../lib/contract.js";

/** An address ends at what cannot be part of one: spaces, quotes, angle brackets, and marks that change the writing direction. */
const WRITTEN = /\bhttps?:\/\/[^\s<>"“”„«»\u0000-\u001f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff…]+/gi;
/** Marks at the end that belong to the sentence and not to the address. */
const AFTER = /[.,;:!?'’*_]+$/;
const CLOSING: Record<string, string> = { ")": "(", "]": "[", "}": "{" };

export interface Written {
  at: number;
  address: string;
}

/** Remove the marks that belong to the sentence: "(see https://a.example/b_(c))." gives "https://a.example/b_(c)". */
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

/** The addresses in a text, in order. Skips addresses with a user name, because "https://bank.example@other.example" misleads. */
export function addressesIn(text: string): Written[] {
  return [...text.matchAll(WRITTEN)].flatMap((found) => {
    const address = trimmed(found[0]);
    return webAddress(address) && !new URL(address).username ? [{ at: found.index, address }] : [];
  });
}
