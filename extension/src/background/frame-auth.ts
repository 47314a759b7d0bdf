// Knows which of our frames were opened by our own content script. A page can open such a frame too, and the frame must
// not believe it.
import { api } from "../lib/api.js";

const keyOf = (tab: number) => `vouch:${tab}`;
const MAX_OPEN = 8;

async function vouched(tab: number): Promise<string[]> {
  return ((await api.storage.session.get(keyOf(tab)))[keyOf(tab)] as string[] | undefined) ?? [];
}

let queue: Promise<unknown> = Promise.resolve();

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = queue.then(work);
  queue = turn.catch(() => undefined);
  return turn;
}

/** Record the nonce with which the content script of this tab will prove itself to a frame. */
export function authorizeFrame(tab: number, nonce: string): Promise<boolean> {
  return inTurn(async () => {
    const open = [...(await vouched(tab)), nonce].slice(-MAX_OPEN);
    await api.storage.session.set({ [keyOf(tab)]: open });
    return true;
  });
}

/** Whether the content script of this tab gave us this nonce. Each nonce is valid once. */
export function isAuthorizedFrame(tab: number, nonce: string): Promise<boolean> {
  return inTurn(async () => {
    const open = await vouched(tab);
    if (!nonce || !open.includes(nonce)) return false;
    await api.storage.session.set({ [keyOf(tab)]: open.filter((other) => other !== nonce) });
    return true;
  });
}
