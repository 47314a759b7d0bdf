// Tells whether an address is on this machine or a private network. Separate from addresses.ts, because it needs the large
// public suffix list.
import { parse } from "tldts";
import { readUrl } from "./addresses.js";

/** Public endings that lead to the reader's own devices: routers, private networks, names that stand for an IP address. */
const LOCAL_SUFFIXES = (
  "onion home.arpa fritz.box fritz.nas fritz.repeater easy.box speedport.ip o2.box routerlogin.net routerlogin.com tplinkwifi.net tplinklogin.net asusrouter.com " +
  "ts.net beta.tailscale.net nip.io sslip.io localtest.me lvh.me vcap.me lan.io"
).split(" ");

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
  // An IPv4 address inside an IPv6 one, which URL writes in hexadecimal: mapped, translated or compatible (RFC 4291, 2765, 6052).
  const held = /^(?:::ffff:(?:0:)?|64:ff9b::|::)(?:([0-9a-f]{1,4}):)?([0-9a-f]{1,4})$/.exec(bare) ?? /^2002:([0-9a-f]{1,4}):([0-9a-f]{1,4}):/.exec(bare);
  if (held) {
    const high = parseInt(held[1] ?? "0", 16);
    const low = parseInt(held[2] ?? "0", 16);
    return isPrivateV4([high >> 8, high & 255, low >> 8, low & 255].join("."));
  }
  return /^f[cd]|^fe[89a-f]|^ff|^64:ff9b:1:|^100::|^2001:db8:/.test(bare);
}

/**
 * Whether a page is on this machine or a private network, judging by its host alone. A name whose ending nobody can register
 * counts as private, except .example and .test. A public name that leads to a private address is not recognised.
 */
export function isLocal(address: string): boolean {
  const url = readUrl(address);
  if (!url) return true;
  const host = url.hostname.toLowerCase().replace(/\.$/, "");
  if (host.startsWith("[")) return isPrivateV6(host);
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) return isPrivateV4(host);
  return (!parse(host).isIcann && !/\.(example|test)$/.test(host)) || LOCAL_SUFFIXES.some((suffix) => host === suffix || host.endsWith(`.${suffix}`));
}
