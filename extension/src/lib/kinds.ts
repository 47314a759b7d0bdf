// Recognises pages that no extension can read: the browser's own pages, PDF viewers, source texts and others.

/** Why a page cannot be read (`refusal_` and this is the key of a message); "" if it can. */
export type Kind = "" | "browser" | "closed" | "file" | "not_text" | "pdf" | "source" | "store";

const BROWSER = new Set("about chrome edge brave opera vivaldi chrome-extension moz-extension resource chrome-search devtools".split(" "));
/** Browsers keep extensions off the sites from which extensions are installed. */
const STORES = new Set(["chromewebstore.google.com", "addons.mozilla.org", "microsoftedge.microsoft.com"]);

/** The kind of a page as far as its address tells. */
export function kindOfAddress(address: string): Kind {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1]?.toLowerCase() ?? "";
  if (scheme === "view-source") return "source";
  if (BROWSER.has(scheme)) return "browser";
  if (scheme === "file") return isPdfAddress(address) ? "pdf" : "file";
  if (!URL.canParse(address)) return "";
  const { hostname, pathname } = new URL(address);
  return STORES.has(hostname) || (hostname === "chrome.google.com" && pathname.startsWith("/webstore")) ? "store" : "";
}

export function isPdfAddress(address: string): boolean {
  return URL.canParse(address) && /\.pdf$/i.test(new URL(address).pathname);
}

/** Whether we read documents of this type: HTML or plain text. */
export function isReadableType(type: string): boolean {
  return /html|^text\/plain$/.test(type);
}

/** The kind of a page as far as its content type tells. */
export function kindOfType(type: string): Kind {
  if (/pdf/.test(type)) return "pdf";
  return isReadableType(type) ? "" : "not_text";
}
