// What the browser is asked to allow, for which choice of the reader, and given back when nothing needs it any more.
import { api } from "./api.js";
import type { ToBackground } from "./messages.js";
import { loadSettings } from "./settings.js";
import type { Mode, Way } from "./settings.js";
import { isFile } from "../packs/held.js";
import { heldPacks } from "../packs/store.js";

/** What Firefox calls the kinds of data that a way sends. */
const COLLECTED: Record<Way, readonly string[]> = { local: [], ask: ["websiteContent"], pages: ["websiteContent", "browsingActivity"] };

/** Firefox asks the reader about the sending of data as about a permission; Chrome knows none of that kind. */
const asksForData = () => api.runtime.getManifest().browser_specific_settings !== undefined;

type Permissions = chrome.permissions.Permissions & { data_collection?: string[] };

/** Ask the browser for what way and mode need. Must be called while the reader's click is being handled. */
export function permit(way: Way, { mode, list }: { mode: Mode | ""; list: readonly string[] }): Promise<boolean> {
  const wanted: Permissions = { origins: originsFor(mode, list) };
  if (asksForData() && COLLECTED[way].length) wanted.data_collection = [...COLLECTED[way]];
  if (!wanted.origins?.length && !wanted.data_collection) return Promise.resolve(true);
  return api.permissions.request(wanted).catch(() => false);
}

/** Which sites a mode has to be allowed to read. */
export function originsFor(mode: Mode | "", sites: readonly string[]): string[] {
  if (mode === "auto") return ["http://*/*", "https://*/*"];
  return mode === "sites" ? sites.flatMap((site) => [`http://*.${site}/*`, `https://*.${site}/*`]) : [];
}

/** The server of a pack, as a permission for it is written; "" for a file. */
export function originOfPack(address: string): string {
  if (isFile(address)) return "";
  const { protocol, hostname } = new URL(address);
  return `${protocol}//${hostname}/*`;
}

/**
 * Ask the browser to let us fetch from the server of this pack, which does not let extensions do so by itself. Must be called
 * while the reader's click is being handled.
 */
export function permitServer(address: string): Promise<boolean> {
  return api.permissions.request({ origins: [originOfPack(address)] }).catch(() => false);
}

/** Have the background give back what nothing needs: it goes on when the page that asked is closed. */
export function tellToGiveBack(): Promise<void> {
  return api.runtime.sendMessage({ type: "give-back" } satisfies ToBackground).then(() => undefined, () => undefined);
}

/** Give back to the browser what way, mode and the packs that are held no longer need. */
export async function dropPermissions(way: Way, mode: Mode | "", sites: readonly string[]): Promise<void> {
  const servers = (await heldPacks().catch(() => [])).map(({ address }) => originOfPack(address));
  const needed = new Set([...originsFor(mode, sites), ...servers, ...COLLECTED[way]]);
  const { origins = [], data_collection = [] }: Permissions = await api.permissions.getAll();
  const idle = origins.filter((origin) => !needed.has(origin));
  if (idle.length) await api.permissions.remove({ origins: idle }).catch(() => undefined);
  const unsent = data_collection.filter((kind) => !needed.has(kind) && kind !== "none");
  if (unsent.length) await api.permissions.remove({ data_collection: unsent } as Permissions).catch(() => undefined);
}

/** Give back what was asked for and is not used after all: what is saved counts. */
export async function giveBack(): Promise<void> {
  const { consented, way, mode, sites } = await loadSettings();
  await dropPermissions(consented ? way : "local", consented ? mode : "", sites);
}
