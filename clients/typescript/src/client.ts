// The calls of the lookup API, with fetch. Nothing is logged.

import { BatchFailedError, MalformedReplyError, ProblemError, UnreachableError } from "./errors.js";
import type {
  ArticlesReply,
  BatchReply,
  BatchResult,
  BatchText,
  Case,
  CasesQuery,
  FeedbackReply,
  FeedbackRequest,
  MatchReply,
  MatchRequest,
  Problem,
  SearchReply,
  Status,
} from "./types.js";

export interface Options {
  key?: string;
  /** Time limit of each try, in milliseconds; 10 seconds by default. */
  timeout?: number;
  /** How often to repeat a call that got no answer, or status 429 or 503; 0 by default. */
  retries?: number;
}

const FIRST_WAIT = 0.5; // seconds, doubled each time, if the service does not say how long to wait
const LONGEST_WAIT = 60;

/** Calls one service. A call that fails rejects with a ClientError. Redirects are not followed, so text and key never
 * go to another address. */
export class Client {
  readonly #address: string;
  readonly #key: string;
  readonly #timeout: number;
  readonly #retries: number;

  /** Throws a TypeError if the address is not http or https. */
  constructor(address = "http://127.0.0.1:8787", { key = "", timeout = 10_000, retries = 0 }: Options = {}) {
    const url = new URL(address);
    if (!/^https?:$/.test(url.protocol) || url.search || url.hash) {
      throw new TypeError("the address must be one such as http://127.0.0.1:8787");
    }
    this.#address = url.origin + url.pathname.replace(/\/+$/, "");
    this.#key = key;
    this.#timeout = timeout;
    this.#retries = retries;
  }

  /** The passages of a page that repeat debunked claims. Give either `blocks` or `text`. `start` and `end` count UTF-16
   * units, as indexes of JavaScript's strings do. */
  match(asked: MatchRequest): Promise<MatchReply> {
    return this.#ask("POST", "/v1/match", asked);
  }

  /** One case. */
  case(id: string): Promise<Case> {
    return this.#ask("GET", `/v1/cases/${encodeURIComponent(id)}`);
  }

  /** One page of the cases found. `page_token` is the previous page's `next_page_token`. */
  cases(asked: CasesQuery = {}): Promise<SearchReply> {
    const given = Object.entries(asked).map(([name, value]) => [name, String(value)]);
    return this.#ask("GET", `/v1/cases?${new URLSearchParams(given).toString()}`);
  }

  /** Every case found, fetched page by page. */
  async *allCases(asked: CasesQuery = {}): AsyncGenerator<Case> {
    for (let token: string | null | undefined = asked.page_token; token !== null; ) {
      const page: SearchReply = await this.cases(token ? { ...asked, page_token: token } : asked);
      yield* page.cases;
      token = page.next_page_token;
    }
  }

  /** The cases about the article at an address, which may be that of an archived copy. */
  article(url: string): Promise<ArticlesReply> {
    return this.#ask("GET", `/v1/articles?${new URLSearchParams({ url }).toString()}`);
  }

  /** Report that a match is wrong. The service keeps `comment` and `quote`: send only what the reader chose to. */
  feedback(said: FeedbackRequest): Promise<FeedbackReply> {
    return this.#ask("POST", "/v1/feedback", said);
  }

  /** Begin to match many texts. Keep the reply's `id`: without it, nobody can find the batch. */
  startBatch(texts: BatchText[]): Promise<BatchReply> {
    return this.#ask("POST", "/v1/batches", { texts });
  }

  /** The progress of a batch. */
  batch(id: string): Promise<BatchReply> {
    return this.#ask("GET", `/v1/batches/${encodeURIComponent(id)}`);
  }

  /** The answers of a batch that has ended, in the order of its texts. A minute later the service deletes them. */
  async batchResults(id: string): Promise<BatchResult[]> {
    const text = await this.#askText("GET", `/v1/batches/${encodeURIComponent(id)}/results`);
    const lines = text.split("\n").filter(Boolean).map(objectOf);
    if (lines.includes(null)) throw new MalformedReplyError("the results are not from a Rejoinder service");
    return lines as BatchResult[];
  }

  /** End a batch and remove it. */
  async removeBatch(id: string): Promise<void> {
    await this.#askText("DELETE", `/v1/batches/${encodeURIComponent(id)}`);
  }

  /** Match many texts as a batch, and wait for the answers, asking every `wait` seconds. Rejects with a
   * BatchFailedError, which has the answers so far, if the batch fails. */
  async matchMany(texts: BatchText[], wait = 3): Promise<BatchResult[]> {
    let batch = await this.startBatch(texts);
    const { id } = batch;
    while (!(batch = await this.batch(id)).results) await new Promise((resolve) => setTimeout(resolve, wait * 1000));
    const found = await this.batchResults(id);
    try {
      await this.removeBatch(id);
    } catch (error) {
      // the results are fetched, so it is fine if the batch is already gone
      if (!(error instanceof ProblemError && error.status === 404)) throw error;
    }
    if (batch.state === "failed") throw new BatchFailedError(batch.reason ?? "", found);
    return found;
  }

  /** The index that is served, and the limits of the service. */
  status(): Promise<Status> {
    return this.#ask("GET", "/v1/status");
  }

  async #ask<Reply>(method: string, path: string, body?: object): Promise<Reply> {
    const reply = objectOf(await this.#askText(method, path, body));
    if (!reply) throw new MalformedReplyError("the answer is not from a Rejoinder service");
    return reply as Reply;
  }

  async #askText(method: string, path: string, body?: object): Promise<string> {
    for (let tried = 0; ; tried++) {
      try {
        return await this.#askOnce(method, path, body);
      } catch (error) {
        const wait = waitAfter(error, tried);
        if (tried >= this.#retries || wait === null) throw error;
        await new Promise((resolve) => setTimeout(resolve, wait * 1000));
      }
    }
  }

  async #askOnce(method: string, path: string, body?: object): Promise<string> {
    const headers: Record<string, string> = { Accept: "application/json" };
    if (this.#key) headers.Authorization = `Bearer ${this.#key}`;
    if (body) headers["Content-Type"] = "application/json";
    let response: Response;
    let text: string;
    try {
      response = await fetch(this.#address + path, {
        method,
        headers,
        redirect: "error",
        signal: AbortSignal.timeout(this.#timeout),
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      text = await response.text();
    } catch (error) {
      throw new UnreachableError(`no answer (${error instanceof Error ? error.name : "unknown"})`);
    }
    if (response.ok) return text;
    const reply = objectOf(text);
    const isProblem = (response.headers.get("Content-Type") ?? "").startsWith("application/problem+json");
    if (!reply || !isProblem) {
      throw new MalformedReplyError(`the answer (status ${response.status}) is not from a Rejoinder service`);
    }
    const after = response.headers.get("Retry-After") ?? "";
    throw new ProblemError(response.status, reply as Partial<Problem>, /^\d+$/.test(after) ? Number(after) : null);
  }
}

/** The seconds to wait before another try; null if another try is pointless or the wait too long. */
function waitAfter(error: unknown, tried: number): number | null {
  const refused = error instanceof ProblemError ? error : null;
  if (refused ? refused.status !== 429 && refused.status !== 503 : !(error instanceof UnreachableError)) return null;
  const wait = refused?.retryAfter ?? FIRST_WAIT * 2 ** tried;
  return wait <= LONGEST_WAIT ? wait : null;
}

function objectOf(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
