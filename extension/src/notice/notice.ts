// What is shown inside one of our frames in a page: the card, the bar, or the dock.
import { connected } from "../lib/api.js";
import { language } from "../lib/i18n.js";
import { showBar } from "./bar.js";
import { showCard } from "./card.js";
import { showChange, showSummaryButton, showFailure, showTold } from "./summary-button.js";
import { acceptPort } from "./frame-port.js";

/** As in notice.css. */
const MOST_DISCLAIMER = 190;
/** A frame that is lower than this and than it should be. */
const LOW = 500;

/**
 * Put the focus on what matters here. The focus of a frame comes by way of the browser, and may come after this message
 * and take the element's away again; so it is looked after for a moment, unless the reader has moved on meanwhile.
 */
function takeFocus(looks = 16): void {
  const target = document.querySelector<HTMLElement>("[data-focus]");
  const nobody = document.activeElement === null || document.activeElement === document.body;
  if (looks === 16 || nobody) target?.focus();
  if (looks > 0) setTimeout(() => takeFocus(looks - 1), 30);
}

/** What of the disclaimer a tight frame leaves out: the frame asks for the room of the whole, whatever it has now. */
function shortened(): number {
  const disclaimer = document.querySelector("div.card .disclaimer");
  return disclaimer ? Math.max(0, Math.min(disclaimer.scrollHeight, MOST_DISCLAIMER) - disclaimer.clientHeight) : 0;
}

async function start(): Promise<void> {
  const port = await acceptPort();
  document.documentElement.lang = language();
  document.body.className = port.kind;
  const sizes = new ResizeObserver(report);

  function report(): void {
    const parts = [...document.querySelectorAll<HTMLElement>("[data-measured]")];
    // The line above the part that scrolls counts too: without it a bar to scroll by stands beside what fits.
    const border = document.querySelector(".scroll") ? 1 : 0;
    const height = parts.reduce((sum, part) => sum + Math.ceil(part.getBoundingClientRect().height), border) + shortened();
    document.body.classList.toggle("tight", innerHeight < Math.min(height, LOW));
    const width = Math.max(0, ...parts.map((part) => part.offsetWidth));
    port.say({ type: "size", height, width });
  }

  port.hear((message) => {
    switch (message.type) {
      case "card":
        showCard(message, port);
        break;
      case "bar":
        showBar(message.notices, port);
        break;
      case "dock":
        showSummaryButton(message.count, port);
        break;
      case "failure":
        showFailure(message.failure, message.service, port);
        break;
      case "changed":
        showChange(message.change, port);
        break;
      case "told":
        showTold(message.told, port);
        break;
      case "focus":
        takeFocus();
        return;
    }
    sizes.disconnect();
    for (const part of document.querySelectorAll("[data-measured]")) sizes.observe(part);
    report();
  });
  addEventListener("resize", report);
  document.addEventListener("keydown", (event) => {
    // After an update nothing here works any more: the content script, once told anything, finds out and takes it away.
    if (event.key === "Escape" || !connected()) port.say({ type: "close" });
  });
  document.addEventListener("pointerdown", () => port.say({ type: "pin" }));
  document.addEventListener("pointerenter", () => port.say({ type: "pin" }));
  port.say({ type: "ready" });
}

void start();
