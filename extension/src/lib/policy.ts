// Whether a page may be read and its text sent. The background decides; nobody else's word counts.
import { isWebPage, onSite, serviceBase } from "./addresses.js";
import { isLocal } from "./local.js";
import { neverEntry } from "./never.js";
import type { Category } from "./never.js";
import type { Settings } from "./settings.js";

export type Refusal = "no_consent" | "paused" | "not_a_page" | "private" | "local" | "never" | "excluded" | "signed_in" | "not_asked";

export interface PageAddress {
  url: string;
  incognito: boolean;
  /** Whether the reader allowed this very page, though its site is on the list of those that are never read. */
  allowed?: boolean;
  /** Whether the page seems to be written for its reader alone. */
  signedIn?: boolean;
}

/** What stands against a site: an entry of the shipped list, or one of the reader's own. */
export interface Objection {
  category: Category | "own";
  entry: string;
}

/** The entry of the lists of sites that are never read which stands against a page; null when none does. */
export function objection(settings: Settings, address: string): Objection | null {
  const own = settings.never.find((site) => onSite(address, site));
  if (own) return { category: "own", entry: own };
  return settings.allowed.some((site) => onSite(address, site)) ? null : neverEntry(address);
}

/** Whether the reader has switched everything off for now. */
export function isPaused({ paused }: Settings, now = Date.now()): boolean {
  return paused === "always" || Date.parse(paused) > now;
}

/** The demo article of the reader's own service, the one exception from the rule about local addresses. */
export function isDemo(settings: Settings, address: string): boolean {
  return new RegExp("^/demo(/|$)").test(pathUnder(serviceBase(settings.service), address));
}

function pathUnder(base: string, address: string): string {
  return address.startsWith(`${base}/`) ? new URL(address).pathname.slice(new URL(base).pathname.replace(/\/$/, "").length) : "";
}

/** Why this page is never read, whatever the mode and however it was asked for; null when nothing stands against it. */
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

/** As `refusal`; "signed_in" where only every page is allowed and this one seems private, "not_asked" where the mode leaves it to a click. */
export function automaticRefusal(settings: Settings, page: PageAddress): Refusal | null {
  const against = refusal(settings, page);
  if (against) return against;
  if (settings.mode === "auto") return page.signedIn && !settings.allowed.some((site) => onSite(page.url, site)) ? "signed_in" : null;
  if (settings.mode === "sites" && settings.sites.some((site) => onSite(page.url, site))) return null;
  return "not_asked";
}
