// Cuts text into tokens, turns tokens into terms, and detects a block's language, exactly as
// index/matcher/text/analysis.py and stopwords.py do.
import rules from "./rules.json";
import { stemOf } from "./snowball.js";
import { fold } from "./spelling.js";

const TOKEN = new RegExp(rules.token, "gu");
const STOPS = new Map(Object.entries(rules.stops).map(([language, words]) => [language, new Set(words)]));
const SIBLING = 2;
const LOOKED_AT = 200;

/** The version of this analysis. A pack made with another version would match nothing. */
export const ANALYSIS = rules.analysis;

/** The tokens of a text. */
export function tokensOf(text: string): string[] {
  return text.match(TOKEN) ?? [];
}

function characters(word: string): number {
  return word.length <= rules.max_token ? word.length : Array.from(word).length;
}

/** Whether a token is short enough to be a word. Longer ones are never compared. */
export function isShort(word: string): boolean {
  return characters(word) <= rules.max_token;
}

function isStop(word: string, language: string): boolean {
  return STOPS.get(language.startsWith("en") || language === "" ? "en" : language.slice(0, 2))?.has(word) ?? false;
}

/** The term of a token, given its surface and its folded form; "" if it carries no meaning by itself. */
export function termOf(surface: string, word: string, language: string): string {
  if (/^(?:http|www\.|pic\.)/.test(surface) || !isShort(surface)) return "";
  if (word === "" || isStop(word, language) || /^[\x00-\x2f\x3a-\x7f]$/.test(word)) return "";
  return /\p{Nd}$/u.test(word) ? word : stemOf(word, language);
}

/** The language as which a BCP 47 tag is analysed: its primary subtag, or "en". */
export function baseLanguage(language: string): string {
  return (language.split("-")[0] ?? "").toLowerCase() || "en";
}

/** The language of a block's tokens: as declared, unless they clearly hold more stop words of another language. */
export function languageOf(words: readonly string[], declared: string): string {
  const folded = words.slice(0, LOOKED_AT).filter(isShort).map((word) => fold(word, "ru"));
  let [best, most, own] = ["en", 0, 0];
  for (const language of rules.stop_order) {
    const hits = folded.filter((word) => isStop(word, language)).length;
    if (language === declared) own = hits;
    if (hits > most) [best, most] = [language, hits];
  }
  if (declared && (declared === best || most <= SIBLING * own + 2)) return declared;
  if (!most && words.some((word) => /[\u0400-\u04ff]/.test(word))) return "ru";
  return best;
}
