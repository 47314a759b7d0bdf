// What goes with the request for a pack, and that it was made, for the reader to see.
import { siteOf } from "../../lib/addresses.js";
import type { Settings } from "../../lib/settings.js";
import { serviceOf } from "../../packs/download.js";
import { record } from "../journal.js";

/** The key of the reader's service, for its own pack only; "" for every other one. */
export function keyFor(address: string, { service, key }: Pick<Settings, "service" | "key">): string {
  return key && serviceOf(address) === service ? key : "";
}

/** A pack was asked for. Nothing of a page went with it. */
export function noteFetch(address: string, outcome: string): Promise<void> {
  return record({ at: Date.now(), page: "pack", kind: "pack", service: address, address: "", site: siteOf(address), blocks: 0, characters: 0, text: "", outcome });
}
