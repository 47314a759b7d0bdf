// The types of the service's answers, and the checks that read them. The reader chose the service, but what it sends is
// not trusted: parts of a wrong shape are dropped, and sizes are limited.

export interface SentBlock {
  id: string;
  text: string;
  /** Whether the page has text just before it that is not sent. */
  gap?: boolean;
  /** The header of its table column. */
  heading?: string;
}

/** A question about a page, to a service or to packs. */
export interface MatchRequest {
  url?: string;
  title?: string;
  language?: string;
  min_score?: number;
  checks_facts?: boolean;
  blocks: SentBlock[];
}

export type Relation = "repeats" | "related" | null;

export interface Match {
  block: string;
  /** A half-open range, in UTF-16 units of the block's text as it was sent. */
  start: number;
  end: number;
  quote: string;
  case: string;
  score: number;
  relation: Relation;
  also: string[];
  passage: string;
  why: Why;
}

/** What a passage may do with a claim, as the service's reader decides. */
export const ANSWERS = ["repeats", "denies", "reports", "narrative", "neither"] as const;
export type Answer = (typeof ANSWERS)[number];

/** What agreed between passage and claim. */
export interface Why {
  field?: string;
  claim?: string;
  words: string[];
  missing: string[];
  names: string[];
  numbers: string[];
  denied: string;
  reported: string;
  /** The reader's probability of each answer; empty if it did not read the passage. */
  reader: Partial<Record<Answer, number>>;
}

export interface Case {
  id: string;
  source: string;
  title: string;
  summary: string;
  response: string;
  /** An http or https address, else "". */
  url: string;
  published: string;
  lang: string;
  verdict: string;
  rating: string;
  claimant: string;
  claimed: string;
  outlets: string[];
  disclaimer: string;
  /** Whether `response` is only its beginning. The rest is at the case's address. */
  partial?: boolean;
}

export interface Source {
  name: string;
  text: string;
  url: string;
}

export interface MatchReply {
  matches: Match[];
  article: { url: string; cases: string[] } | null;
  cases: Record<string, Case>;
  disclaimers: Record<string, Source>;
  generation: string;
  /** How many of the blocks sent were read completely. The service's time may end before it has read all. */
  blocksRead: number;
  /** The languages of the claims in the index; empty if the service does not say. */
  languages: string[];
  /** Whether the page counts as one that checks facts. Then no passage is reported as `repeats`. */
  checksFacts: boolean;
  /** Who answered: the reader's service, or the browser itself with a pack. */
  matchedBy: "service" | "pack";
}

export interface Status {
  cases: number;
  generation: string;
  maxBlocks: number;
  maxBytes: number;
}

export class MalformedReply extends Error {
  override name = "MalformedReply";
}

const MAX_TEXT = 50_000;
const MAX_LIST = 200;

type Json = Record<string, unknown>;

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function text(value: unknown, most = MAX_TEXT): string {
  return typeof value === "string" ? value.slice(0, most) : "";
}

function texts(value: unknown, most = MAX_LIST): string[] {
  if (!Array.isArray(value)) return [];
  return value
    .filter((item): item is string => typeof item === "string" && item.trim() !== "")
    .slice(0, most)
    .map((item) => item.slice(0, 500));
}

/** The address if it is http or https, else "". */
export function webAddress(value: unknown): string {
  if (typeof value !== "string" || value.length > 4096) return "";
  try {
    const url = new URL(value);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : "";
  } catch {
    return "";
  }
}

/** A BCP 47 tag, else "". */
export function languageTag(value: unknown): string {
  return typeof value === "string" && /^[a-z]{2,8}(-[a-z0-9]{1,8}){0,6}$/i.test(value) ? value : "";
}

function count(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? Math.floor(value) : 0;
}

function readAnswers(value: unknown): Why["reader"] {
  const raw = isObject(value) ? value : {};
  const known = ANSWERS.map((answer) => [answer, raw[answer]] as const);
  return Object.fromEntries(known.filter(([, p]) => typeof p === "number" && p >= 0 && p <= 1));
}

