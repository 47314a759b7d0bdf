// Words that tell how a text stands to what it says, by language, as index/pack/local_rules.py has them.
import rules from "./rules.json";
import { stemOf } from "./snowball.js";

export interface Kind {
  words: Set<string>;
  stems: Set<string>;
  begins: string[];
  phrases: string[];
}
type Name = "around" | "within" | "negation";

const KINDS = new Map(
  Object.entries(rules.cues).map(([language, kinds]) => [
    language,
    Object.fromEntries(
      Object.entries(kinds).map(([name, { words, stems, begins, phrases }]) => [
        name,
        { words: new Set<string>(words), stems: new Set<string>(stems), begins, phrases: phrases.map((phrase) => ` ${phrase.join(" ")} `) },
      ]),
    ) as Record<Name, Kind>,
  ]),
);
const ENGLISH = new Set(rules.negations);

/** The words of a language; undefined where there are none. */
export function cuesOf(language: string): Record<Name, Kind> | undefined {
  return KINDS.get(language);
}

/** Whether one of a kind is among folded words. `own`: whether a stem is the claim's own, which counts for nothing. */
export function holds(kind: Kind, words: readonly string[], language: string, own: (stem: string) => boolean): boolean {
  for (const word of words) {
    if (word === "") continue;
    const stem = stemOf(word, language);
    const listed = kind.words.has(word) || kind.stems.has(stem) || kind.begins.some((begin) => word.startsWith(begin));
    if (listed && !own(stem)) return true;
  }
  const line = ` ${words.join(" ")} `;
  return kind.phrases.some((phrase) => line.includes(phrase));
}

/** Whether there is a negation among folded words: one of their language, or of English where its are not known. */
export function negates(words: readonly string[], language: string): boolean {
  const kinds = KINDS.get(language);
  return kinds ? holds(kinds.negation, words, language, () => false) : words.some((word) => ENGLISH.has(word));
}
