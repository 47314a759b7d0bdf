// The dock in the corner of a page. It says how many notices there are (for keyboard, touch and screen reader), that the
// service did not answer, or what the reader just changed, with a button to undo it.
import { say, sayCount } from "../lib/i18n.js";
import { isOfService } from "../lib/failures.js";
import type { Failure } from "../lib/failures.js";
import type { Change, Told } from "../lib/messages.js";
import { button, make, signButton } from "./dom.js";
import { ask } from "./frame-port.js";
import type { FramePort } from "./frame-port.js";

/** The live region. It stays the same element, so that a screen reader announces a new count exactly once. */
const status = make("span", { role: "status", class: "label" });

function place(port: FramePort, main: HTMLElement): void {
  const slot = document.querySelector("main.dock .slot");
  if (slot) slot.replaceChildren(main);
  else {
    const close = signButton("close", say("close"), () => port.say({ type: "close" }));
    document.body.replaceChildren(
      make(
        "main",
        { class: "dock", "data-measured": "" },
        make("h1", { class: "unseen" }, say("frame_dock")),
        make("span", { class: "slot" }, main),
        status,
        close,
      ),
    );
  }
}

export function showSummaryButton(count: number, port: FramePort): void {
  place(port, button(say("show"), () => port.say({ type: "step", by: 1 }), { class: "main", "data-focus": "" }));
  const text = sayCount("notices", count);
  if (status.textContent !== text) status.textContent = text;
}

/** What a failure means for the reader, as a sentence. */
export function sayConsequence(failure: Failure, service: string): string {
  return isOfService(failure) ? say("pages_not_checked", new URL(service).host) : say("page_not_checked");
}

export function showFailure(failure: Failure, service: string, port: FramePort): void {
  place(port, make("span", { class: "mark" }));
  const text = `${say(`error_${failure}`)} ${sayConsequence(failure, service)}`;
  if (status.textContent !== text) status.textContent = text;
}

/** Show the result of checking a selection. */
export function showTold(told: Told, port: FramePort): void {
  place(port, make("span", { class: "mark" }));
  status.textContent = say(told);
}

export function showChange(change: Change, port: FramePort): void {
  const undo = () => void ask({ type: "undo", change }).then(() => port.say({ type: "close" }));
  place(port, button(say("undo"), undo, { class: "main", "data-focus": "" }));
  status.textContent = change.what === "site" ? say("undone_site", change.title) : say("undone_case");
}
