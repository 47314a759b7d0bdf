// Why a pack is not used: the names that docs/pack.md lists, and that of a browser which cannot check signatures.

export type Refusal =
  | "too-large"
  | "not-a-pack"
  | "other-version"
  | "truncated"
  | "altered"
  | "other-key"
  | "older"
  | "other-base"
  | "no-ed25519";

/** A pack, or a difference between two, is not used. `refusal` is the kind; the message says more, to a developer. */
export class PackRefusal extends Error {
  override name = "PackRefusal";
  constructor(
    readonly refusal: Refusal,
    message: string,
  ) {
    super(message);
  }
}

/** The refusal of bytes that are not those that were written. */
export function altered(what: string): PackRefusal {
  return new PackRefusal("altered", `the pack is damaged: ${what}`);
}

/** The refusal of a difference to another pack than the one it is applied to. */
export function misfit(): PackRefusal {
  return new PackRefusal("other-base", "the difference does not fit the pack in use: fetch the whole pack");
}
