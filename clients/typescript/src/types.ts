// What the service is sent and what it answers, made from /openapi.json by `make clients`: do not edit.

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

/** Whether an article is catalogued, and the cases about it. */
export interface ArticlesReply {
  /** keys (as JSON Pointers) and parameters of the request that are not known, if any */
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

/** How a batch stands. */
export interface BatchReply {
  id: string;
  /** where it is asked for, and removed; nobody finds it without */
  address: string;
  /** a batch that failed has the results of the texts before */
  state: "waiting" | "running" | "done" | "failed";
  texts: number;
  /** texts that were matched */
  done: number;
  created: string;
  /** when it goes by itself; null before its end */
  expires: string | null;
  /** where its results are; null before its end */
  results: string | null;
  /** keys (as JSON Pointers) and parameters of the request that are not known, if any */
  ignored?: string[];
  /** why it failed */
  reason?: string;
}

/** What POST /v1/batches takes. */
export interface BatchRequest {
  /** each as POST /v1/match takes it */
  texts: BatchText[];
}

/** A line of a batch's results: a text's number, its id if it had one, and the reply, or a problem. */
export interface BatchResult {
  /** of the text, from 0 on */
  n: number;
  id?: string;
  reply?: MatchReply;
  problem?: BatchProblem;
}

/** A text of a batch: what POST /v1/match takes, and an id of the client's own. */
export interface BatchText {
  /** the page's address, looked up among the cases' articles */
  url?: string | null;
  /** BCP 47, of the page */
  language?: string | null;
  /** the page's text, in pieces */
  blocks?: Block[] | null;
  /** the page's heading, by which it may say that it checks or denies claims; of `text` its first */
  title?: string | null;
  /** whether the page's markup says it reviews claims (ClaimReview); nothing on it then repeats one */
  checks_facts?: boolean | null;
  /** instead of `blocks`: one text, whose block id is `text` */
  text?: string | null;
  /** inclusive; by default the model's two thresholds */
  min_score?: number | null;
  /** lowered to the service's limit; by default `per_block` for each block, and 50 at least */
  max_matches?: number | null;
  /** lowered to the service's limit; 3 by default */
  per_block?: number;
  /** the unit of start and end; utf-16 by default */
  offsets?: Offsets;
  /** comes back with the answer */
  id?: string | null;
}

/** A piece of a page's text: a paragraph, a heading, a list item. */
export interface Block {
  /** unique in the request */
  id: string;
  /** the text as it is on the page */
  text: string;
  /** BCP 47, where it differs from the page's */
  language?: string | null;
  /** whether other text of the page, which is not sent, stands before it */
  gap?: boolean | null;
  /** what it stands under, where that is no block before it: the header of its table's column */
  heading?: string | null;
}

/** A debunked, or otherwise checked, claim. What a case does not say has no key. */
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
  /** to be shown wherever the case is; null where neither the case nor its source has one */
  disclaimer: string | null;
}

/** The parameters of a search. */
export interface CasesQuery {
  /** words, "a phrase", +must and -must-not (COVID-19 is a word); empty for every case, newest first */
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
  /** published on that day or later */
  from?: string;
  /** published on that day or earlier */
  to?: string;
  /** best first, or newest first */
  sort?: "" | "relevance" | "date";
  /** cases a page */
  page_size?: number;
  /** `next_page_token` of the page before */
  page_token?: string;
  /** the unit of the highlights' spans */
  offsets?: Offsets;
}

/** A catalogued article: the address that was asked for, and the cases about it. */
export interface Catalogued {
  url: string;
  cases: string[];
}

/** A value and how many of all found cases have it. */
export interface Facet {
  value: string;
  cases: number;
}

/** The number under which it was queued. */
export interface FeedbackReply {
  /** keys (as JSON Pointers) and parameters of the request that are not known, if any */
  ignored?: string[];
  received: boolean;
  id: number;
}

/** A reader's word that a notice is wrong. The quote is there only if the reader chose to send it. */
export interface FeedbackRequest {
  /** the case's id */
  case: string;
  /** `passage` of the match */
  passage: string;
  /** `index.generation` of the reply */
  generation: string;
  /** in the reader's words */
  comment?: string | null;
  /** the passage, if the reader chooses to send it */
  quote?: string | null;
}

/** Which index answered. */
export interface Index {
  generation: string;
  cases: number;
  built: string;
  /** languages of the claims that pages are matched with; none where any may be */
  languages: string[];
}

/** What one request may ask for. */
export interface Limits {
  max_body_bytes: number;
  max_blocks: number;
  max_matches: number;
  max_per_block: number;
  /** processor time of a match request, in milliseconds */
  match_budget_ms: number;
  /** texts of one batch */
  max_batch_texts: number;
}

