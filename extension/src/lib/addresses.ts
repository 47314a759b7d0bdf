// What an address tells: whether it is on a local network, what of it may leave the browser, which sites it belongs to.

const LOCAL_SUFFIXES = ["localhost", "local", "internal", "intranet", "lan", "home", "corp", "private", "home.arpa"];

function readUrl(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}

/** Whether this is a page of the web at all: http or https. */
export function isWebPage(address: string): boolean {
  const url = readUrl(address);
  return url !== null && (url.protocol === "http:" || url.protocol === "https:");
}

function isPrivateV4(host: string): boolean {
  const parts = host.split(".").map(Number);
  const [a = -1, b = -1] = parts;
  if (a === 0 || a === 10 || a === 127 || a >= 224) return true;
  if (a === 169 && b === 254) return true;
  if (a === 172 && b >= 16 && b <= 31) return true;
  if (a === 192 && b === 168) return true;
  return a === 100 && b >= 64 && b <= 127;
}

function isPrivateV6(host: string): boolean {
  const bare = host.slice(1, -1);
  if (bare === "::1" || bare === "::") return true;
  // URL writes an IPv4 address inside an IPv6 one in hexadecimal.
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(bare);
  if (mapped) {
    const high = parseInt(mapped[1] ?? "0", 16);
    const low = parseInt(mapped[2] ?? "0", 16);
    return isPrivateV4([high >> 8, high & 255, low >> 8, low & 255].join("."));
  }
  return /^f[cd]/.test(bare) || /^fe[89ab]/.test(bare) || /^fec/.test(bare) || /^ff/.test(bare);
}

/** Whether a page is on this machine or a private network, by its host. A public name for a private address is not seen. */
export function isLocal(address: string): boolean {
  const url = readUrl(address);
  if (!url) return true;
  const host = url.hostname.toLowerCase().replace(/\.$/, "");
  if (host.startsWith("[")) return isPrivateV6(host);
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) return isPrivateV4(host);
  if (!host.includes(".")) return true;
  return LOCAL_SUFFIXES.some((suffix) => host.endsWith(`.${suffix}`));
}

/** Names of parameters that say which article is meant. Whatever else is in a query stays in the browser. */
const ARTICLE_PARAMETERS = new Set(
  "id p v page_id post post_id article article_id articleid story story_id storyid news news_id newsid nid".split(" "),
);

function isArticleValue(value: string): boolean {
  if (/^\d{1,12}$/.test(value)) return true;
  // A slug of words, as in ?article=the-town-that-moved; one or two words might be somebody's name.
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

/** How often letters and digits, small letters and capitals change places: seldom in words, at every turn in a token. */
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
 * The part of a page's address that may be looked up: no user name, no fragment, only parameters that name an article.
 * "" when the path itself holds what might be a token or somebody's address, or when it is no page of the web.
 */
export function lookupAddress(address: string): string {
  const url = readUrl(address);
  if (!url || !isWebPage(address) || address.length > 4096) return "";
  // What follows a semicolon is a session's number as a rule.
  const path = url.pathname.replace(/;[^/]*/g, "");
  if (path.split("/").some(looksLikeToken)) return "";
  const kept = new URLSearchParams();
  for (const [name, value] of url.searchParams) {
    if (ARTICLE_PARAMETERS.has(name.toLowerCase()) && isArticleValue(value)) kept.append(name, value);
  }
  const query = kept.toString();
  return `${url.origin}${path}${query ? `?${query}` : ""}`;
}

/** The host of an address as a reader would write the site: no www, no port. */
export function siteOf(address: string): string {
  return (readUrl(address)?.hostname ?? "").toLowerCase().replace(/^www\./, "").replace(/\.$/, "");
}

/**
 * One site as a reader may write it ("https://www.example.org/a", "example.org", "*.example.org") as a plain pattern,
 * or "" when it is none. "*" may stand for a part of a name: "*bank*.example".
 */
export function sitePattern(written: string): string {
  const trimmed = written.trim().toLowerCase();
  const host = trimmed.replace(/^[a-z]+:\/\//, "").replace(/[/?#].*$/, "").replace(/:\d+$/, "");
  const bare = host.replace(/^\*\./, "").replace(/^www\./, "").replace(/\.$/, "");
  if (bare.includes("*")) return /^[a-z0-9*-]+(\.[a-z0-9*-]+)*$/.test(bare) && /[a-z0-9]{2}/.test(bare) ? bare : "";
  const ascii = readUrl(`http://${bare}/`)?.hostname ?? "";
  return /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(ascii) ? ascii : "";
}

/** Whether an address belongs to a site: the host itself or one below it. */
export function onSite(address: string, pattern: string): boolean {
  const host = siteOf(address);
  if (!pattern.includes("*")) return host === pattern || host.endsWith(`.${pattern}`);
  const source = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  const last = source.pop() ?? "";
  // A star stands for a part of one name; at the end for whatever follows, so that "mail.*" has no favourite country.
  return new RegExp(`(^|\\.)${source.join("[^.]*")}${last ? `[^.]*${last}` : ".*"}$`).test(host);
}

/** Why a service's address cannot be used, as the key of a message; "" when it can. */
export function serviceProblem(address: string): "" | "service_not_address" | "service_not_https" {
  const url = readUrl(address);
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.search || url.hash) return "service_not_address";
  const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  return url.protocol === "https:" || loopback ? "" : "service_not_https";
}

/** A service's address without a slash at its end, so that routes can be appended. */
export function serviceBase(address: string): string {
  const url = new URL(address);
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}
