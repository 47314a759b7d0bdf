// Describes a pack to the reader: its publishers and key, how many cases it has, how old it is.
import { locale, say, sayNumber } from "../lib/i18n.js";
import { make } from "../notice/dom.js";
import { isFile } from "../packs/held.js";
import type { Described } from "../packs/held.js";

const UNITS = [["year", 365 * 86_400], ["month", 30 * 86_400], ["day", 86_400], ["hour", 3_600], ["minute", 60]] as const;

/** How long ago a time was: "3 days ago". */
export function sayAgo(at: number, now = Date.now()): string {
  const seconds = Math.max(0, (now - at) / 1_000);
  const [unit, size] = UNITS.find(([, length]) => seconds >= length) ?? ["minute", 60];
  return new Intl.RelativeTimeFormat(locale(), { numeric: "auto" }).format(-Math.floor(seconds / size), unit);
}

/** When a pack was built: the date, and how long ago that was. */
function sayBuilt(built: string): string {
  const at = Date.parse(built);
  if (Number.isNaN(at)) return say("pack_undated");
  return `${new Intl.DateTimeFormat(locale(), { dateStyle: "long" }).format(at)}, ${sayAgo(at)}`;
}

function sayLanguages(languages: readonly string[]): string {
  const names = new Intl.DisplayNames(locale(), { type: "language", fallback: "code" });
  const nameOf = (tag: string) => {
    try {
      return names.of(tag) ?? tag;
    } catch {
      return tag.slice(0, 20);
    }
  };
  return languages.map(nameOf).join(", ");
}

const sayBytes = (bytes: number) =>
  new Intl.NumberFormat(locale(), { style: "unit", unit: "megabyte", maximumFractionDigits: bytes < 1e6 ? 2 : 0 }).format(bytes / 1e6);

/** Where a pack came from: its address, or the name of the file. */
export function placeOfPack(address: string): string {
  return isFile(address) ? say("pack_of_file", address.slice("file:".length)) : address;
}

export function packFacts(pack: Described & { address: string }): HTMLElement {
  const list = make("dl", { class: "facts" });
  const add = (name: string, value: string, tag: "dd" | "code" = "dd") => {
    const content = tag === "code" ? make("dd", {}, make("code", {}, value)) : make("dd", { dir: "auto" }, value);
    if (value) list.append(make("div", {}, make("dt", {}, say(name)), content));
  };
  add("pack_from", placeOfPack(pack.address));
  add("pack_key", pack.key, "code");
  add("pack_publishers", pack.publishers.join(", "));
  add("pack_cases", sayNumber(pack.cases));
  add("pack_built", sayBuilt(pack.built));
  add("pack_languages", sayLanguages(pack.languages));
  add("pack_size", sayBytes(pack.bytes));
  return list;
}
