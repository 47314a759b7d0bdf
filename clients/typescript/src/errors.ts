// What a call can end in, beside an answer.

import type { BatchResult, Problem, WrongPart } from "./types.js";

/** Whatever kept a call from being answered. */
export class ClientError extends Error {
  override name = "ClientError";
}

/** No answer: nothing listens there, it took too long, or the answer led elsewhere. */
export class UnreachableError extends ClientError {
  override name = "UnreachableError";
}

/** What answered is no such service, or a proxy in front of it. */
export class MalformedReplyError extends ClientError {
  override name = "MalformedReplyError";
}

/** A batch ended before all of its texts were answered. `results` are the answers to those before. */
export class BatchFailedError extends ClientError {
  override name = "BatchFailedError";

  constructor(
    readonly reason: string,
    readonly results: BatchResult[],
  ) {
    super(reason ? `the batch failed: ${reason}` : "the batch failed");
  }
}

/** The service refused, with an RFC 9457 document. `type` is stable. */
export class ProblemError extends ClientError {
  override name = "ProblemError";
  readonly type: string;
  readonly title: string;
  readonly detail: string;
  readonly instance: string;
  /** The parts of the request that are wrong. */
  readonly errors: WrongPart[];

  constructor(
    readonly status: number,
    problem: Partial<Problem>,
    /** Seconds after which to try again, where the service names them. */
    readonly retryAfter: number | null = null,
  ) {
    const { type = "about:blank", title = "", detail = "", instance = "", errors } = problem;
    super([title || `status ${status}`, detail].filter(Boolean).join(": "));
    this.type = type;
    this.title = title;
    this.detail = detail;
    this.instance = instance;
    this.errors = Array.isArray(errors) ? errors : [];
  }
}
