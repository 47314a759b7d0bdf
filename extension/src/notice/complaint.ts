// "This notice is wrong": what the reader wants to say about it, written in our own frame where the page reads no keys.
import { say } from "../lib/i18n.js";
import type { Failure } from "../lib/failures.js";
import type { Notice } from "../lib/messages.js";
import { button, make } from "./dom.js";
import { ask } from "./line.js";
import type { Line } from "./line.js";

export const REASONS = ["other_claim", "denies", "reports", "debunk_wrong", "outdated"] as const;
const MAX_COMMENT = 2_000;

export function showComplaint(notice: Notice, body: HTMLElement, line: Line): void {
  const before = [...body.childNodes];
  const back = () => body.replaceChildren(...before);
  // The claim stays in view, and is what the card is called by.
  const claim = body.querySelector("h1") ?? "";
  line.say({ type: "pin" });

  const reasons = make("fieldset", {}, make("legend", {}, say("what_is_wrong")));
  for (const reason of REASONS) {
    const radio = make("input", { type: "radio", name: "reason", value: reason });
    reasons.append(make("label", {}, radio, make("span", {}, say(`reason_${reason}`))));
  }
  const comment = make("textarea", { rows: "2", maxlength: String(MAX_COMMENT), "aria-label": say("your_comment") });
  comment.placeholder = say("your_comment");
  const quote = make("input", { type: "checkbox", name: "quote" });
  const status = make("p", { role: "status", class: "muted" });

  const send = async () => {
    const reason = reasons.querySelector<HTMLInputElement>("input:checked")?.value ?? "";
    const answer = await ask<{ ok: true } | { ok: false; failure: Failure }>({
      type: "feedback",
      case: notice.case.id,
      passage: notice.match.passage,
      generation: notice.generation,
      comment: [reason && `[${reason}]`, comment.value.trim()].filter(Boolean).join(" "),
      quote: quote.checked ? notice.match.quote : "",
    });
    if (answer?.ok) {
      const thanks = make("p", { role: "status", tabindex: "-1" }, say("thanks"));
      body.replaceChildren(claim, thanks, make("p", { class: "links" }, button(say("back"), back, { class: "text" })));
      thanks.focus();
    } else status.textContent = say(`error_${answer?.failure ?? "unreachable"}`);
  };

  body.replaceChildren(
    claim,
    reasons,
    comment,
    make("label", { class: "tick" }, quote, make("span", {}, say("send_passage_too"))),
    make("blockquote", { dir: "auto" }, notice.match.quote),
    status,
    make(
      "p",
      { class: "links" },
      button(say("send"), () => void send(), { class: "main" }),
      button(say("cancel"), back, { class: "text" }),
    ),
  );
  reasons.querySelector("input")?.focus();
}
