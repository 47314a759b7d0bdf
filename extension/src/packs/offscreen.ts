// The offscreen document (Chromium only): starts the worker that reads packs and passes the background's questions on.
import { PackWorker } from "./asking.js";
import { isToOffscreen } from "./offscreen-message.js";

/** The document closes this long after the last question, and its worker with it. */
const IDLE_MS = 300_000;

const worker = new PackWorker("pack-worker.js");
let idle: ReturnType<typeof setTimeout> | undefined;
let open = 0;

chrome.runtime.onMessage.addListener((message: unknown, sender, reply) => {
  // Listen to the background only. A content script (which has a tab) must ask the background.
  if (sender.id !== chrome.runtime.id || sender.tab !== undefined || !isToOffscreen(message)) return undefined;
  clearTimeout(idle);
  open++;
  void worker.ask(message.question).then((answered) => {
    reply(answered);
    if (--open === 0) idle = setTimeout(() => window.close(), IDLE_MS);
  });
  return true;
});
