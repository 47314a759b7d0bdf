// The types of requests and replies. Generated from /openapi.json by `make clients`: do not edit.

export type Offsets = "utf-16" | "code-point";
export type Relation = "repeats" | "related";

/** An article that made the claim. */
export interface Article {
  url?: string;
  archived_url?: string;
  outlet?: string;
  language?: string;
  excerpt?: string;
}

/** The catalogued article, or null, and the cases about it. */
export interface ArticlesReply {
  /** unknown keys (as JSON Pointers) and parameters of the request, if it has any */
  ignored?: string[];
  article: Catalogued | null;
  cases: Record<string, Case>;
  disclaimers: Record<string, Source>;
  index: Index;
  took_ms: number;
}

/** Why a text of a batch could not be matched. */
export interface BatchProblem {
  type: string;
  title: string;
  status: number;
  detail?: string;
}

/** The progress of a batch. */
export interface BatchReply {
  id: string;
  /** the path to ask for the batch, and to remove it; only you know it */
  address: string;
  /** a failed batch has the results of the texts that were matched before it failed */
  state: "waiting" | "running" | "done" | "failed";
  texts: number;
  /** texts that were matched */
  done: number;
  created: string;
  /** when the batch is removed; null before its end */
  expires: string | null;
  /** the path of the results; null before the batch's end */
  results: string | null;
  /** unknown keys (as JSON Pointers) and parameters of the request, if it has any */
  ignored?: string[];
  /** why it failed */
  reason?: string;
}

/** The body of POST /v1/batches. */
export interface BatchRequest {
  /** each is a body of POST /v1/match */
  texts: BatchText[];
}

/** A line of a batch's results: a text's number, its id if it had one, and its reply or its problem. */
export interface BatchResult {
  /** number of the text, from 0 */
  n: number;
  id?: string;
  reply?: MatchReply;
  problem?: BatchProblem;
}

/** A text of a batch: the body of POST /v1/match, with an id that the client may choose. */
export interface BatchText {
  /** the page's address, looked up among the cases' articles */
  url?: string | null;
  /** BCP 47, of the page */
  language?: string | null;
  /** the page's text, in pieces */
  blocks?: Block[] | null;
  /**
   * the page's title, which may say that the page checks or denies claims; by default, the first paragraph of `text`
   */
  title?: string | null;
  /** whether the page's markup says that it reviews claims (ClaimReview); if so, no match is `repeats` */
  checks_facts?: boolean | null;
  /** one text instead of `blocks`; its block id is `text` */
  text?: string | null;
  /** least score; by default the model's two thresholds */
  min_score?: number | null;
  /**
   * most matches in the reply, lowered to the service's limit; by default `per_block` for each block, but at least 50
   */
  max_matches?: number | null;
  /** most matches of one block, lowered to the service's limit; 3 by default */
  per_block?: number;
  /** the unit of start and end; utf-16 by default */
  offsets?: Offsets;
  /** an id of your own, which the answer repeats */
  id?: string | null;
}

/** A piece of a page's text: a paragraph, a heading, a list item. */
export interface Block {
  /** unique in the request */
  id: string;
  /** the text as it is on the page */
  text: string;
  /** BCP 47, if it differs from the page's */
  language?: string | null;
  /** whether the page has text before this block that is not sent */
  gap?: boolean | null;
  /** the heading of this block, if no earlier block is: the header of its column in a table */
  heading?: string | null;
}

/** A claim that was debunked or otherwise checked. Keys without a value are left out. */
export interface Case {
  id: string;
  source: string;
  title: string;
  summary?: string;
  response?: string;
  url?: string;
  published?: string;
  lang: string;
  verdict: "false" | "misleading" | "unproven" | "true";
  rating?: Rating | null;
  claimant?: string;
  claimed?: string;
  languages?: string[];
  countries?: string[];
  keywords?: string[];
  outlets?: string[];
  articles?: Article[];
  /** show it wherever you show the case; null if neither the case nor its source has one */
  disclaimer: string | null;
}

