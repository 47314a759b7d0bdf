// The script inside each of our frames in a page: shows the card, the bar, or the dock.
import { connected } from "../lib/api.js";
import { language } from "../lib/i18n.js";
import { showBar } from "./bar.js";
import { showCard } from "./card.js";
import { showChange, showSummaryButton, showFailure, showTold } from "./summary-button.js";
import { acceptPort } from "./frame-port.js";

/** The largest height of the disclaimer, as in notice.css. */
const MOST_DISCLAIMER = 190;
/** A frame that is lower than its content and than this counts as tight. */
const LOW = 500;

/**
 * Focus the main element. The browser may focus the frame only after this message, which takes the focus from the element
 * again. So we repeat this for a moment, unless the reader has moved the focus meanwhile.
 */
function takeFocus(looks = 16): void {
  const target = document.querySelector<HTMLElement>("[data-focus]");
  const nobody = document.activeElement === null || document.activeElement === document.body;
  if (looks === 16 || nobody) target?.focus();
  if (looks > 0) setTimeout(() => takeFocus(looks - 1), 30);
}

/** How much of the disclaimer a tight frame cuts off, in pixels. The frame always asks for room for all of it. */
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
    // The border of the scrolling part counts too. Without it a scroll bar would appear although everything fits.
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
    // After an update nothing here works any more. Any message makes the old content script notice that and remove the frame.
    if (event.key === "Escape" || !connected()) port.say({ type: "close" });
  });
  document.addEventListener("pointerdown", () => port.say({ type: "pin" }));
  document.addEventListener("pointerenter", () => port.say({ type: "pin" }));
  port.say({ type: "ready" });
}

void start();
