// Restarts open pages after an update: they hold a content script of the old version, or what is left of one.
import { api } from "../lib/api.js";
import { automaticRefusal } from "../lib/policy.js";
import type { Settings } from "../lib/settings.js";
import { takeAway } from "../content/leftovers.js";

/** Start anew in every open page that is checked automatically, and clean up in the others, as far as the browser lets us. */
export async function restartPages(settings: Settings): Promise<void> {
  for (const tab of await api.tabs.query({})) {
    if (tab.id === undefined || !tab.url) continue;
    const target = { tabId: tab.id };
    const left = automaticRefusal(settings, { url: tab.url, incognito: tab.incognito });
    const begun = left ? api.scripting.executeScript({ target, func: takeAway }) : api.scripting.executeScript({ target, files: ["content.js"] });
    // This fails on pages that no extension may touch.
    await begun.catch(() => undefined);
  }
}
