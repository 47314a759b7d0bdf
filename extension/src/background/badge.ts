// The badge: how many debunked claims a page repeats, or why it was not checked.
import { api } from "../lib/api.js";
import { isOfThisComputer } from "../lib/failures.js";
import type { Failure } from "../lib/failures.js";
import { say, sayCount } from "../lib/i18n.js";

export async function showBadge(tab: number, claims: number, failure: Failure | ""): Promise<void> {
  const failed = failure ? (isOfThisComputer(failure) ? `${say("extension_name")}: ${say(`error_${failure}`)}` : say("badge_failed")) : "";
  const text = failed ? "!" : claims ? String(Math.min(claims, 99)) : "";
  const title = failed ? failed : claims ? sayCount("claims", claims) : say("extension_name");
  try {
    await api.action.setBadgeText({ tabId: tab, text });
    await api.action.setBadgeBackgroundColor({ tabId: tab, color: failed ? "#6b6257" : "#8a4b00" });
    await api.action.setBadgeTextColor?.({ tabId: tab, color: "#ffffff" });
    await api.action.setTitle({ tabId: tab, title });
  } catch {
    // The tab is gone.
  }
}

/** Say on the toolbar's button why a page was not checked, for when the page itself can show nothing. */
export async function flashBadge(tab: number, reason: string): Promise<void> {
  try {
    await api.action.setBadgeText({ tabId: tab, text: "–" });
    await api.action.setBadgeBackgroundColor({ tabId: tab, color: "#6b6257" });
    await api.action.setTitle({ tabId: tab, title: `${say("extension_name")}: ${reason}` });
  } catch {
    // The tab is gone.
  }
}
