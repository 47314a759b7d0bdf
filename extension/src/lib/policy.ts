// Decides whether a page may be read and its text sent. Only the background's decision counts.
import { isWebPage, onSite, serviceBase } from "./addresses.js";
import { isLocal } from "./local.js";
import { neverEntry } from "./never.js";
import type { Category } from "./never.js";
import type { Settings } from "./settings.js";

export type Refusal = "no_consent" | "paused" | "not_a_page" | "private" | "local" | "never" | "excluded" | "signed_in" | "not_asked";

export interface PageAddress {
  url: string;
  incognito: boolean;
  /** Whether the reader allowed this one page although its site is never read. */
  allowed?: boolean;
  /** Whether the page seems private to its reader. */
  signedIn?: boolean;
}

/** The entry because of which a site is never read: one of the shipped list, or one of the reader's own. */
export interface Objection {
  category: Category | "own";
  entry: string;
}

/** The entry because of which a page is never read, of the reader's list or the shipped one; null when there is none. */
export function objection(settings: Settings, address: string): Objection | null {
  const own = settings.never.find((site) => onSite(address, site));
  if (own) return { category: "own", entry: own };
  return settings.allowed.some((site) => onSite(address, site)) ? null : neverEntry(address);
}

/** Whether the reader has switched everything off for now. */
export function isPaused({ paused }: Settings, now = Date.now()): boolean {
  return paused === "always" || Date.parse(paused) > now;
}

/** Whether this is the demo article of the reader's own service: the one exception to the rule about local addresses. */
export function isDemo(settings: Settings, address: string): boolean {
  return new RegExp("^/demo(/|$)").test(pathUnder(serviceBase(settings.service), address));
}

function pathUnder(base: string, address: string): string {
  return address.startsWith(`${base}/`) ? new URL(address).pathname.slice(new URL(base).pathname.replace(/\/$/, "").length) : "";
}

/** Why a page must not be read in any mode, not even after a click; null when it may be. */
export function refusal(settings: Settings, page: PageAddress): Refusal | null {
  if (!settings.consented) return "no_consent";
  if (isPaused(settings)) return "paused";
  if (!isWebPage(page.url)) return "not_a_page";
  if (page.incognito && !settings.private) return "private";
  if (isLocal(page.url) && !isDemo(settings, page.url)) return "local";
  if (!page.allowed && objection(settings, page.url)) return "never";
  if (settings.excluded.some((site) => onSite(page.url, site))) return "excluded";
  return null;
}

/**
 * Why a page is not read automatically: as `refusal`; "signed_in" if mode "auto" would read it but it seems private, and the
 * reader has not allowed its site; "not_asked" if the mode waits for a click. Null when it is read.
 */
export function automaticRefusal(settings: Settings, page: PageAddress): Refusal | null {
  const against = refusal(settings, page);
  if (against) return against;
  if (settings.mode === "auto") return page.signedIn && !settings.allowed.some((site) => onSite(page.url, site)) ? "signed_in" : null;
  if (settings.mode === "sites" && settings.sites.some((site) => onSite(page.url, site))) return null;
  return "not_asked";
}
