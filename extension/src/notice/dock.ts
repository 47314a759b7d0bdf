// The dock: how many notices a page has, for keyboard, touch and screen reader; or that the service did not answer, or what
// the reader just changed, to be undone.
import { say, sayCount } from "../lib/i18n.js";
import { isOfService } from "../lib/failures.js";
import type { Failure } from "../lib/failures.js";
import type { Change, Told } from "../lib/messages.js";
import { button, make, signButton } from "./dom.js";
import { ask } from "./line.js";
import type { Line } from "./line.js";

/** The live region stays one and the same element, so that a new count is announced, once, and no more. */
const status = make("span", { role: "status", class: "label" });

function place(line: Line, main: HTMLElement): void {
  const slot = document.querySelector("main.dock .slot");
  if (slot) slot.replaceChildren(main);
  else {
    const close = signButton("close", say("close"), () => line.say({ type: "close" }));
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

export function showDock(count: number, line: Line): void {
  place(line, button(say("show"), () => line.say({ type: "step", by: 1 }), { class: "main", "data-focus": "" }));
  const text = sayCount("notices", count);
  if (status.textContent !== text) status.textContent = text;
}

/** What a failure means for the reader. */
export function sayConsequence(failure: Failure, service: string): string {
  return isOfService(failure) ? say("pages_not_checked", new URL(service).host) : say("page_not_checked");
}

export function showFailure(failure: Failure, service: string, line: Line): void {
  place(line, make("span", { class: "mark" }));
  const text = `${say(`error_${failure}`)} ${sayConsequence(failure, service)}`;
  if (status.textContent !== text) status.textContent = text;
}

/** What came of a selection that the reader asked about. */
export function showTold(told: Told, line: Line): void {
  place(line, make("span", { class: "mark" }));
  status.textContent = say(told);
}

export function showChange(change: Change, line: Line): void {
  const undo = () => void ask({ type: "undo", change }).then(() => line.say({ type: "close" }));
  place(line, button(say("undo"), undo, { class: "main", "data-focus": "" }));
  status.textContent = change.what === "site" ? say("undone_site", change.title) : say("undone_case");
}
