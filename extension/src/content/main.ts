// The content script. The browser starts it where the reader's mode says so, or once by a click; twice does no harm.
import { api, connected } from "../lib/api.js";
import type { ToContent } from "../lib/messages.js";
import { isReadableType } from "../lib/kinds.js";
import { takeAway } from "./leftovers.js";
import { Reader } from "./reader.js";
import { whenGone } from "./messaging.js";

interface Mark {
  reader?: Reader;
  alive?: () => boolean;
}

const world = globalThis as unknown as { rejoinder?: Mark };

function isReadable(): boolean {
  return window === window.top && document.body !== null && isReadableType(document.contentType);
}

/** Pages that the browser prepares, or that wait in a tab behind, are read when they are looked at. */
function whenSeen(work: () => void): void {
  const seen = () => {
    if ((document as Document & { prerendering?: boolean }).prerendering || document.visibilityState !== "visible") return;
    document.removeEventListener("visibilitychange", seen);
    document.removeEventListener("prerenderingchange", seen);
    work();
  };
  document.addEventListener("visibilitychange", seen);
  document.addEventListener("prerenderingchange", seen);
  seen();
}

function start(): void {
  const reader = new Reader();
  world.rejoinder = { reader, alive: connected };
  const listen = (message: ToContent, sender: chrome.runtime.MessageSender, reply: (answer?: unknown) => void) => {
    if (sender.id !== api.runtime.id) return;
    switch (message.type) {
      case "state":
        reply(reader.state());
        break;
      case "check":
        void reader.check();
        break;
      case "mark-all":
        void reader.markAll();
        break;
      case "selection":
        void reader.checkSelection();
        break;
      case "again":
        reader.askAgain();
        break;
      case "next":
        reader.next();
        break;
      case "jump":
        reader.jump(message.id);
        break;
      case "settings":
        reader.adjust(message.hello);
        break;
    }
  };
  api.runtime.onMessage.addListener(listen);
  whenGone(() => {
    reader.stop();
    delete world.rejoinder;
  });
  whenSeen(() => void reader.begin());
  // An hour for which everything is switched off ends without a word.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && reader.isPaused) void reader.begin();
  });
}

if (isReadable() && !world.rejoinder?.alive?.()) {
  world.rejoinder?.reader?.stop();
  takeAway();
  start();
}
