// The reasons for which a pack is refused: those that docs/pack.md lists, and a browser that cannot check signatures.

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

/** A pack or a difference is refused. `refusal` is the reason; the message tells a developer more. */
export class PackRefusal extends Error {
  override name = "PackRefusal";
  constructor(
    readonly refusal: Refusal,
    message: string,
  ) {
    super(message);
  }
}

/** The refusal of bytes that have changed since they were written. */
export function altered(what: string): PackRefusal {
  return new PackRefusal("altered", `the pack is damaged: ${what}`);
}

/** The refusal of a difference that does not fit the pack in use. */
export function misfit(): PackRefusal {
  return new PackRefusal("other-base", "the difference does not fit the pack in use: fetch the whole pack");
}
