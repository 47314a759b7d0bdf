// The dock: how many notices a page has, for keyboard, touch and screen reader; or that the service did not answer, or what
// the reader just changed, to be undone.
import { say, sayCount } from "../lib/i18n.js";
import { isOfService } from "../lib/failures.js";
import type { Failure } from "../lib/failures.js";
import type { Change, Told } from "../lib/messages.js";
import { button, make, signButton } from "./dom.js";
import { ask } from "./frame-port.js";
import type { FramePort } from "./frame-port.js";

/** The live region stays one and the same element, so that a new count is announced, once, and no more. */
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

/** What a failure means for the reader. */
export function sayConsequence(failure: Failure, service: string): string {
  return isOfService(failure) ? say("pages_not_checked", new URL(service).host) : say("page_not_checked");
}

export function showFailure(failure: Failure, service: string, port: FramePort): void {
  place(port, make("span", { class: "mark" }));
  const text = `${say(`error_${failure}`)} ${sayConsequence(failure, service)}`;
  if (status.textContent !== text) status.textContent = text;
}

/** What came of a selection that the reader asked about. */
export function showTold(told: Told, port: FramePort): void {
  place(port, make("span", { class: "mark" }));
  status.textContent = say(told);
}

export function showChange(change: Change, port: FramePort): void {
  const undo = () => void ask({ type: "undo", change }).then(() => port.say({ type: "close" }));
  place(port, button(say("undo"), undo, { class: "main", "data-focus": "" }));
  status.textContent = change.what === "site" ? say("undone_site", change.title) : say("undone_case");
}
