// Reads a page's blocks as sentences and terms.
import type { SentBlock } from "../lib/contract.js";
import type { Terms } from "./terms.js";
import { negates } from "./cues.js";
import { sentences } from "./sentences.js";
import { fold } from "./spelling.js";
import { isShort, languageOf, termOf, tokensOf } from "./words.js";

/** Numbers for tokens that are not terms of the pack: stop word, unknown word, unknown number, unknown name. */
export const STOP = -1;
const WORD = -2;
export const FIGURE = -3;
export const CAPITAL = -4;
const REMEMBERED = 50_000;

export interface Sentence {
  /** [start, end) in the block's text, UTF-16 units. */
  start: number;
  end: number;
  /** For each token the number of its term, or one of the negative numbers above. */
  tokens: number[];
  /** The folded tokens. */
  words: string[];
  /** Whether it contains a negation; undefined until it is needed, which for most sentences is never. */
  negated?: boolean;
  terms: Set<number>;
}

export interface Block {
  id: string;
  text: string;
  language: string;
  gap: boolean;
  heading: string;
  sentences: Sentence[];
  /** Its distinct terms. */
  terms: Set<number>;
  mass: number;
}

/** Whether one of these sentences is negated. */
export function anyNegated(sentences: readonly Sentence[], language: string): boolean {
  return sentences.some((sentence) => (sentence.negated ??= negates(sentence.words, language)));
}

type Known = Map<string, readonly [kind: number, folded: string]>;

/** Reads the blocks of pages against one pack. */
export class PageReader {
  private readonly known = new Map<string, Known>();

  constructor(private readonly terms: Terms) {}

  /** `declared`: the page's language as a primary subtag, or "" if the page declares none. */
  read({ id, text: sent, gap, heading }: SentBlock, declared: string): Block {
    const text = /[\ud800-\udfff]/.test(sent) ? sent.replace(/\p{Surrogate}/gu, "\ufffd") : sent;
    const spans = sentences(text);
    const tokens = spans.map(([start, end]) => tokensOf(text.slice(start, end)));
    const language = languageOf(tokens.flat(), declared);
    const block: Block = { id, text, language, gap: gap === true, heading: heading ?? "", sentences: [], terms: new Set(), mass: 0 };
    let unseen = 0;
    for (const [n, [start, end]] of spans.entries()) {
      const sentence = this.sentence(tokens[n] ?? [], language, start, end);
      for (const token of sentence.tokens) {
        if (token >= 0) block.terms.add(token);
        else if (token < STOP) unseen++;
      }
      block.sentences.push(sentence);
    }
    for (const term of block.terms) block.mass += this.terms.weight[term] ?? 0;
    block.mass += unseen * this.terms.unseen;
    return block;
  }

  private sentence(words: readonly string[], language: string, start: number, end: number): Sentence {
    const made: Sentence = { start, end, tokens: [], words: [], terms: new Set() };
    for (const [n, word] of words.entries()) {
      const [kind, folded] = this.token(word, language);
      made.tokens.push(kind === WORD && n && /^\p{Uppercase}/u.test(word) ? CAPITAL : kind);
      made.words.push(folded);
      if (kind >= 0) made.terms.add(kind);
    }
    return made;
  }

  private token(word: string, language: string): readonly [number, string] {
    let known = this.known.get(language);
    if (!known) this.known.set(language, (known = new Map<string, readonly [number, string]>()));
    const before = known.get(word);
    if (before) return before;
    const folded = isShort(word) ? fold(word, language) : "";
    const term = termOf(word, folded, language);
    const kind = term === "" ? STOP : (this.terms.number.get(term) ?? (/^\p{Nd}/u.test(term) ? FIGURE : WORD));
    if (known.size >= REMEMBERED) known.clear();
    const made = [kind, folded] as const;
    known.set(word, made);
    return made;
  }
}
