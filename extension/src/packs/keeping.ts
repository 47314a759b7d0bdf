// Adds and updates packs: fetches one from an address or a file, offers it to the reader, stores it if the reader agrees,
// and keeps it up to date.
import { applyDifference, isDifference } from "../match/difference.js";
import { openMatcher } from "../match/matcher.js";
import { PackRefusal, readPack } from "../match/pack-file.js";
import type { PackFile } from "../match/pack-file.js";
import { download, MOST_BYTES, packAddress } from "./download.js";
import { PackProblem } from "./held.js";
import type { Described, HeldPack, Problem } from "./held.js";
import { heldPacks, keepPack, notePack, packBytes } from "./store.js";

const MOST_TOLD = 40;

/** A pack that the reader is asked to agree to. `held`: a pack from this address is in use, so its key is agreed to already. */
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

/** The names of a pack's publishers. */
async function publishersOf(file: PackFile): Promise<string[]> {
  const list = JSON.parse(new TextDecoder().decode(await file.section("publishers"))) as unknown;
  const names = (Array.isArray(list) ? (list as { name?: unknown; source?: unknown }[]) : []).map(({ name, source }) => name ?? source);
  return names.filter((name): name is string => typeof name === "string" && name !== "").slice(0, MOST_TOLD).map((name) => name.slice(0, 200));
}

/** Reads packs, and holds the one offered to the reader until the reader agrees or another one is offered. */
export class Keeper {
  private offered: { offer: Offer; file: PackFile } | null = null;

  /** Fetch and check the pack at an address. Nothing of it is used before `agree`. Throws PackProblem or PackRefusal. */
  async offer(typed: string, key: string): Promise<Offer> {
    const address = packAddress(typed);
    return this.look(address, await download(address, "", key));
  }

  /** The same for a file that the reader gave. */
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

  /** The reader agreed to the key of the offered pack. Store the pack; from now on its address may send no other key. */
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
   * Ask the address of a stored pack for a newer one, which must be signed with the agreed key. If it is refused, the reason
   * is stored and the pack in use stays. Returns what happened.
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
      // If the reader removed or replaced the pack meanwhile, the new one is not stored.
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
      // `stored`, because applyDifference has already checked every section against its digest.
      return await readPack(made, { ...wanted(pack), stored: true });
    } catch (error) {
      // The difference is for another pack with this generation, or our copy is damaged. The whole pack repairs both.
      if (!(error instanceof PackRefusal) || (error.refusal !== "other-base" && error.refusal !== "altered")) throw error;
      return whole(await download(pack.address, "", key), pack);
    }
  }
}

const wanted = (before: HeldPack | undefined) => (before ? { key: before.key, newerThan: before.generation } : {});

/** Read a whole pack from these bytes. Throws PackRefusal, or PackProblem("other_base") if they are only a difference. */
function whole(bytes: Uint8Array<ArrayBuffer>, before: HeldPack | undefined): Promise<PackFile> {
  if (isDifference(bytes)) throw new PackProblem("other_base");
  return readPack(bytes, wanted(before));
}

/** Check that pages can be matched with a pack: its terms must be made the way this program makes them. Throws PackRefusal. */
async function usable(file: PackFile): Promise<PackFile> {
  await openMatcher(file);
  return file;
}

function sameBytes(head: Uint8Array, bytes: Uint8Array): boolean {
  return head.every((byte, n) => byte === bytes[n]);
}

/** Bytes in an ordinary buffer, as the store needs them. */
function plain(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);
}
