// How the background and the document that is not shown know each other's messages.
import type { PackQuestion } from "./protocol.js";

export const OFFSCREEN = "offscreen";

export interface ToOffscreen {
  to: typeof OFFSCREEN;
  question: PackQuestion;
}

export function isToOffscreen(message: unknown): message is ToOffscreen {
  return typeof message === "object" && message !== null && (message as { to?: unknown }).to === OFFSCREEN;
}
