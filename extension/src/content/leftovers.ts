// Removes what an earlier run may have left in a page: on an update, Firefox ends a content script without telling it.

/** Remove our element and our highlights. The background also runs this function alone, in pages that are not read, so it refers to nothing outside itself. */
export function takeAway(): void {
  for (const host of document.querySelectorAll("rejoinder-notice")) host.remove();
  for (const name of ["rejoinder-repeats", "rejoinder-active"]) CSS.highlights.delete(name);
}
