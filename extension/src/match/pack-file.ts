// Reads a pack's file, as docs/pack.md describes it. Either it is whole and as it was signed, or it is refused with a reason.
import { altered, PackRefusal } from "./refusal.js";

export { PackRefusal } from "./refusal.js";
export type { Refusal } from "./refusal.js";

export const MOST_FILE = 128 * 2 ** 20;
const MOST_HEADER = 4 * 2 ** 20;
const MOST_SECTION = 64 * 2 ** 20;
export const MOST_INFLATED = 512 * 2 ** 20;
const START = 16;
const SIGNATURE = 64;

/** What the header says about a section: its name, its inflated length in bytes, its SHA-256 in hexadecimal. */
export type Section = readonly [name: string, bytes: number, sha256: string];

export interface Header {
  generation: string;
  built: string;
  cases: number;
  texts: number;
  analysis: number;
  languages: string[];
  chunk: number;
  /** How many characters of each response the pack contains; null: all, 0: none. */
  responseCharacters: number | null;
  /** The public key, in base64. */
  key: string;
  sections: Section[];
}

export interface Wanted {
  /** The only public key that is accepted, in base64. Without it, the pack's own key is. */
  key?: string | undefined;
  /** The generation in use. An older pack is refused. */
  newerThan?: string | undefined;
  /** The file was checked completely before it was stored, so a section is inflated and checked only when it is needed. */
  stored?: boolean;
}

/** A pack whose signature was checked. Sections are inflated on demand, and each is checked against its digest. */
export class PackFile {
  constructor(
    readonly bytes: Uint8Array,
    readonly header: Header,
    /** The beginning of the file, up to the end of the signature. */
    readonly head: Uint8Array,
    private readonly places: ReadonlyMap<string, Uint8Array>,
  ) {}

  /** The inflated bytes of a section. Throws PackRefusal "altered". */
  async section(name: string): Promise<Uint8Array> {
    const section = this.header.sections.find(([known]) => known === name);
    const packed = this.places.get(name);
    if (!section || !packed) throw altered(`it has no section ${name}`);
    const data = await inflated(packed, section[1]);
    if ((await sha256(data)) !== section[2]) throw altered(`its section ${name} is not the one that was signed`);
    return data;
  }
}

/** Read a pack from the bytes of its file. Throws PackRefusal. The bytes are kept, not copied. */
export async function readPack(bytes: Uint8Array, wanted: Wanted = {}): Promise<PackFile> {
  const { header, cursor } = await openHead(bytes, wanted);
  const head = bytes.subarray(0, cursor.at);
  const places = new Map<string, Uint8Array>();
  const file = new PackFile(bytes, header, head, places);
  for (const [name] of header.sections) {
    places.set(name, cursor.take(cursor.length()));
    if (wanted.stored !== true) await file.section(name);
  }
  if (cursor.at !== bytes.length) throw altered("something follows its last section");
  for (const name of expected(header)) if (!places.has(name)) throw altered(`it has no section ${name}`);
  return file;
}

function* expected(header: Header): Generator<string> {
  yield* ["terms", "claims", "groups", "publishers"];
  const chunks = Math.ceil(header.cases / header.chunk);
  for (const kind of ["cards", "responses"]) for (let n = 0; n < chunks; n++) yield `${kind}/${n}`;
}

/** Reads a file from its beginning. Throws PackRefusal "truncated" if the file ends too early. */
export class Cursor {
  at = 0;
  constructor(readonly data: Uint8Array) {}

  take(size: number): Uint8Array {
    if (this.at + size > this.data.length) throw new PackRefusal("truncated", "the pack is cut short: the download broke off");
    this.at += size;
    return this.data.subarray(this.at - size, this.at);
  }

  /** The next length: four bytes, little-endian. */
  length(): number {
    const some = this.take(4);
    return new DataView(some.buffer, some.byteOffset, 4).getUint32(0, true);
  }
}

/** Check the beginning of a file. Returns its first JSON text, and a cursor just after it. Throws PackRefusal. */
export function openStart(bytes: Uint8Array, magic: string): { cursor: Cursor; text: Uint8Array } {
  if (bytes.length > MOST_FILE) throw new PackRefusal("too-large", `the file has ${bytes.length} bytes`);
  for (let n = 0; n < Math.min(bytes.length, magic.length); n++) {
    if (bytes[n] !== magic.charCodeAt(n)) throw new PackRefusal("not-a-pack", `the file does not begin with ${magic}`);
  }
  const cursor = new Cursor(bytes);
  cursor.take(START);
  cursor.at = 8;
  const version = cursor.length();
  if (version !== 1) throw new PackRefusal("other-version", `the pack has format ${version}, but this reader reads format 1`);
  const size = cursor.length();
  if (size > MOST_HEADER) throw altered("its header is too long");
  return { cursor, text: cursor.take(size) };
}

