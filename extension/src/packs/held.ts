// What we store about each pack, and why a pack can be refused.

/** Why a pack was not accepted: `pack_` and one of these is the key of a message. */
export const PROBLEMS = [
  "too_large", "not_a_pack", "other_version", "truncated", "altered", "other_key", "older", "other_base", "no_ed25519", "not_an_address",
  "unreachable", "no_cors", "slow", "redirected", "refused_access", "not_found", "unavailable", "no_room", "failed",
] as const;

export type Problem = (typeof PROBLEMS)[number];

/** A pack was not accepted. The one in use, if any, stays. */
export class PackProblem extends Error {
  override name = "PackProblem";
  constructor(readonly problem: Problem) {
    super(problem);
  }
}

/** What a pack says about itself, covered by its signature. */
export interface Described {
  /** The public key that signed it, base64. */
  key: string;
  generation: string;
  /** ISO 8601. */
  built: string;
  cases: number;
  languages: string[];
  /** Names of the publishers whose cases it contains. */
  publishers: string[];
  bytes: number;
}

export interface HeldPack extends Described {
  /** Where it came from, and its key in the store; `file:NAME` if the reader gave a file. */
  address: string;
  /** When its bytes arrived, and when its address was last asked for newer ones, in milliseconds since 1970. */
  fetched: number;
  asked: number;
  /** Why the last request failed; "" if it succeeded. */
  problem: Problem | "";
}

export const isFile = (address: string) => address.startsWith("file:");
