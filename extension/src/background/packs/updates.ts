// Packs are brought up to date once a day, each browser at a time of its own, and not over a metered connection unasked.
import { api } from "../../lib/api.js";
import { loadSettings } from "../../lib/settings.js";
import type { Settings } from "../../lib/settings.js";
import { isFile } from "../../packs/held.js";
import type { HeldPack } from "../../packs/held.js";
import { heldPacks, notePack } from "../../packs/store.js";
import { keyFor, noteFetch } from "./fetching.js";
import { askPacks } from "./host.js";

const ALARM = "packs";
const DAY_MINUTES = 24 * 60;
/** A pack that was asked about this long ago is due. */
const DUE_MS = 20 * 3_600_000;

interface Connection {
  saveData?: boolean;
  type?: string;
}

/** Whether the browser says that the connection is paid for by use. Firefox says nothing of it. */
export function isMetered(connection = (navigator as Navigator & { connection?: Connection }).connection): boolean {
  return connection?.saveData === true || connection?.type === "cellular";
}

/** When the next look is due, in minutes: about a day from now, or soon where a day has passed already. */
export function nextLook(packs: readonly Pick<HeldPack, "asked">[], now: number, random = Math.random()): number {
  const oldest = Math.min(...packs.map(({ asked }) => asked));
  if (now - oldest > DUE_MS) return 1 + random * 30;
  return DAY_MINUTES * (0.75 + random / 2);
}

/** See to it that the browser wakes us, where there is anything to look after. `anew`: whatever was planned before. */
export async function planUpdates(anew = false): Promise<void> {
  const packs = (await heldPacks()).filter(({ address }) => !isFile(address));
  if (!packs.length) return void (await api.alarms.clear(ALARM));
  if (anew || !(await api.alarms.get(ALARM))) await api.alarms.create(ALARM, { delayInMinutes: nextLook(packs, Date.now()) });
}

/** Ask the address of each pack for a newer one, whatever becomes of the others. True where one came. */
export async function updatePacks(settings: Settings, addresses?: readonly string[]): Promise<boolean> {
  let newer = false;
  for (const { address } of await heldPacks()) {
    if (isFile(address) || (addresses && !addresses.includes(address))) continue;
    const came = await updateOne(address, settings).catch((error: unknown) => {
      console.warn("packs:", error);
      return false;
    });
    newer ||= came;
  }
  return newer;
}

async function updateOne(address: string, settings: Settings): Promise<boolean> {
  try {
    const outcome = await askPacks({ do: "update", address, key: keyFor(address, settings) });
    await noteFetch(address, outcome === "newer" || outcome === "same" ? "answered" : outcome);
    return outcome === "newer";
  } catch (error) {
    // One that fails in a way of its own is not asked for again and again all day.
    await notePack(address, { asked: Date.now(), problem: "failed" });
    await noteFetch(address, "failed");
    throw error;
  }
}

async function lookForNewer(): Promise<void> {
  // Before anything is fetched: whoever is stopped meanwhile is woken again.
  await planUpdates();
  const settings = await loadSettings();
  const wanted = settings.consented && settings.way !== "pages" && (settings.metered || !isMetered());
  if (!wanted) return;
  await updatePacks(settings).catch((error: unknown) => console.warn("packs:", error));
  await planUpdates(true);
}

/** Listen for the time of the next look. Called as the background starts. */
export function watchUpdates(): void {
  api.alarms.onAlarm.addListener(({ name }) => {
    if (name === ALARM) void lookForNewer().catch((error: unknown) => console.warn("packs:", error));
  });
}
