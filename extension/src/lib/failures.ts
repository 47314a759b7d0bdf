// The ways in which a check can fail (`error_` and one of these is the key of a message), and what follows from each.

export const FAILURES = [
  "unreachable", "unreachable_secure", "slow", "unavailable", "redirected", "refused_key", "too_many", "too_large", "service", "malformed",
  "old_service", "service_not_https", "no_pack", "pack",
] as const;

export type Failure = (typeof FAILURES)[number];

/** Failures that concern one request or this computer. All others concern the service as a whole. */
const NOT_OF_SERVICE: ReadonlySet<Failure> = new Set<Failure>(["too_large", "service", "no_pack", "pack"]);
/** Failures in which no service was involved. */
const OF_THIS_COMPUTER: ReadonlySet<Failure> = new Set<Failure>(["no_pack", "pack"]);

export function isOfService(failure: Failure): boolean {
  return !NOT_OF_SERVICE.has(failure);
}

export function isOfThisComputer(failure: Failure): boolean {
  return OF_THIS_COMPUTER.has(failure);
}

/** The failure that an HTTP status stands for. `problem`: whether the answer is JSON, as this service's errors are. */
export function failureOf(status: number, problem: boolean): Failure {
  if (status === 401 || status === 403) return problem || status === 401 ? "refused_key" : "malformed";
  if (status === 404 || status === 405) return problem ? "old_service" : "malformed";
  if (status === 413) return "too_large";
  if (status === 429) return "too_many";
  return status >= 502 && status <= 504 ? "unavailable" : "service";
}

/** How long the service asks to be left alone (Retry-After, seconds or a date), in milliseconds; 0 if it does not. */
export function retryAfter(header: string | null, now = Date.now()): number {
  if (!header) return 0;
  const wait = /^\d+$/.test(header.trim()) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isFinite(wait) ? Math.min(Math.max(0, wait), LONGEST_MS) : 0;
}

const LONGEST_MS = 3_600_000;
