// Remembers which page the reader asked to check (one click allows one page to be sent once) and which page of a site
// that is never read the reader allowed once.
import { api } from "../lib/api.js";

const GRANT_MS = 60_000;

interface Grant {
  url: string;
  at: number;
}

const keyOf = (tab: number) => `click:${tab}`;

/** Remember that the reader asked to check this tab's page. This holds for a minute, counted from the end of `wait` (ms). */
export async function grantClick(tab: number, url: string, wait = 0): Promise<void> {
  await api.storage.session.set({ [keyOf(tab)]: { url, at: Date.now() + wait } satisfies Grant });
}

/** Whether the reader asked to check this page. Calling this uses the click up. */
export async function useClick(tab: number, url: string): Promise<boolean> {
  const key = keyOf(tab);
  const grant = (await api.storage.session.get(key))[key] as Grant | undefined;
  if (!grant || grant.url !== url || Date.now() - grant.at > GRANT_MS) return false;
  await api.storage.session.remove(key);
  return true;
}

const allowedKeyOf = (tab: number) => `allowed:${tab}`;

/** Remember that the reader allowed this page of a site that is never read. It holds as long as the tab stays on the page. */
export async function allowOnce(tab: number, url: string): Promise<void> {
  await api.storage.session.set({ [allowedKeyOf(tab)]: url });
}

export async function isAllowedOnce(tab: number, url: string): Promise<boolean> {
  const key = allowedKeyOf(tab);
  return url !== "" && (await api.storage.session.get(key))[key] === url;
}