/** Read a pack's header and check its signature, key, age and lengths. Throws PackRefusal. */
export async function openHead(bytes: Uint8Array, wanted: Wanted): Promise<{ header: Header; cursor: Cursor }> {
  const { cursor, text } = openStart(bytes, "REJOPACK");
  const message = bytes.subarray(0, cursor.at);
  const signature = cursor.take(SIGNATURE);
  const header = readHeader(text);
  if (!(await isSigned(header.key, signature, message))) throw altered("its signature does not match");
  if (wanted.key !== undefined && header.key !== wanted.key) {
    throw new PackRefusal("other-key", `the pack is signed by another key (${header.key}) than the one that was agreed to`);
  }
  if (wanted.newerThan !== undefined && less(header.generation, wanted.newerThan)) {
    throw new PackRefusal("older", `the pack (${header.generation}) is older than the one in use (${wanted.newerThan})`);
  }
  const sizes = header.sections.map(([, size]) => size);
  if (sizes.some((size) => size < 0 || size > MOST_SECTION) || sizes.reduce((sum, size) => sum + size, 0) > MOST_INFLATED) {
    throw new PackRefusal("too-large", "a section of the pack, or all of them together, are too long once inflated");
  }
  // Each case takes at least one byte of the claims. Check this before allocating memory for that many cases.
  if (header.cases > (header.sections.find(([name]) => name === "claims")?.[1] ?? 0)) throw altered("its header names more cases than it has claims");
  return { header, cursor };
}

/** Whether one generation's name sorts before another's. Compares code points, as the program that names them does. */
function less(one: string, other: string): boolean {
  const [a, b] = [Array.from(one), Array.from(other)];
  for (let n = 0; n < Math.min(a.length, b.length); n++) {
    const difference = (a[n]?.codePointAt(0) ?? 0) - (b[n]?.codePointAt(0) ?? 0);
    if (difference) return difference < 0;
  }
  return a.length < b.length;
}

type Json = Record<string, unknown>;

/** Parse a JSON object. Throws PackRefusal "altered". */
export function jsonObject(data: Uint8Array): Json {
  try {
    const value = JSON.parse(utf8(data)) as unknown;
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Json;
  } catch {
    // Reported below.
  }
  throw altered("its header cannot be read");
}

/** Decode UTF-8. Throws PackRefusal "altered". */
export function utf8(data: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data);
  } catch {
    throw altered("a text in it is not valid UTF-8");
  }
}

function readHeader(data: Uint8Array): Header {
  const raw = jsonObject(data);
  const text = (key: string): string => {
    if (typeof raw[key] !== "string") throw altered("its header cannot be read");
    return raw[key];
  };
  const whole = (value: unknown): number => {
    if (!Number.isSafeInteger(value) || (value as number) < 0 || (value as number) > 2 ** 31) throw altered("its header cannot be read");
    return value as number;
  };
  const list = (key: string): unknown[] => {
    if (!Array.isArray(raw[key])) throw altered("its header cannot be read");
    return raw[key] as unknown[];
  };
  return {
    generation: text("generation"),
    built: text("built"),
    cases: whole(raw.cases),
    texts: whole(raw.texts),
    analysis: whole(raw.analysis),
    languages: list("languages").map(String),
    chunk: Math.max(1, whole(raw.chunk)),
    responseCharacters: raw.response_characters === null ? null : whole(raw.response_characters),
    key: text("key"),
    sections: list("sections").map((item) => {
      const [name, size, digest] = Array.isArray(item) ? (item as unknown[]) : [];
      if (typeof name !== "string" || typeof digest !== "string" || typeof size !== "number") throw altered("its header cannot be read");
      return [name, Number.isSafeInteger(size) ? size : -1, digest] as const;
    }),
  };
}

async function isSigned(key: string, signature: Uint8Array, message: Uint8Array): Promise<boolean> {
  let raw: Uint8Array;
  try {
    raw = Uint8Array.from(atob(key), (unit) => unit.charCodeAt(0));
  } catch {
    return false;
  }
  if (raw.length !== 32) return false;
  let known: CryptoKey;
  try {
    known = await crypto.subtle.importKey("raw", raw as BufferSource, "Ed25519", false, ["verify"]);
  } catch (error) {
    // DataError: the pack's key is not a point of the curve. Any other error: the browser does not know the algorithm.
    if (error instanceof Error && error.name === "DataError") return false;
    throw new PackRefusal("no-ed25519", "this browser cannot check Ed25519 signatures: update it");
  }
  return crypto.subtle.verify("Ed25519", known, signature as BufferSource, message as BufferSource);
}

/** SHA-256 in hexadecimal. */
export async function sha256(data: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", data as BufferSource));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Inflate a raw deflate stream, which must give exactly `size` bytes. Throws PackRefusal "altered". */
export async function inflated(packed: Uint8Array, size: number): Promise<Uint8Array> {
  const out = new Uint8Array(size);
  let at = 0;
  const reader = new Blob([packed as BlobPart]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      const some = value as Uint8Array;
      if (at + some.length > size) {
        void reader.cancel().catch(() => undefined);
        throw altered("a section of it is longer than its header says");
      }
      out.set(some, at);
      at += some.length;
    }
  } catch (error) {
    throw error instanceof PackRefusal ? error : altered("a section of it cannot be inflated");
  }
  if (at !== size) throw altered("a section of it has another length than its header says");
  return out;
}

/** Compress bytes to a raw deflate stream. */
export async function deflated(data: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([data as BlobPart]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
