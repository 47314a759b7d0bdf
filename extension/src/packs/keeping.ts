// From an address or a file to a pack that is held: looked at, agreed to, kept, and brought up to date.
import { applyDifference, isDifference } from "../match/difference.js";
import { openMatcher } from "../match/matcher.js";
import { PackRefusal, readPack } from "../match/pack-file.js";
import type { PackFile } from "../match/pack-file.js";
import { download, MOST_BYTES, packAddress } from "./download.js";
import { PackProblem } from "./held.js";
import type { Described, HeldPack, Problem } from "./held.js";
import { heldPacks, keepPack, notePack, packBytes } from "./store.js";

const MOST_TOLD = 40;

/** A pack as the reader is asked about it. `held`: its key is agreed to already. */
export interface Offer extends Described {
  address: string;
  held: boolean;
}

export function problemOf(error: unknown): PackProblem {
  if (error instanceof PackProblem) return error;
  if (error instanceof PackRefusal) return new PackProblem(error.refusal.replaceAll("-", "_") as Problem);
  throw error;
}

async function describe(file: PackFile): Promise<Described> {
  const { header, bytes } = file;
  const { key, generation, built, cases, languages } = header;
  return { key, generation, built, cases, languages: languages.slice(0, MOST_TOLD), publishers: await publishersOf(file), bytes: bytes.length };
}

/** The publishers of a pack by name: what a reader knows them by. */
async function publishersOf(file: PackFile): Promise<string[]> {
  const list = JSON.parse(new TextDecoder().decode(await file.section("publishers"))) as unknown;
  const names = (Array.isArray(list) ? (list as { name?: unknown; source?: unknown }[]) : []).map(({ name, source }) => name ?? source);
  return names.filter((name): name is string => typeof name === "string" && name !== "").slice(0, MOST_TOLD).map((name) => name.slice(0, 200));
}

/** Reads packs one at a time, and holds the one that the reader is asked about until the answer. */
export class Keeper {
  private offered: { offer: Offer; file: PackFile } | null = null;

  /** Fetch and check what is at an address. Nothing of it is used before `agree`. Raises PackProblem. */
  async offer(typed: string, key: string): Promise<Offer> {
    const address = packAddress(typed);
    return this.look(address, await download(address, "", key));
  }

  /** The same of a file that the reader gave. */
  async offerFile(file: File): Promise<Offer> {
    if (file.size > MOST_BYTES) throw new PackProblem("too_large");
    return this.look(`file:${file.name.slice(0, 200)}`, new Uint8Array(await file.arrayBuffer()));
  }

  private async look(address: string, bytes: Uint8Array<ArrayBuffer>): Promise<Offer> {
    this.offered = null;
    const before = (await heldPacks()).find((pack) => pack.address === address);
    const file = await usable(await whole(bytes, before));
    const offer = { ...(await describe(file)), address, held: before !== undefined };
    this.offered = { offer, file };
    return offer;
  }

  /** The reader agreed to the key of the pack that was offered: from now on no other one is accepted here. */
  async agree(): Promise<HeldPack> {
    if (!this.offered) throw new Error("no pack was offered");
    const { offer, file } = this.offered;
    this.offered = null;
    const now = Date.now();
    const { address, key, generation, built, cases, languages, publishers, bytes } = offer;
    const pack = { address, key, generation, built, cases, languages, publishers, bytes, fetched: now, asked: now, problem: "" } as const;
    return keepPack(pack, plain(file.bytes));
  }

  /**
   * Ask the address of a held pack for a newer one. What comes is checked against the key that was agreed to; what is
   * refused is written down, and the pack in use stays. Gives what came of it.
   */
  async update(address: string, key: string): Promise<"newer" | "same" | Problem> {
    const before = await packBytes(address);
    if (!before) return "same";
    const asked = Date.now();
    try {
      const file = await usable(await this.newer(before.pack, before.bytes, key));
      if (file.header.generation === before.pack.generation && sameBytes(file.head, new Uint8Array(before.bytes))) {
        await notePack(address, { asked, problem: "" });
        return "same";
      }
      // Removed or replaced while it was asked for: it does not come back without the reader's word.
      const kept = await keepPack({ ...(await describe(file)), address, fetched: asked, asked, problem: "" }, plain(file.bytes), "held");
      return kept ? "newer" : "same";
    } catch (error) {
      const { problem } = problemOf(error);
      await notePack(address, { asked, problem });
      return problem;
    }
  }

  private async newer(pack: HeldPack, bytes: ArrayBuffer, key: string): Promise<PackFile> {
    const came = await download(pack.address, pack.generation, key);
    if (!isDifference(came)) return whole(came, pack);
    try {
      const made = await applyDifference(await readPack(new Uint8Array(bytes), { key: pack.key, stored: true }), came);
      // Every section was held against its digest as it was made.
      return await readPack(made, { ...wanted(pack), stored: true });
    } catch (error) {
      // It leads from another pack of this name, or our copy is damaged: the whole mends both.
      if (!(error instanceof PackRefusal) || (error.refusal !== "other-base" && error.refusal !== "altered")) throw error;
      return whole(await download(pack.address, "", key), pack);
    }
  }
}

const wanted = (before: HeldPack | undefined) => (before ? { key: before.key, newerThan: before.generation } : {});

/** The pack that these bytes are. Throws PackRefusal, PackProblem("other_base") where they only lead from another one. */
function whole(bytes: Uint8Array<ArrayBuffer>, before: HeldPack | undefined): Promise<PackFile> {
  if (isDifference(bytes)) throw new PackProblem("other_base");
  return readPack(bytes, wanted(before));
}

/** A pack with which pages can be matched: one whose terms are made as they are here. Throws PackRefusal. */
async function usable(file: PackFile): Promise<PackFile> {
  await openMatcher(file);
  return file;
}

function sameBytes(head: Uint8Array, bytes: Uint8Array): boolean {
  return head.every((byte, n) => byte === bytes[n]);
}

/** Bytes in a buffer of their own, as the store takes them. */
function plain(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);
}
