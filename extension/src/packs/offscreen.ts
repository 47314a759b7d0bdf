// Chromium's document that is not shown: starts the worker that reads packs, and hands questions on from the background.
import { PackWorker } from "./asking.js";
import { isToOffscreen } from "./offscreen-message.js";

/** The document goes some time after the last question; its worker goes with it. */
const IDLE_MS = 300_000;

const worker = new PackWorker("pack-worker.js");
let idle: ReturnType<typeof setTimeout> | undefined;
let open = 0;

chrome.runtime.onMessage.addListener((message: unknown, sender, reply) => {
  // The background's word alone: a content script, beside a page, asks the background.
  if (sender.id !== chrome.runtime.id || sender.tab !== undefined || !isToOffscreen(message)) return undefined;
  clearTimeout(idle);
  open++;
  void worker.ask(message.question).then((answered) => {
    reply(answered);
    if (--open === 0) idle = setTimeout(() => window.close(), IDLE_MS);
  });
  return true;
});
