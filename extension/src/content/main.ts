// The content script. The browser starts it on pages that the reader's mode includes, or once for a click. Starting it
// twice does no harm.
import { api, connected } from "../lib/api.js";
import type { ToContent } from "../lib/messages.js";
import { isReadableType } from "../lib/kinds.js";
import { PageController } from "./controller.js";
import { takeAway } from "./leftovers.js";
import { whenGone } from "./messaging.js";

interface Mark {
  controller?: PageController;
  alive?: () => boolean;
}

const world = globalThis as unknown as { rejoinder?: Mark };

function isReadable(): boolean {
  return window === window.top && document.body !== null && isReadableType(document.contentType);
}

/** Do this when the reader sees the page: not while it is prerendered or in a background tab. */
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
  const controller = new PageController();
  world.rejoinder = { controller, alive: connected };
  const listen = (message: ToContent, sender: chrome.runtime.MessageSender, reply: (answer?: unknown) => void) => {
    if (sender.id !== api.runtime.id) return;
    switch (message.type) {
      case "state":
        reply(controller.state());
        break;
      case "check":
        void controller.check();
        break;
      case "mark-all":
        void controller.markAll();
        break;
      case "selection":
        void controller.checkSelection();
        break;
      case "again":
        controller.askAgain();
        break;
      case "next":
        controller.next();
        break;
      case "jump":
        controller.jump(message.id, message.beside === true);
        break;
      case "settings":
        controller.adjust(message.hello);
        break;
    }
  };
  api.runtime.onMessage.addListener(listen);
  whenGone(() => {
    controller.stop();
    delete world.rejoinder;
  });
  whenSeen(() => void controller.begin());
  // No event tells us when an hour of being switched off ends, so look when the reader comes back.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && controller.isPaused) void controller.begin();
  });
}

if (isReadable() && !world.rejoinder?.alive?.()) {
  world.rejoinder?.controller?.stop();
  takeAway();
  start();
}
