// The key that goes with the request for a pack, and the journal's entry about the request.
import { siteOf } from "../../lib/addresses.js";
import type { Settings } from "../../lib/settings.js";
import { serviceOf } from "../../packs/download.js";
import { record } from "../journal.js";

/** The key of the reader's service if this is the service's own pack; "" for all other packs. */
export function keyFor(address: string, { service, key }: Pick<Settings, "service" | "key">): string {
  return key && serviceOf(address) === service ? key : "";
}

/** Record that a pack was asked for. Nothing about any page goes with that request. */
export function noteFetch(address: string, outcome: string): Promise<void> {
  return record({ at: Date.now(), page: "pack", kind: "pack", service: address, address: "", site: siteOf(address), blocks: 0, characters: 0, text: "", outcome });
}
