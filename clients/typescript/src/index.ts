export { Client, type Options } from "./client.js";
export { ClientError, MalformedReplyError, ProblemError, UnreachableError } from "./errors.js";
export type * from "./types.js";
