// The badge: how many notices a page has, or that the service did not answer.
import { api } from "../lib/api.js";
import { say, sayCount } from "../lib/i18n.js";

export async function showBadge(tab: number, notices: number, failed: boolean): Promise<void> {
  const text = failed ? "!" : notices ? String(Math.min(notices, 99)) : "";
  const title = failed ? say("badge_failed") : notices ? sayCount("notices", notices) : say("extension_name");
  try {
    await api.action.setBadgeText({ tabId: tab, text });
    await api.action.setBadgeBackgroundColor({ tabId: tab, color: failed ? "#6b6257" : "#8a4b00" });
    await api.action.setBadgeTextColor?.({ tabId: tab, color: "#ffffff" });
    await api.action.setTitle({ tabId: tab, title });
  } catch {
    // The tab is gone.
  }
}
