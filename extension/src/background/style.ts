// Adds the style of highlights to a page, from outside its document.
import { api } from "../lib/api.js";
import type { Settings } from "../lib/settings.js";
import { highlightStyle } from "../lib/styles.js";

/** Give highlights in this tab the look that the reader chose. */
export async function styleHighlights(tab: number, settings: Settings): Promise<void> {
  const css = highlightStyle(settings.shape, settings.colour);
  // A USER style sheet also applies inside shadow roots, but Chrome paints no background from it. Hence both.
  for (const origin of ["USER", "AUTHOR"] as const) {
    await api.scripting.insertCSS({ target: { tabId: tab, allFrames: true }, origin, css });
  }
}
