// Folds the different spellings of a word into one, letter for letter as index/matcher/text/spelling.py does.
import rules from "./rules.json";

const table = rules.spelling;
const ASCII = /^[\x00-\x7f]*$/;
const DROP = new RegExp(`[${table.drop}]`, "gu");
const ACCENT = new RegExp(`[${table.accents}]`, "u");
const CYRILLIC = /[\u0400-\u052f]/;
const GREEK = /[\u0370-\u03ff]/;
const LATIN = /[A-Za-z\u00c0-\u024f]/g;
const WORD = /^\p{L}+$/u;
const THOUSANDS = /^\p{Nd}{1,3}([.,])\p{Nd}{3}(?:\1\p{Nd}{3})*$/u;
const DIGITS = /^\p{Nd}+$/u;
const DIGIT_AT_END = /^\p{Nd}|\p{Nd}$/u;
const APOSTROPHES = new RegExp(`[${table.apostrophes}]`, "gu");
const NAMES = new Map(Object.entries(table.names));
const CAPITALS = new Map(Object.entries(table.capitals));
const CASEFOLD = new Map(Object.entries(table.casefold));
const [TO_LATIN, TO_CYRILLIC, EXTRA] = [table.latin, table.cyrillic, table.extra].map((one) => new Map(Object.entries(one)));
const CYRILLIC_LANGUAGES = new Set(table.cyrillic_languages);

function translate(text: string, letters: Map<string, string> | undefined): string {
  let out = "";
  for (const letter of text) out += letters?.get(letter) ?? letter;
  return out;
}

/** The form of a token that is compared: lower case, normalised, without accents, in one alphabet. "" if nothing is left. */
export function fold(surface: string, language: string): string {
  const capital = surface.length <= 6 ? CAPITALS.get(surface.replaceAll(".", "")) : undefined;
  if (capital !== undefined) return capital;
  let text = (ASCII.test(surface) ? surface : unicode(surface, language)).toLowerCase();
  if (!WORD.test(text)) {
    text = withoutApostrophes(text).replaceAll("_", "");
    if (DIGIT_AT_END.test(text)) text = number(text);
  }
  return NAMES.get(text) ?? text;
}

function unicode(surface: string, language: string): string {
  let text = surface.replace(DROP, "").normalize("NFKC").replace(DROP, "");
  const [cyrillic, greek] = [CYRILLIC.test(text), GREEK.test(text)];
  if (cyrillic || greek) {
    const latin = text.match(LATIN)?.length ?? 0;
    const short = language.slice(0, 2);
    const native = cyrillic ? CYRILLIC_LANGUAGES.has(short) : short === "el";
    const others = (text.match(/[\u0400-\u052f\u0370-\u03ff]/g) ?? []).length;
    if (latin && cyrillic && native && latin <= others) {
      text = translate(text, TO_CYRILLIC);
    } else if (latin || !native) {
      const folded = translate(text, TO_LATIN);
      if (!CYRILLIC.test(folded) && !GREEK.test(folded)) text = folded;
    }
  }
  let folded = "";
  for (const letter of text) folded += CASEFOLD.get(letter) ?? letter.toLowerCase();
  let kept = "";
  let before = "";
  for (const letter of folded.normalize("NFKD")) {
    if (!ACCENT.test(letter) || (letter === "\u0306" && before === "и")) kept += letter;
    before = letter;
  }
  return translate(kept.normalize("NFC"), EXTRA);
}

function withoutApostrophes(surface: string): string {
  const text = surface.replace(APOSTROPHES, "'");
  return (text.endsWith("'s") ? text.slice(0, -2) : text).replaceAll("'", "");
}

function number(text: string): string {
  if (THOUSANDS.test(text)) return text.replaceAll(",", "").replaceAll(".", "");
  if (/(?:st|nd|rd|th)$/.test(text) && DIGITS.test(text.slice(0, -2))) return text.slice(0, -2);
  return /[.,]/.test(text) ? text.replaceAll(",", ".").replaceAll(".0", "") : text;
}
