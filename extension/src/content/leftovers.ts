// What a run of ours that an update cut short may have left in a page: Firefox ends a content script without a word to it.

/** Take it away. Also run by itself in pages that are not read, so that it stands on its own. */
export function takeAway(): void {
  for (const host of document.querySelectorAll("rejoinder-notice")) host.remove();
  for (const name of ["rejoinder-repeats", "rejoinder-active"]) CSS.highlights.delete(name);
}
