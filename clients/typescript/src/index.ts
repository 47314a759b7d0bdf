export { Client, type Options } from "./client.js";
export { BatchFailedError, ClientError, MalformedReplyError, ProblemError, UnreachableError } from "./errors.js";
export type * from "./types.js";
