// What is added to a page's style from outside: the look of highlights, and room at its top for the bar.
import { api } from "../lib/api.js";
import type { Settings } from "../lib/settings.js";
import { highlightStyle } from "../lib/styles.js";

const keyOf = (tab: number) => `room:${tab}`;
const MOST_ROOM = 400;

/** Show highlights in this tab as the reader wants them. */
export async function styleHighlights(tab: number, settings: Settings): Promise<void> {
  const css = highlightStyle(settings.shape, settings.colour);
  // A reader's style sheet reaches into shadow roots where a page's does not; of it Chrome paints no background.
  for (const origin of ["USER", "AUTHOR"] as const) {
    await api.scripting.insertCSS({ target: { tabId: tab, allFrames: true }, origin, css });
  }
}

/** Push the page down by this much, 0 to put it back, without a change to its document. */
export function makeRoom(tab: number, height: number): Promise<void> {
  // One after the other: each takes away what the one before put in.
  return navigator.locks.request(keyOf(tab), () => changeRoom(tab, height));
}

async function changeRoom(tab: number, height: number): Promise<void> {
  const key = keyOf(tab);
  const before = (await api.storage.session.get(key))[key] as string | undefined;
  const wanted = Math.min(Math.max(0, Math.round(Number(height) || 0)), MOST_ROOM);
  const css = `html { margin-top: ${wanted}px !important; }`;
  if (css === before) return;
  const sheet = { target: { tabId: tab }, origin: "USER" } as const;
  if (before) await api.scripting.removeCSS({ ...sheet, css: before }).catch(() => undefined);
  if (wanted === 0) return api.storage.session.remove(key);
  await api.scripting.insertCSS({ ...sheet, css });
  await api.storage.session.set({ [key]: css });
}