function readWhy(value: unknown): Why {
  const raw = isObject(value) ? value : {};
  return {
    field: text(raw.field, 40),
    claim: text(raw.claim, 2000),
    words: texts(raw.words, 40),
    missing: texts(raw.missing, 40),
    names: texts(raw.names, 20),
    numbers: texts(raw.numbers, 20),
    denied: text(raw.denied, 200),
    reported: text(raw.reported, 200),
    reader: readAnswers(raw.reader),
  };
}

function readMatch(value: unknown): Match | null {
  if (!isObject(value)) return null;
  const { block, start, end, score, relation } = value;
  const whole = typeof value.case === "string" && typeof block === "string";
  if (!whole || !Number.isInteger(start) || !Number.isInteger(end)) return null;
  if (typeof score !== "number" || !(score >= 0 && score <= 1)) return null;
  if ((start as number) < 0 || (end as number) <= (start as number)) return null;
  return {
    block,
    start: start as number,
    end: end as number,
    quote: text(value.quote),
    case: value.case as string,
    score,
    relation: relation === "repeats" || relation === "related" ? relation : null,
    also: texts(value.also, 20),
    passage: text(value.passage, 128),
    why: readWhy(value.why),
  };
}

function readCase(id: string, value: unknown): Case | null {
  if (!isObject(value) || typeof value.title !== "string" || value.title.trim() === "") return null;
  return {
    id,
    source: text(value.source, 200),
    title: text(value.title, 2000),
    summary: text(value.summary),
    response: text(value.response),
    url: webAddress(value.url),
    published: text(value.published, 40),
    lang: languageTag(value.lang) || "en",
    verdict: text(value.verdict, 40),
    rating: isObject(value.rating) ? text(value.rating.text, 200) : "",
    claimant: text(value.claimant, 300),
    claimed: text(value.claimed, 40),
    outlets: texts(value.outlets, 50),
    disclaimer: text(value.disclaimer, 5000),
  };
}

function readSource(value: unknown): Source | null {
  if (!isObject(value)) return null;
  return { name: text(value.name, 200), text: text(value.text, 5000), url: webAddress(value.url) };
}

function readMap<T>(value: unknown, read: (key: string, item: unknown) => T | null): Record<string, T> {
  // No prototype, so that an id such as "constructor" finds nothing unless it was sent.
  const made: Record<string, T> = Object.create(null) as Record<string, T>;
  if (!isObject(value)) return made;
  for (const [key, item] of Object.entries(value)) {
    const kept = read(key, item);
    if (kept) made[key] = kept;
  }
  return made;
}

/** How many of the blocks sent were read: all, unless the service says that it did not finish. */
function readBlocksRead(value: Json, sent: number): number {
  return value.complete === false ? Math.min(count(value.blocks_read), sent) : sent;
}

/** Read the answer of POST /v1/match about `sent` blocks. Drops parts that are wrong. Throws MalformedReply if it is no such answer. */
export function readMatchReply(value: unknown, sent: number): MatchReply {
  if (!isObject(value) || !Array.isArray(value.matches) || !isObject(value.cases)) {
    throw new MalformedReply("the answer is not one of this service's");
  }
  const cases = readMap(value.cases, readCase);
  const article = isObject(value.article) ? value.article : null;
  const known = texts(article?.cases).filter((id) => id in cases);
  const matches = value.matches.slice(0, 2000).map(readMatch);
  return {
    matches: matches.filter((match): match is Match => match !== null && match.case in cases),
    article: known.length ? { url: webAddress(article?.url), cases: known } : null,
    cases,
    disclaimers: readMap(value.disclaimers, (_, item) => readSource(item)),
    generation: isObject(value.index) ? text(value.index.generation, 200) : "",
    blocksRead: readBlocksRead(value, sent),
    checksFacts: value.checks_facts === true,
    matchedBy: "service",
    languages: isObject(value.index) ? texts(value.index.languages).filter(languageTag) : [],
  };
}

/** Read the answer of GET /v1/status. Throws MalformedReply if it is no such answer. */
export function readStatus(value: unknown): Status {
  const index = isObject(value) && isObject(value.index) ? value.index : null;
  if (!index) throw new MalformedReply("the answer is not one of this service's");
  const limits = isObject(value) && isObject(value.limits) ? value.limits : {};
  return {
    cases: count(index.cases),
    generation: text(index.generation, 200),
    maxBlocks: count(limits.max_blocks),
    maxBytes: count(limits.max_body_bytes),
  };
}