/** A passage and the case whose claim it repeats or is related to. */
export interface Match {
  block: string;
  /** half-open, into the text as it was sent */
  start: number;
  end: number;
  /** exactly the slice; a lone surrogate reads as U+FFFD */
  quote: string;
  case: string;
  /** calibrated probability that the passage makes this claim */
  score: number;
  relation: Relation | null;
  /** other cases of the same claim */
  also: string[];
  /** keyed hash of case and passage, for feedback */
  passage: string;
  why: Why;
}

/** What was found in a page: the matches, each matched case once, and every source's disclaimer. */
export interface MatchReply {
  matches: Match[];
  article: Catalogued | null;
  cases: Record<string, Case>;
  disclaimers: Record<string, Source>;
  index: Index;
  /** false: time ended before all was read */
  complete?: boolean;
  /** blocks that were read as far as they deserve */
  blocks_read?: number;
  /** true where the page checks facts, by its own markup or as its address is a publisher's */
  checks_facts?: boolean;
  /** only where matches were left out for want of room */
  truncated?: Truncated;
  /** keys (as JSON Pointers) and parameters of the request that are not known, if any */
  ignored?: string[];
  took_ms: number;
}

/** What POST /v1/match takes: `blocks`, or `text`, which is split at blank lines. */
export interface MatchRequest {
  /** the page's address, looked up among the cases' articles */
  url?: string | null;
  /** BCP 47, of the page */
  language?: string | null;
  /** the page's text, in pieces */
  blocks?: Block[] | null;
  /** the page's heading, by which it may say that it checks or denies claims; of `text` its first */
  title?: string | null;
  /** whether the page's markup says it reviews claims (ClaimReview); nothing on it then repeats one */
  checks_facts?: boolean | null;
  /** instead of `blocks`: one text, whose block id is `text` */
  text?: string | null;
  /** inclusive; by default the model's two thresholds */
  min_score?: number | null;
  /** lowered to the service's limit; by default `per_block` for each block, and 50 at least */
  max_matches?: number | null;
  /** lowered to the service's limit; 3 by default */
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

/** The reader: whether it decides what a passage does with a claim, which one, and its time a request. */
export interface Reader {
  active: boolean;
  name: string | null;
  budget_ms: number | null;
}

/** One page of cases; `highlights` by case id and field, `facets` over everything that was found. */
export interface SearchReply {
  total: number;
  /** the query with words that no case has spelt as some have */
  did_you_mean: string | null;
  /** why a query finds nothing or was asked otherwise, for people */
  note: string | null;
  cases: Case[];
  highlights: Record<string, Record<string, Snippet[]>>;
  facets: Record<string, Facet[]>;
  next_page_token: string | null;
  disclaimers: Record<string, Source>;
  index: Index;
  /** keys (as JSON Pointers) and parameters of the request that are not known, if any */
  ignored?: string[];
  took_ms: number;
}

/** The semantic tier: whether it is in use, with which models, and what keeps it from that. */
export interface Semantic {
  active: boolean;
  model: string | null;
  problem: string | null;
}

/** The program. */
export interface Service {
  name: string;
  version: string;
}

/** A part of a field and the places of the words that were asked for. */
export interface Snippet {
  text: string;
  spans: number[][];
}

/** A publisher of cases. `text` is its disclaimer, null where it has none. */
export interface Source {
  name: string | null;
  text: string | null;
  url: string | null;
}

/** What is served, within which limits, by which thresholds. */
export interface Status {
  service: Service;
  index: Index;
  sources: Record<string, Source>;
  limits: Limits;
  semantic: Semantic;
  reader: Reader;
  thresholds: Thresholds;
}

/** Scores from which a match is shown by default. */
export interface Thresholds {
  repeats: number;
  related: number;
}

/** There were more matches than the reply may have: the best of them are in it. */
export interface Truncated {
  /** how many there were; counted up to one more than `limits.max_matches` */
  matches: number;
  /** how many the reply may have */
  max_matches: number;
}

/** What agreed, in terms a reader understands; the optional keys only where there is something to say. */
export interface Why {
  /** where in the case the claim stands: title, summary or excerpt */
  field: string;
  /** that wording of the claim */
  claim: string;
  /** words of the page that agree with it, as the page writes them */
  words: string[];
  /** words of the claim that the passage does not hold */
  missing?: string[];
  /** those of `words` that are names */
  names?: string[];
  /** those of `words` that are numbers */
  numbers?: string[];
  /** words taken for one of the claim with one letter different */
  spelling?: string[];
  /** the words that deny the claim: the match is then never `repeats` */
  denied?: string;
  /** the words by which it is reported or checked: never `repeats` either */
  reported?: string;
  /** the reader's probabilities: `repeats`, `denies`, `reports`, `narrative` and `neither` */
  reader?: Record<string, number>;
}

/** A part of the request that is wrong. */
export interface WrongPart {
  pointer: string;
  detail: string;
}
