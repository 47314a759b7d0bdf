// Updates packs about once a day. Each browser does so at a random time, and over a metered connection only if the reader
// allows it.
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
/** A pack is due when its address was last asked this long ago. */
const DUE_MS = 20 * 3_600_000;

interface Connection {
  saveData?: boolean;
  type?: string;
}

/** Whether the browser says that the connection is metered. Firefox never does. */
export function isMetered(connection = (navigator as Navigator & { connection?: Connection }).connection): boolean {
  return connection?.saveData === true || connection?.type === "cellular";
}

/** In how many minutes to look for newer packs: in about a day, or soon if a day has passed already. */
export function nextLook(packs: readonly Pick<HeldPack, "asked">[], now: number, random = Math.random()): number {
  const oldest = Math.min(...packs.map(({ asked }) => asked));
  if (now - oldest > DUE_MS) return 1 + random * 30;
  return DAY_MINUTES * (0.75 + random / 2);
}

/** Set the alarm for the next look, if there is any pack to update. `anew`: replace an alarm that is already set. */
export async function planUpdates(anew = false): Promise<void> {
  const packs = (await heldPacks()).filter(({ address }) => !isFile(address));
  if (!packs.length) return void (await api.alarms.clear(ALARM));
  if (anew || !(await api.alarms.get(ALARM))) await api.alarms.create(ALARM, { delayInMinutes: nextLook(packs, Date.now()) });
}

/** Ask the address of each pack for a newer one. If one fails, the others are still asked. Returns whether any came. */
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
    // Record the attempt, so that a pack with an unexpected failure is not asked for again and again all day.
    await notePack(address, { asked: Date.now(), problem: "failed" });
    await noteFetch(address, "failed");
    throw error;
  }
}

async function lookForNewer(): Promise<void> {
  // Before fetching anything, so that the alarm is set even if the browser stops us meanwhile.
  await planUpdates();
  const settings = await loadSettings();
  const wanted = settings.consented && settings.way !== "pages" && (settings.metered || !isMetered());
  if (!wanted) return;
  await updatePacks(settings).catch((error: unknown) => console.warn("packs:", error));
  await planUpdates(true);
}

/** Listen for the alarm. Called when the background starts. */
export function watchUpdates(): void {
  api.alarms.onAlarm.addListener(({ name }) => {
    if (name === ALARM) void lookForNewer().catch((error: unknown) => console.warn("packs:", error));
  });
}
