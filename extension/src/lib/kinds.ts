// What kind of page a tab shows, and what of that no extension can read: the browser's own pages, PDF viewers, source texts.

/** Why a page that is no web page to be read is not, as the keys of messages `refusal_...`; "" where nothing is against it. */
export type Kind = "" | "browser" | "closed" | "file" | "not_text" | "pdf" | "source" | "store";

const BROWSER = new Set("about chrome edge brave opera vivaldi chrome-extension moz-extension resource chrome-search devtools".split(" "));
/** Browsers let no extension onto the pages from which extensions are installed. */
const STORES = new Set(["chromewebstore.google.com", "addons.mozilla.org", "microsoftedge.microsoft.com"]);

/** What an address alone tells. */
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

/** Whether a document of this type is text that is read: a page, or a text without markup. */
export function isReadableType(type: string): boolean {
  return /html|^text\/plain$/.test(type);
}

/** What a document's type tells, as its own script gave it; "" too where a page would have to be read to know. */
export function kindOfType(type: string): Kind {
  if (/pdf/.test(type)) return "pdf";
  return isReadableType(type) ? "" : "not_text";
}
