// Sends requests to the reader's service and to nobody else, with time limits, and turns failures into kinds that a reader
// can be told about.
import { serviceBase, serviceProblem } from "../lib/addresses.js";
import { MalformedReply, readMatchReply, readStatus } from "../lib/contract.js";
import type { MatchReply, MatchRequest, Status } from "../lib/contract.js";
import { failureOf, retryAfter } from "../lib/failures.js";
import type { Failure } from "../lib/failures.js";
import type { Settings } from "../lib/settings.js";

/** After this long a service counts as slow. Below ten seconds, because by then a reader has given up. */
export const PATIENCE_MS = 8_000;
const MAX_REPLY = 20_000_000;

/** Read the text of an answer. Gives up as soon as it is longer than any genuine one. */
async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for (const reader = response.body?.getReader(); reader; ) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.byteLength;
    if (bytes > MAX_REPLY) {
      await reader.cancel();
      throw new ServiceFailure("malformed");
    }
    text += decoder.decode(value, { stream: true });
  }
  return text + decoder.decode();
}

export class ServiceFailure extends Error {
  override name = "ServiceFailure";
  /** `wait`: for how many milliseconds the service asks to be left alone. */
  constructor(
    readonly failure: Failure,
    readonly wait = 0,
  ) {
    super(failure);
  }
}

export interface Feedback {
  case: string;
  passage: string;
  generation: string;
  comment?: string;
  quote?: string;
}

type Service = Pick<Settings, "service" | "key">;

async function request(service: Service, path: string, body?: unknown): Promise<unknown> {
  if (serviceProblem(service.service)) throw new ServiceFailure("service_not_https");
  const headers: Record<string, string> = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (service.key) headers.Authorization = `Bearer ${service.key}`;
  let response: Response;
  let text: string;
  try {
    response = await fetch(serviceBase(service.service) + path, {
      method: body === undefined ? "GET" : "POST",
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(PATIENCE_MS),
      // No cookies, no referrer, and no redirect to another place than the one the reader chose.
      credentials: "omit",
      referrerPolicy: "no-referrer",
      redirect: "manual",
      cache: "no-store",
    });
    // Probably the sign-in page of a hotel's or a company's network.
    if (response.type === "opaqueredirect") throw new ServiceFailure("redirected");
    text = await readText(response);
  } catch (error) {
    if (error instanceof ServiceFailure) throw error;
    if (error instanceof DOMException && error.name === "TimeoutError") throw new ServiceFailure("slow");
    // Browsers do not tell us whether they refused a certificate or the service is not there.
    throw new ServiceFailure(service.service.startsWith("https:") ? "unreachable_secure" : "unreachable");
  }
  if (!response.ok) {
    const problem = /\bjson\b/.test(response.headers.get("Content-Type") ?? "");
    throw new ServiceFailure(failureOf(response.status, problem), retryAfter(response.headers.get("Retry-After")));
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ServiceFailure("malformed");
  }
}

async function reading<T>(answer: Promise<unknown>, read: (value: unknown) => T): Promise<T> {
  try {
    return read(await answer);
  } catch (error) {
    if (error instanceof MalformedReply) throw new ServiceFailure("malformed");
    throw error;
  }
}

/** POST /v1/match. Throws ServiceFailure. */
export function askMatch(service: Service, body: MatchRequest): Promise<MatchReply> {
  return reading(request(service, "/v1/match", body), (value) => readMatchReply(value, body.blocks.length));
}

/** GET /v1/status, to check an address before it is saved. Throws ServiceFailure. */
export function askStatus(service: Service): Promise<Status> {
  return reading(request(service, "/v1/status"), readStatus);
}

/** POST /v1/feedback. Throws ServiceFailure. */
export async function sendFeedback(service: Service, feedback: Feedback): Promise<void> {
  await request(service, "/v1/feedback", feedback);
}