/** The parameters of a search. */
export interface CasesQuery {
  /** words, "a phrase", +must, -must-not (COVID-19 is one word); if empty, every case, newest first */
  q?: string;
  /** publisher key */
  source?: string;
  /** false, misleading, unproven or true */
  verdict?: string;
  /** of the articles that made the claim, BCP 47 */
  language?: string;
  /** a country or region that the claim is about */
  country?: string;
  /** who made the claim */
  outlet?: string;
  /** a keyword of the case */
  keyword?: string;
  /** published on this day or later */
  from?: string;
  /** published on this day or earlier */
  to?: string;
  /** best first, or newest first */
  sort?: "" | "relevance" | "date";
  /** cases per page */
  page_size?: number;
  /** `next_page_token` of the previous page */
  page_token?: string;
  /** the unit of the highlights' spans */
  offsets?: Offsets;
}

/** A catalogued article: the address that was asked for, and the cases about it. */
export interface Catalogued {
  url: string;
  cases: string[];
}

/** A value, and how many of the found cases have it. */
export interface Facet {
  value: string;
  cases: number;
}

/** The number of the feedback in the queue. */
export interface FeedbackReply {
  /** unknown keys (as JSON Pointers) and parameters of the request, if it has any */
  ignored?: string[];
  received: boolean;
  id: number;
}

/** A reader's report that a notice is wrong. It has a quote only if the reader chose to send it. */
export interface FeedbackRequest {
  /** the case's id */
  case: string;
  /** `passage` of the match */
  passage: string;
  /** `index.generation` of the reply */
  generation: string;
  /** the reader's own words */
  comment?: string | null;
  /** the passage, if the reader chooses to send it */
  quote?: string | null;
}

/** The index that answered. */
export interface Index {
  generation: string;
  cases: number;
  built: string;
  /** languages of the claims, in which pages can match; empty if any language can */
  languages: string[];
}

/** The limits of one request. */
export interface Limits {
  max_body_bytes: number;
  max_blocks: number;
  max_matches: number;
  max_per_block: number;
  /** processor time of a match request, in milliseconds */
  match_budget_ms: number;
  /** most texts in one batch */
  max_batch_texts: number;
}

/** A passage and the case whose claim it repeats or is related to. */
export interface Match {
  block: string;
  /** offset of the passage's first unit in the block's text as sent */
  start: number;
  /** offset after the passage's last unit */
  end: number;
  /** exactly the text from start to end; a lone surrogate becomes U+FFFD */
  quote: string;
  case: string;
  /** calibrated probability that the passage makes this claim */
  score: number;
  relation: Relation | null;
  /** other cases with the same claim */
  also: string[];
  /** keyed hash of case and passage, for feedback */
  passage: string;
  why: Why;
}

/** The matches in a page, each matched case once, and the disclaimer of each of their sources. */
export interface MatchReply {
  matches: Match[];
  article: Catalogued | null;
  cases: Record<string, Case>;
  disclaimers: Record<string, Source>;
  index: Index;
  /** false: time ran out before everything was read */
  complete?: boolean;
  /** blocks that were read completely */
  blocks_read?: number;
  /** true if the page checks facts: its markup says so, or its address is a publisher's */
  checks_facts?: boolean;
  /** only if the reply may not have all of the matches */
  truncated?: Truncated;
  /** unknown keys (as JSON Pointers) and parameters of the request, if it has any */
  ignored?: string[];
  took_ms: number;
}

