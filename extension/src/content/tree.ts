// Walks the tree as the browser draws it: with shadow roots, slots, folded parts, and frames that the page could read too.

interface Opener {
  openOrClosedShadowRoot?: ShadowRoot | null;
}

/** Built-in elements that may have a shadow root. All others that may have one have a hyphen in their name. */
const HOSTS = new Set("article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section span".split(" "));

const chromeDom = (globalThis as { chrome?: Partial<typeof chrome> }).chrome?.dom;

/** An element's shadow root, open or closed: browsers show extensions closed ones too, except those of built-in controls. */
export function shadowOf(element: Element): ShadowRoot | null {
  if (element.shadowRoot) return element.shadowRoot;
  const name = element.localName;
  if (!HOSTS.has(name) && !name.includes("-")) return null;
  return (element as Opener).openOrClosedShadowRoot ?? chromeDom?.openOrClosedShadowRoot?.(element as HTMLElement) ?? null;
}

/** What is drawn inside an element, in order. */
export function childrenOf(element: Element, shadow = shadowOf(element)): readonly Node[] {
  if (shadow) return listed(shadow);
  if (element.localName === "slot") {
    const assigned = (element as HTMLSlotElement).assignedNodes?.({ flatten: true });
    if (assigned?.length) return assigned;
  }
  if (isFolded(element)) return [...element.children].filter((child) => child.localName === "summary").slice(0, 1);
  return listed(element);
}

/** A copy of the list of children, because the page may change them while we read. */
function listed(node: Node): readonly Node[] {
  return Array.prototype.slice.call(node.childNodes) as Node[];
}

function isFolded(element: Element): boolean {
  return element.localName === "details" && !element.hasAttribute("open");
}

/** The element inside which an element is drawn, through slots, shadow roots and frames; null for the page's root. */
export function parentOf(element: Element): Element | null {
  const parent = element.assignedSlot ?? element.parentNode;
  if (!parent) return null;
  if (parent.nodeType === Node.ELEMENT_NODE) return parent as Element;
  if (parent.nodeType === Node.DOCUMENT_NODE) return frameOf(parent as Document);
  return (parent as ShadowRoot).host ?? null;
}

function frameOf(document: Document): Element | null {
  try {
    return document.defaultView?.frameElement ?? null;
  } catch {
    return null;
  }
}

/** Whether an element is folded away because the <details> around it is closed. */
export function isFoldedAway(element: Element): boolean {
  const parent = element.parentElement;
  return parent !== null && isFolded(parent) && !childrenOf(parent).includes(element);
}

/** The document of a frame, if the page could read it too and the frame is visible; else null. */
export function frameDocument(element: Element): Document | null {
  if (element.localName !== "iframe" && element.localName !== "frame") return null;
  try {
    const frame = element as HTMLIFrameElement;
    const inner = frame.contentDocument;
    return inner?.body && inner.designMode !== "on" && frame.offsetWidth > 1 && frame.offsetHeight > 1 ? inner : null;
  } catch {
    return null;
  }
}

/** Whether an element is still in a page. Firefox throws when we touch an element of a document that has left its frame. */
export function isThere(element: Element): boolean {
  try {
    return element.isConnected;
  } catch {
    return false;
  }
}
