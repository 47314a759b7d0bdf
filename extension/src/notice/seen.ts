// Whether the reader could see the card when it was pressed. A page may lay something of its own over it that lets clicks through.

/** For so long the card has been in sight before what lasts is done by it. */
const SEEN_MS = 200;
const CAN_TELL = "isVisible" in IntersectionObserverEntry.prototype;

/** What the browser tells where it can tell that nothing covers an element (Intersection Observer, version 2). */
type Entry = IntersectionObserverEntry & { isVisible?: boolean };

let observer: IntersectionObserver | undefined;
let since = Infinity;

function look(entries: Entry[]): void {
  const last = entries.at(-1);
  if (!last?.isVisible) since = Infinity;
  else if (since === Infinity) since = performance.now();
}

/** Begin to look at an element of the card; what was looked at before is no longer. */
export function watchSight(element: Element): void {
  observer?.disconnect();
  since = Infinity;
  observer = new IntersectionObserver(look, { threshold: 0, trackVisibility: true, delay: 100 } as IntersectionObserverInit);
  observer.observe(element);
}

/** Whether the element that is watched has been in sight for a moment with nothing over it, where the browser can tell. */
export function wasSeen(): boolean {
  return !CAN_TELL || performance.now() - since >= SEEN_MS;
}
