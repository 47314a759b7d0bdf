// What is added to a page's style from outside: the look of highlights.
import { api } from "../lib/api.js";
import type { Settings } from "../lib/settings.js";
import { highlightStyle } from "../lib/styles.js";

/** Show highlights in this tab as the reader wants them. */
export async function styleHighlights(tab: number, settings: Settings): Promise<void> {
  const css = highlightStyle(settings.shape, settings.colour);
  // A reader's style sheet reaches into shadow roots where a page's does not; of it Chrome paints no background.
  for (const origin of ["USER", "AUTHOR"] as const) {
    await api.scripting.insertCSS({ target: { tabId: tab, allFrames: true }, origin, css });
  }
}
