// Stores packs in this browser's IndexedDB: the bytes of each pack, and what is known about it.
import { PackProblem } from "./held.js";
import type { HeldPack } from "./held.js";

const NAME = "packs";
const ABOUT = "about";
const BYTES = "bytes";

let opened: Promise<IDBDatabase> | null = null;

function database(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((done, fail) => {
    const asking = indexedDB.open(NAME, 1);
    asking.onupgradeneeded = () => {
      asking.result.createObjectStore(ABOUT, { keyPath: "address" });
      asking.result.createObjectStore(BYTES);
    };
    asking.onerror = () => fail(asking.error ?? new Error("no database"));
    asking.onsuccess = () => {
      const forget = () => (opened = null);
      asking.result.onclose = forget;
      asking.result.onversionchange = () => {
        asking.result.close();
        forget();
      };
      done(asking.result);
    };
  });
  opened.catch(() => (opened = null));
  return opened;
}

type Work<T> = (about: IDBObjectStore, bytes: IDBObjectStore, give: (result: T) => void) => void;

/** Run `work` in one transaction; `work` gets a function for its result. Throws PackProblem("no_room") if the disk or quota is full. */
async function inside<T>(mode: IDBTransactionMode, work: Work<T>): Promise<T> {
  const found = await database();
  try {
    return await transact(found, mode, work);
  } catch (error) {
    // After a transaction that found no room, Firefox aborts the next one too, whatever it does. So try once more.
    if (!(error instanceof DOMException) || error.name !== "AbortError") throw error;
    return transact(found, mode, work);
  }
}

function transact<T>(found: IDBDatabase, mode: IDBTransactionMode, work: Work<T>): Promise<T> {
  return new Promise<T>((done, fail) => {
    const transaction = found.transaction([ABOUT, BYTES], mode);
    let result: T;
    let refused: unknown = null;
    transaction.oncomplete = () => done(result);
    transaction.onerror = (event) => {
      // Firefox treats an unhandled error as the worker's own and ends the worker.
      event.preventDefault();
      const { error } = event.target as IDBRequest;
      if (error?.name === "AbortError") return;
      refused ??= error;
      transaction.abort();
    };
    transaction.onabort = () => fail(reasonOf(refused ?? transaction.error));
    try {
      work(transaction.objectStore(ABOUT), transaction.objectStore(BYTES), (given) => (result = given));
    } catch (error) {
      refused = error;
      transaction.abort();
    }
  });
}

function reasonOf(error: unknown): Error {
  if (error instanceof DOMException && error.name === "QuotaExceededError") return new PackProblem("no_room");
  return error instanceof Error ? error : new Error("the packs cannot be read");
}

/** All stored packs, sorted by address. */
export function heldPacks(): Promise<HeldPack[]> {
  return inside("readonly", (about, _, give) => {
    const asking = about.getAll() as IDBRequest<HeldPack[]>;
    asking.onsuccess = () => give(asking.result);
  });
}

/** A pack with its bytes; null if none is stored under this address. */
export async function packBytes(address: string): Promise<{ pack: HeldPack; bytes: ArrayBuffer } | null> {
  const found = await inside<{ pack: HeldPack | undefined; bytes: Blob | undefined }>("readonly", (about, bytes, give) => {
    const asking = about.get(address) as IDBRequest<HeldPack | undefined>;
    asking.onsuccess = () => {
      const pack = asking.result;
      const content = bytes.get(address) as IDBRequest<Blob | undefined>;
      content.onsuccess = () => give({ pack, bytes: content.result });
    };
  });
  return found.pack && found.bytes ? { pack: found.pack, bytes: await found.bytes.arrayBuffer() } : null;
}

/**
 * Store a pack in place of the one under its address. Refuses if another part of the extension has meanwhile stored one
 * with another key or of a later generation there. With `held`, a pack with the same key must still be there: returns null
 * and stores nothing if the reader has removed it or replaced its key. Throws PackProblem.
 */
export function keepPack(pack: HeldPack, bytes: Uint8Array<ArrayBuffer>): Promise<HeldPack>;
export function keepPack(pack: HeldPack, bytes: Uint8Array<ArrayBuffer>, held: "held"): Promise<HeldPack | null>;
export function keepPack(pack: HeldPack, bytes: Uint8Array<ArrayBuffer>, held?: "held"): Promise<HeldPack | null> {
  const content = new Blob([bytes]);
  let problem: PackProblem | null = null;
  const kept = inside<HeldPack | null>("readwrite", (about, stored, give) => {
    const asking = about.get(pack.address) as IDBRequest<HeldPack | undefined>;
    asking.onsuccess = () => {
      const before = asking.result;
      if (held && before?.key !== pack.key) return give(null);
      if (before && before.key !== pack.key) problem = new PackProblem("other_key");
      else if (before && before.generation > pack.generation) problem = new PackProblem("older");
      if (problem) return asking.transaction?.abort();
      stored.put(content, pack.address);
      about.put(pack);
      give(pack);
    };
  });
  return kept.catch((error: unknown) => {
    throw problem ?? error;
  });
}

/** Record the result of asking for a newer pack. Does nothing if the pack was removed. */
export function notePack(address: string, change: Partial<Pick<HeldPack, "asked" | "problem">>): Promise<void> {
  return inside("readwrite", (about) => {
    const asking = about.get(address) as IDBRequest<HeldPack | undefined>;
    asking.onsuccess = () => {
      if (asking.result) about.put({ ...asking.result, ...change });
    };
  });
}

export function removePack(address: string): Promise<void> {
  return inside("readwrite", (about, bytes) => {
    about.delete(address);
    bytes.delete(address);
  });
}
