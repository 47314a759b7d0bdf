// Works with addresses: which part of one may leave the browser, and which sites it belongs to.

export function readUrl(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}

/** Whether this is the address of a web page: http or https. */
export function isWebPage(address: string): boolean {
  const url = readUrl(address);
  return url !== null && (url.protocol === "http:" || url.protocol === "https:");
}

/** Query parameters that name an article. All others stay in the browser. */
const ARTICLE_PARAMETERS = new Set(
  "id p v page_id post post_id article article_id articleid story story_id storyid news news_id newsid nid".split(" "),
);

function isArticleValue(value: string): boolean {
  if (/^\d{1,12}$/.test(value)) return true;
  // A slug of at least three words, as in ?article=the-town-that-moved. One or two words might be somebody's name.
  return value.length <= 120 && /^[a-z]{1,24}(-[a-z]{1,24}){2,}$/.test(value);
}

function looksLikeToken(segment: string): boolean {
  const plain = decode(segment);
  if (plain.includes("@") || /^eyJ/.test(plain)) return true;
  if (/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i.test(plain)) return true;
  if (/[0-9a-f]{32,}/i.test(plain)) return true;
  if (plain.length >= 16 && changes(plain) >= 5) return true;
  return plain.split(/[-_.~,;=:]/).some((part) => {
    if (part.length < 20 || !/^[\x21-\x7e]+$/.test(part)) return false;
    const digits = (part.match(/\d/g) ?? []).length;
    const mixed = /[a-z]/.test(part) && /[A-Z]/.test(part);
    return digits >= 3 || (mixed && digits >= 1) || part.length >= 40;
  });
}

/** How often a text changes between letters and digits or between small and capital letters: rarely in words, often in tokens. */
function changes(text: string): number {
  return (text.match(/[a-z](?=\d)|\d(?=[a-z])|[a-z](?=[A-Z])|[A-Z]{2,}(?=[a-z\d])|\d(?=[A-Z])/g) ?? []).length;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/**
 * The part of a page's address that may be sent: without user name and fragment, and only with parameters that name an
 * article. "" if the path contains what may be a token or an e-mail address, or if it is not a web page.
 */
export function lookupAddress(address: string): string {
  const url = readUrl(address);
  if (!url || !isWebPage(address) || address.length > 4096) return "";
  // After a semicolon there is usually a session id.
  const path = url.pathname.replace(/;[^/]*/g, "");
  if (path.split("/").some(looksLikeToken)) return "";
  const kept = new URLSearchParams();
  for (const [name, value] of url.searchParams) {
    if (ARTICLE_PARAMETERS.has(name.toLowerCase()) && isArticleValue(value)) kept.append(name, value);
  }
  const query = kept.toString();
  return `${url.origin}${path}${query ? `?${query}` : ""}`;
}

/** The host of an address as a reader would write the site: without www and port. */
export function siteOf(address: string): string {
  return (readUrl(address)?.hostname ?? "").toLowerCase().replace(/^www\./, "").replace(/\.$/, "");
}

/**
 * Turn a site as a reader writes it ("https://www.example.org/a", "example.org", "*.example.org") into a plain pattern, or
 * "" if it is not a site. "*" may stand for a part of a name: "*bank*.example".
 */
export function sitePattern(written: string): string {
  const trimmed = written.trim().toLowerCase();
  const host = trimmed.replace(/^[a-z]+:\/\//, "").replace(/[/?#].*$/, "").replace(/:\d+$/, "");
  const bare = host.replace(/^\*\./, "").replace(/^www\./, "").replace(/\.$/, "");
  if (bare.includes("*")) return /^[a-z0-9*-]+(\.[a-z0-9*-]+)*$/.test(bare) && /[a-z0-9]{2}/.test(bare) ? bare : "";
  const ascii = readUrl(`http://${bare}/`)?.hostname ?? "";
  return /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(ascii) ? ascii : "";
}

/** Whether an address belongs to a site: its host is the site or a subdomain of it. */
export function onSite(address: string, pattern: string): boolean {
  const host = siteOf(address);
  if (!pattern.includes("*")) return host === pattern || host.endsWith(`.${pattern}`);
  const source = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  const last = source.pop() ?? "";
  // A star stands for a part of one label; at the end it stands for everything, so that "mail.*" covers all countries.
  return new RegExp(`(^|\\.)${source.join("[^.]*")}${last ? `[^.]*${last}` : ".*"}$`).test(host);
}

/** The address that the reader meant: one typed without a scheme gets http on this computer and https elsewhere. */
export function typedService(typed: string): string {
  const written = typed.trim();
  if (!written || /^[a-z][a-z0-9+.-]*:\/\//i.test(written)) return written;
  const secure = `https://${written}`;
  return isLoopback(readUrl(secure)?.hostname ?? "") ? `http://${written}` : secure;
}

function isLoopback(hostname: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}

/** Why a service's address cannot be used, as the key of a message; "" if it can be used. */
export function serviceProblem(address: string): "" | "service_not_address" | "service_not_https" {
  const url = readUrl(address);
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.search || url.hash) return "service_not_address";
  return url.protocol === "https:" || isLoopback(url.hostname) ? "" : "service_not_https";
}

/** A service's address without a slash at the end, so that routes can be appended. */
export function serviceBase(address: string): string {
  const url = new URL(address);
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}
