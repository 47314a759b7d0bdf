// Tells whether the reader could see the card when pressing it. A page may cover the card with something that lets clicks
// through.

/** The card must have been in sight for this long before it makes a lasting change. */
const SEEN_MS = 200;
const CAN_TELL = "isVisible" in IntersectionObserverEntry.prototype;

/** `isVisible`: nothing covers the element (Intersection Observer, version 2; not in every browser). */
type Entry = IntersectionObserverEntry & { isVisible?: boolean };

let observer: IntersectionObserver | undefined;
let since = Infinity;

function look(entries: Entry[]): void {
  const last = entries.at(-1);
  if (!last?.isVisible) since = Infinity;
  else if (since === Infinity) since = performance.now();
}

/** Begin to watch an element of the card, in place of the one before. */
export function watchSight(element: Element): void {
  observer?.disconnect();
  since = Infinity;
  observer = new IntersectionObserver(look, { threshold: 0, trackVisibility: true, delay: 100 } as IntersectionObserverInit);
  observer.observe(element);
}

/** Whether the watched element has been in sight for a moment with nothing over it. True if the browser cannot tell. */
export function wasSeen(): boolean {
  return !CAN_TELL || performance.now() - since >= SEEN_MS;
}
