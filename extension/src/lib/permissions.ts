// Asks the browser for the permissions that the reader's choices need, and gives back those that nothing needs any more.
import { api } from "./api.js";
import type { ToBackground } from "./messages.js";
import { loadSettings } from "./settings.js";
import type { Mode, Way } from "./settings.js";
import { isFile } from "../packs/held.js";
import { heldPacks } from "../packs/store.js";

/** The kinds of data that each way sends, by Firefox's names. */
const COLLECTED: Record<Way, readonly string[]> = { local: [], ask: ["websiteContent"], pages: ["websiteContent", "browsingActivity"] };

/** Whether sending data needs a permission: it does in Firefox; Chrome has no such permission. */
const asksForData = () => api.runtime.getManifest().browser_specific_settings !== undefined;

type Permissions = chrome.permissions.Permissions & { data_collection?: string[] };

/** Ask the browser for the permissions that way and mode need. Call this while the reader's click is being handled. */
export function permit(way: Way, { mode, list }: { mode: Mode | ""; list: readonly string[] }): Promise<boolean> {
  const wanted: Permissions = { origins: originsFor(mode, list) };
  if (asksForData() && COLLECTED[way].length) wanted.data_collection = [...COLLECTED[way]];
  if (!wanted.origins?.length && !wanted.data_collection) return Promise.resolve(true);
  return api.permissions.request(wanted).catch(() => false);
}

/** The origins that a mode must be allowed to read. */
export function originsFor(mode: Mode | "", sites: readonly string[]): string[] {
  if (mode === "auto") return ["http://*/*", "https://*/*"];
  return mode === "sites" ? sites.flatMap((site) => [`http://*.${site}/*`, `https://*.${site}/*`]) : [];
}

/** The origin pattern of a pack's server; "" for a file. */
export function originOfPack(address: string): string {
  if (isFile(address)) return "";
  const { protocol, hostname } = new URL(address);
  return `${protocol}//${hostname}/*`;
}

/**
 * Ask the browser to let us fetch from the server of this pack, for servers that do not allow extensions by CORS. Call this
 * while the reader's click is being handled.
 */
export function permitServer(address: string): Promise<boolean> {
  return api.permissions.request({ origins: [originOfPack(address)] }).catch(() => false);
}

/** Have the background give back permissions that nothing needs. It finishes even if this page is closed. */
export function tellToGiveBack(): Promise<void> {
  return api.runtime.sendMessage({ type: "give-back" } satisfies ToBackground).then(() => undefined, () => undefined);
}

/** Give back the permissions that way, mode and stored packs do not need. */
export async function dropPermissions(way: Way, mode: Mode | "", sites: readonly string[]): Promise<void> {
  const servers = (await heldPacks().catch(() => [])).map(({ address }) => originOfPack(address));
  const needed = new Set([...originsFor(mode, sites), ...servers, ...COLLECTED[way]]);
  const { origins = [], data_collection = [] }: Permissions = await api.permissions.getAll();
  const idle = origins.filter((origin) => !needed.has(origin));
  if (idle.length) await api.permissions.remove({ origins: idle }).catch(() => undefined);
  const unsent = data_collection.filter((kind) => !needed.has(kind) && kind !== "none");
  if (unsent.length) await api.permissions.remove({ data_collection: unsent } as Permissions).catch(() => undefined);
}

/** Give back the permissions that the saved settings do not need. */
export async function giveBack(): Promise<void> {
  const { consented, way, mode, sites } = await loadSettings();
  await dropPermissions(consented ? way : "local", consented ? mode : "", sites);
}
