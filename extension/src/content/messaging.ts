// Sends the content script's messages to the background, and notices when the extension is gone.
import { api, connected } from "../lib/api.js";
import type { ToBackground } from "../lib/messages.js";

let onGone: () => void = () => undefined;

/** Set what to do once it is clear that the extension was updated or removed and this script is left behind. */
export function whenGone(gone: () => void): void {
  onGone = gone;
}

/** Send a message to the background and return its answer: null when it has none, undefined when there is no background any more. */
export async function sendToBackground<T = unknown>(message: ToBackground): Promise<T | null | undefined> {
  // A background worker that is just being stopped loses the message; the next message wakes it.
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
