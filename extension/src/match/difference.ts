// Applies a difference to a pack: makes the later pack's sections from the earlier ones and what is new, and checks them
// against the later pack's signed header.
import { readClaim } from "./claims.js";
import type { Wording } from "./claims.js";
import { NumberReader, NumberWriter } from "./numbers.js";
import { deflated, inflated, jsonObject, MOST_INFLATED, openHead, openStart, PackRefusal, sha256, utf8 } from "./pack-file.js";
import type { Header, PackFile, Wanted } from "./pack-file.js";
import { altered, misfit } from "./refusal.js";
import { changed, readTerms } from "./terms.js";

const PARTS = ["terms", "groups", "publishers", "order", "claims", "cards", "responses"] as const;
type Parts = Record<(typeof PARTS)[number], Uint8Array>;

/** Whether a file is a difference and not a whole pack, judging by its first bytes. */
export function isDifference(bytes: Uint8Array): boolean {
  return "REJODIFF".split("").every((letter, n) => bytes[n] === letter.charCodeAt(0));
}

/** Make the later pack, as the bytes of a file for `readPack`. It must be signed with `wanted.key`, by default the key of
 *  the old pack. Throws PackRefusal; then the old pack stays in use. */
export async function applyDifference(old: PackFile, bytes: Uint8Array, wanted: Pick<Wanted, "key"> = {}): Promise<Uint8Array> {
  const { cursor, text } = openStart(bytes, "REJODIFF");
  const { from, sizes } = readDetails(text);
  if (from !== old.header.generation) throw new PackRefusal("other-base", `the difference is from ${from}, but ${old.header.generation} is in use`);
  const head = cursor.take(cursor.length());
  const opened = await openHead(head, { key: wanted.key ?? old.header.key, newerThan: old.header.generation });
  const parts = {} as Parts;
  for (const [name, size] of sizes) parts[name] = await inflated(cursor.take(cursor.length()), size);
  if (cursor.at !== bytes.length) throw altered("something follows its last part");
  const made: Uint8Array[] = [head];
  const later = await laterSections(old, opened.header, parts);
  if (later.size !== opened.header.sections.length) throw misfit();
  for (const [name, size, digest] of opened.header.sections) {
    const section = later.get(name);
    if (section?.length !== size || (await sha256(section)) !== digest) throw misfit();
    const packed = await deflated(section);
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, packed.length, true);
    made.push(length, packed);
  }
  return joined(made);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

function readDetails(text: Uint8Array): { from: string; sizes: [keyof Parts, number][] } {
  const raw = jsonObject(text);
  const listed = Array.isArray(raw.parts) ? (raw.parts as unknown[]) : [];
  const sizes: [keyof Parts, number][] = [];
  for (const item of listed) {
    const [name, size] = Array.isArray(item) ? (item as unknown[]) : [];
    const known = PARTS.find((part) => part === name);
    if (!known || !Number.isSafeInteger(size) || (size as number) < 0) throw altered("its details cannot be read");
    sizes.push([known, size as number]);
  }
  if (typeof raw.from !== "string" || new Set(sizes.map(([name]) => name)).size !== PARTS.length || sizes.length !== PARTS.length) {
    throw altered("it lacks a part");
  }
  if (sizes.reduce((sum, [, size]) => sum + size, 0) > MOST_INFLATED) throw new PackRefusal("too-large", "the difference is too long once it is inflated");
  return { from: raw.from, sizes };
}

async function laterSections(old: PackFile, header: Header, parts: Parts): Promise<Map<string, Uint8Array>> {
  const size = new Map(header.sections.map(([name, bytes]) => [name, bytes]));
  const terms = changed(await old.section("terms"), parts.terms, size.get("terms") ?? 0);
  const places = readOrder(parts.order, header.cases, old.header.cases);
  const later = new Map<string, Uint8Array>([
    ["terms", terms],
    ["claims", await laterClaims(old, header, terms, parts.claims, places)],
    ["groups", changed(await old.section("groups"), parts.groups, size.get("groups") ?? 0)],
    ["publishers", parts.publishers],
  ]);
  for (const kind of ["cards", "responses"] as const) {
    const before: string[] = [];
    for (let n = 0; n < Math.ceil(old.header.cases / old.header.chunk); n++) before.push(...lines(await old.section(`${kind}/${n}`)));
    const fresh = lines(parts[kind]).values();
    const all = Array.from(places, (place) => (place < 0 ? fresh.next().value : before[place]) ?? "");
    const encoder = new TextEncoder();
    for (let n = 0; n * header.chunk < all.length; n++) {
      const some = all.slice(n * header.chunk, (n + 1) * header.chunk);
      later.set(`${kind}/${n}`, encoder.encode(some.map((line) => `${line}\n`).join("")));
    }
  }
  return later;
}

function lines(data: Uint8Array): string[] {
  return utf8(data).split("\n").slice(0, -1);
}

/** For each case of the later pack, its place in the earlier one, or -1 if it is new. */
function readOrder(data: Uint8Array, cases: number, known: number): Int32Array {
  const reader = new NumberReader(data);
  const places = new Int32Array(cases);
  let done = 0;
  let expected = 0;
  while (done < cases) {
    const kept = reader.number();
    const first = kept ? expected + reader.signed() : expected;
    const fresh = reader.number();
    expected = first + kept;
    if (first < 0 || expected > known || done + kept + fresh > cases || kept + fresh === 0) throw misfit();
    for (let n = 0; n < kept; n++) places[done++] = first + n;
    for (let n = 0; n < fresh; n++) places[done++] = -1;
  }
  return places;
}

/** The claims section of the later pack: kept claims renumbered to the later terms and languages, and new ones. */
async function laterClaims(old: PackFile, header: Header, table: Uint8Array, fresh: Uint8Array, places: Int32Array): Promise<Uint8Array> {
  const before = readTerms(await old.section("terms"), old.header.cases, old.header.texts);
  const after = readTerms(table, header.cases, header.texts);
  const number = Int32Array.from(before.texts, (text) => after.number.get(text) ?? -1);
  const language = old.header.languages.map((name) => header.languages.indexOf(name));
  const reader = new NumberReader(await old.section("claims"));
  const claims = Array.from({ length: old.header.cases }, () => readClaim(reader, before.texts.length, old.header.languages.length));
  const news = new NumberReader(fresh);
  const writer = new NumberWriter();
  for (const place of places) {
    if (place < 0) {
      const begun = news.at;
      readClaim(news, after.texts.length, header.languages.length);
      writer.bytes(fresh.subarray(begun, news.at));
    } else {
      writeClaim(writer, claims[place] ?? [], number, language);
    }
  }
  return writer.done();
}

function writeClaim(writer: NumberWriter, claim: readonly Wording[], number: Int32Array, language: readonly number[]): void {
  writer.number(claim.length);
  for (const wording of claim) {
    const later = language[wording.language] ?? -1;
    if (later < 0) throw misfit();
    writer.number((wording.joined ? 3 : wording.field) + (wording.negated ? 4 : 0) + later * 8);
    if (wording.joined) continue;
    writer.number(wording.terms.length);
    for (const term of wording.terms) {
      const renumbered = number[term] ?? -1;
      if (renumbered < 0) throw misfit();
      writer.number(renumbered);
    }
  }
}
