// Registers the pages on which the browser starts the content script: none before consent, none in mode "click".
import { api } from "../lib/api.js";
import type { Settings } from "../lib/settings.js";

const ID = "pages";

/** The match patterns of pages that get the content script; empty if it starts only by a click. */
export function patterns(settings: Settings): string[] {
  if (!settings.consented || settings.mode === "click") return [];
  if (settings.mode === "auto") return ["http://*/*", "https://*/*"];
  return settings.sites.filter((site) => !site.includes("*")).map((site) => `*://*.${site}/*`);
}

let queue: Promise<void> = Promise.resolve();

/** Update the browser's registration to the settings. One call at a time, because two at once would register twice. */
export function register(settings: Settings): Promise<void> {
  queue = queue.then(() => apply(settings)).catch((error: unknown) => console.warn("registration:", error));
  return queue;
}

async function apply(settings: Settings): Promise<void> {
  const matches = patterns(settings);
  const before = await api.scripting.getRegisteredContentScripts({ ids: [ID] });
  if (before.length) await api.scripting.unregisterContentScripts({ ids: [ID] });
  if (!matches.length) return;
  await api.scripting.registerContentScripts([
    { id: ID, matches, js: ["content.js"], runAt: "document_idle", allFrames: false, persistAcrossSessions: true },
  ]);
}