/** The body of POST /v1/match: `blocks`, or one `text`, which the service splits at blank lines. */
export interface MatchRequest {
  /** the page's address, looked up among the cases' articles */
  url?: string | null;
  /** BCP 47, of the page */
  language?: string | null;
  /** the page's text, in pieces */
  blocks?: Block[] | null;
  /**
   * the page's title, which may say that the page checks or denies claims; by default, the first paragraph of `text`
   */
  title?: string | null;
  /** whether the page's markup says that it reviews claims (ClaimReview); if so, no match is `repeats` */
  checks_facts?: boolean | null;
  /** one text instead of `blocks`; its block id is `text` */
  text?: string | null;
  /** least score; by default the model's two thresholds */
  min_score?: number | null;
  /**
   * most matches in the reply, lowered to the service's limit; by default `per_block` for each block, but at least 50
   */
  max_matches?: number | null;
  /** most matches of one block, lowered to the service's limit; 3 by default */
  per_block?: number;
  /** the unit of start and end; utf-16 by default */
  offsets?: Offsets;
}

/** An error, as RFC 9457 describes it. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  instance: string;
  detail?: string;
  errors?: WrongPart[];
}

/** A verdict as the publisher gave it: a text, a number on a scale, or both. */
export interface Rating {
  text?: string;
  value?: number | null;
  best?: number | null;
  worst?: number | null;
}

/** The reader model, which decides whether a passage repeats, denies or reports a claim, and its time limit. */
export interface Reader {
  active: boolean;
  name: string | null;
  budget_ms: number | null;
}

/** One page of cases. `highlights` are by case id and field; `facets` count all cases that were found. */
export interface SearchReply {
  total: number;
  /** the query with its unknown words replaced by similar known ones */
  did_you_mean: string | null;
  /** for people: why the query finds nothing, or how it was changed */
  note: string | null;
  cases: Case[];
  highlights: Record<string, Record<string, Snippet[]>>;
  facets: Record<string, Facet[]>;
  next_page_token: string | null;
  disclaimers: Record<string, Source>;
  index: Index;
  /** unknown keys (as JSON Pointers) and parameters of the request, if it has any */
  ignored?: string[];
  took_ms: number;
}

/** The semantic tier: whether it is in use, with which model, and why not if it is not. */
export interface Semantic {
  active: boolean;
  model: string | null;
  problem: string | null;
}

/** The program's name and version. */
export interface Service {
  name: string;
  version: string;
}

/** A part of a field, and the spans of the query's words in it. */
export interface Snippet {
  text: string;
  spans: number[][];
}

/** A publisher of cases. `text` is its disclaimer, null if it has none. */
export interface Source {
  name: string | null;
  text: string | null;
  url: string | null;
}

/** The index that is served, with its sources, limits, models and thresholds. */
export interface Status {
  service: Service;
  index: Index;
  sources: Record<string, Source>;
  limits: Limits;
  semantic: Semantic;
  reader: Reader;
  thresholds: Thresholds;
}

/** The least scores at which a match is returned by default, for each relation. */
export interface Thresholds {
  repeats: number;
  related: number;
}

/** There were more matches than the reply may have; it has the best of them. */
export interface Truncated {
  /** how many there were, counted up to `limits.max_matches` + 1 */
  matches: number;
  /** how many the reply may have */
  max_matches: number;
}

/** Why the passage matches, in terms that a reader understands. A key is left out if it has nothing to say. */
export interface Why {
  /** the field of the case with this wording of the claim: title, summary or excerpt */
  field: string;
  /** the wording of the claim */
  claim: string;
  /** words that passage and claim share, as the page writes them */
  words: string[];
  /** words of the claim that the passage does not contain */
  missing?: string[];
  /** those of `words` that are names */
  names?: string[];
  /** those of `words` that are numbers */
  numbers?: string[];
  /** words that differ from a word of the claim by one letter */
  spelling?: string[];
  /** the words that deny the claim; the match is then never `repeats` */
  denied?: string;
  /** the words that report or check the claim; the match is then never `repeats` */
  reported?: string;
  /** the reader model's probabilities: `repeats`, `denies`, `reports`, `narrative`, `neither` */
  reader?: Record<string, number>;
}

/** A part of the request that is wrong. */
export interface WrongPart {
  pointer: string;
  detail: string;
}
