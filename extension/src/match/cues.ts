// Cue words that show whether a text denies or only reports a claim, by language, as index/pack/local_rules.py lists them.
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

/** The cues of a language; undefined if we have none. */
export function cuesOf(language: string): Record<Name, Kind> | undefined {
  return KINDS.get(language);
}

/** Whether folded words contain a cue of this kind. `own` tells whether a stem belongs to the claim itself and does not count. */
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

/** Whether folded words contain a negation of their language, or of English if we have no cues of their language. */
export function negates(words: readonly string[], language: string): boolean {
  const kinds = KINDS.get(language);
  return kinds ? holds(kinds.negation, words, language, () => false) : words.some((word) => ENGLISH.has(word));
}
