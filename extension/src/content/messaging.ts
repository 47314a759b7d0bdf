// What the content script says to the background, and what it does when nobody is there any more.
import { api, connected } from "../lib/api.js";
import type { ToBackground } from "../lib/messages.js";

let onGone: () => void = () => undefined;

/** Called once it is clear that the extension was updated or removed and this script is left behind. */
export function whenGone(gone: () => void): void {
  onGone = gone;
}

/** Say something to the background; null when it has nothing to say, undefined when there is nobody. */
export async function sendToBackground<T = unknown>(message: ToBackground): Promise<T | null | undefined> {
  // A worker that is just being stopped drops a message; the next one wakes it.
  for (let attempt = 0; attempt < 3; attempt++) {
    if (!connected()) break;
    try {
      const answer = await api.runtime.sendMessage<ToBackground, T | null | undefined>(message);
      if (answer !== undefined) return answer;
    } catch (error) {
      if (/invalidated/i.test(String(error))) break;
    }
  }
  if (!connected()) onGone();
  return undefined;
}
