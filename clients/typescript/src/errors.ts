// The errors that a call can reject with.

import type { BatchResult, Problem, WrongPart } from "./types.js";

/** A call failed. The base class of all of the client's errors. */
export class ClientError extends Error {
  override name = "ClientError";
}

/** There was no answer: nothing listens at the address, it took too long, or it was a redirect. */
export class UnreachableError extends ClientError {
  override name = "UnreachableError";
}

/** The answer is not from a Rejoinder service, but perhaps from a proxy in front of it. */
export class MalformedReplyError extends ClientError {
  override name = "MalformedReplyError";
}

/** A batch failed before all of its texts were matched. `results` are the answers until then. */
export class BatchFailedError extends ClientError {
  override name = "BatchFailedError";

  constructor(
    readonly reason: string,
    readonly results: BatchResult[],
  ) {
    super(reason ? `the batch failed: ${reason}` : "the batch failed");
  }
}

/** The service answered with an RFC 9457 problem document. `type` is stable. */
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
    /** Seconds to wait before another try, if the service names them. */
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
