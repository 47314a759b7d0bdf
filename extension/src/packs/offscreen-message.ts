// The messages from the background to the offscreen document.
import type { PackQuestion } from "./protocol.js";

export const OFFSCREEN = "offscreen";

export interface ToOffscreen {
  to: typeof OFFSCREEN;
  question: PackQuestion;
}

export function isToOffscreen(message: unknown): message is ToOffscreen {
  return typeof message === "object" && message !== null && (message as { to?: unknown }).to === OFFSCREEN;
}
