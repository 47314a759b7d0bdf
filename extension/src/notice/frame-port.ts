// The frame's end of the channel to the content script. The frame uses it only if the background vouches for the caller.
import { api, connected } from "../lib/api.js";
import type { FrameKind, FromFrame, Handshake, ToBackground, ToFrame } from "../lib/messages.js";

export interface FramePort {
  kind: FrameKind;
  say(message: FromFrame): void;
  hear(heard: (message: ToFrame) => void): void;
}

/** Wait for the content script of this tab. If the page opens this frame itself, this never resolves. */
export function acceptPort(): Promise<FramePort> {
  return new Promise((resolve) => {
    addEventListener("message", ({ data, ports }: MessageEvent<Handshake>) => {
      const port = ports[0];
      if (!port || typeof data?.nonce !== "string") return;
      void ask<boolean>({ type: "vouched", nonce: data.nonce }).then((vouched) => {
        if (vouched !== true) return port.close();
        resolve({
          kind: data.kind,
          say: (message) => port.postMessage(message),
          hear: (heard) => {
            // After an update this frame can show nothing: its messages went with the old version.
            port.onmessage = (event: MessageEvent<ToFrame>) => {
              if (connected()) heard(event.data);
            };
          },
        });
      });
    });
  });
}

/** Ask the background; undefined when it is gone. Tries again, because a worker that is being stopped loses messages. */
export async function ask<T>(message: ToBackground): Promise<T | null | undefined> {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const answer = await api.runtime.sendMessage<ToBackground, T | null | undefined>(message);
      if (answer !== undefined) return answer;
    } catch {
      // Nobody answered this time.
    }
  }
  return undefined;
}
