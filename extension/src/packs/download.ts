// Downloads a pack, or the difference to a newer one. Nothing about the reader goes with the request.
import { serviceProblem, typedService } from "../lib/addresses.js";
import { PackProblem } from "./held.js";

/** The largest size of a pack's file (docs/pack.md). */
export const MOST_BYTES = 128 * 1024 * 1024;
/** A server that sends nothing for this long has stopped. */
const PATIENCE_MS = 30_000;
const ROUTE = "/v1/pack";

/** The address that the reader meant: a service's own address stands for its pack. Throws PackProblem("not_an_address"). */
export function packAddress(typed: string): string {
  const written = typedService(typed);
  const search = URL.canParse(written) ? new URL(written).search : "";
  if (serviceProblem(search ? written.replace(search, "") : written)) throw new PackProblem("not_an_address");
  const url = new URL(written);
  if (url.pathname === "/") url.pathname = ROUTE;
  return url.href;
}

/** The service that makes the pack at this address; "" if a plain web server serves it. */
export function serviceOf(address: string): string {
  const url = new URL(address);
  return url.pathname.endsWith(ROUTE) && !url.search ? url.origin + url.pathname.slice(0, -ROUTE.length) : "";
}

function problemOf(status: number): PackProblem {
  if (status === 401 || status === 403) return new PackProblem("refused_access");
  if (status === 404 || status === 410) return new PackProblem("not_found");
  return new PackProblem("unavailable");
}

/**
 * Download what is at a pack's address. A service may answer with the difference from `generation` to the newest pack
 * instead of the whole. `key` is sent as the bearer token; pass it only to the reader's own service. Throws PackProblem.
 */
export async function download(address: string, generation = "", key = ""): Promise<Uint8Array<ArrayBuffer>> {
  const url = new URL(address);
  if (generation && serviceOf(address)) url.searchParams.set("from", generation);
  const stop = new AbortController();
  let patience = setTimeout(() => stop.abort(), PATIENCE_MS);
  const goOn = () => {
    clearTimeout(patience);
    patience = setTimeout(() => stop.abort(), PATIENCE_MS);
  };
  try {
    const response = await fetch(url, {
      headers: key ? { Authorization: `Bearer ${key}` } : {},
      signal: stop.signal,
      credentials: "omit",
      referrerPolicy: "no-referrer",
      redirect: "manual",
      // The browser sends the ETag of its cached copy, so that an unchanged pack costs nothing.
      cache: "no-cache",
    });
    if (response.type === "opaqueredirect") throw new PackProblem("redirected");
    if (!response.ok) throw problemOf(response.status);
    return await readBytes(response, goOn);
  } catch (error) {
    if (error instanceof PackProblem) throw error;
    if (stop.signal.aborted) throw new PackProblem("slow");
    throw new PackProblem((await answers(url, stop.signal)) ? "no_cors" : "unreachable");
  } finally {
    clearTimeout(patience);
    // Do not wait for the rest of an answer that we gave up on.
    stop.abort();
  }
}

/** Whether a server answers there, even if it does not let us read the answer. The browser does not tell us why the first request failed. */
async function answers(url: URL, signal: AbortSignal): Promise<boolean> {
  try {
    await fetch(url, { method: "HEAD", mode: "no-cors", signal, credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store" });
    return true;
  } catch {
    return false;
  }
}

/** Read the bytes of an answer. Gives up as soon as there are more than any pack has. */
async function readBytes(response: Response, goOn: () => void): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(response.headers.get("Content-Length")) > MOST_BYTES) throw new PackProblem("too_large");
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (const reader = response.body?.getReader(); reader; ) {
    const { done, value } = await reader.read();
    goOn();
    if (done) break;
    length += value.byteLength;
    if (length > MOST_BYTES) throw new PackProblem("too_large");
    pieces.push(value);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.byteLength;
  }
  return bytes;
}
