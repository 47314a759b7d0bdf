// The form "This notice is wrong". It is in our own frame, so that the page cannot read what is typed.
import { say } from "../lib/i18n.js";
import type { Failure } from "../lib/failures.js";
import type { Notice } from "../lib/messages.js";
import { button, link, make } from "./dom.js";
import { ask } from "./frame-port.js";
import type { FramePort } from "./frame-port.js";

export const REASONS = ["other_claim", "denies", "reports", "debunk_wrong", "outdated"] as const;
/** Reasons with another text for a whole article than for a passage. */
const OF_TEXT: ReadonlySet<string> = new Set(["other_claim", "denies", "reports"]);
const MAX_COMMENT = 2_000;

interface Draft {
  reason: string;
  comment: string;
  quote: boolean;
}

/** Feedback that was begun and neither sent nor cancelled, by notice, for as long as the page is open. */
const drafts = new Map<string, Draft>();

export function hasDraft(notice: Notice): boolean {
  return drafts.has(notice.id);
}

/** The content that a form has replaced, by the element it is in. */
const matters = new WeakMap<HTMLElement, ChildNode[]>();

/**
 * Show the form in the card, with what was written before. `focus`: the reader has just pressed the button. `claim` stays
 * in view, because it is the card's heading and label.
 */
export function showComplaint(notice: Notice, body: HTMLElement, port: FramePort, focus: boolean, claim: HTMLElement): void {
  const open = body.querySelector<HTMLElement>(".complaint");
  if (open?.dataset.notice === notice.id) {
    open.querySelector("textarea")?.focus();
    return;
  }
  if (!open) matters.set(body, [...body.childNodes]);
  if (notice.local) return sayWhyNot(notice, body, port, claim);
  const draft = drafts.get(notice.id) ?? { reason: "", comment: "", quote: false };
  const form = make("div", { class: "complaint", "data-notice": notice.id });
  const back = () => {
    drafts.delete(notice.id);
    body.replaceChildren(...(matters.get(body) ?? []));
  };
  port.say({ type: "pin" });

  const reasons = make("fieldset", {}, make("legend", {}, say("what_is_wrong")));
  for (const reason of REASONS) {
    const radio = make("input", { type: "radio", name: "reason", value: reason });
    radio.checked = reason === draft.reason;
    const label = notice.article && OF_TEXT.has(reason) ? `reason_article_${reason}` : `reason_${reason}`;
    reasons.append(make("label", {}, radio, make("span", {}, say(label))));
  }
  const comment = make("textarea", { rows: "2", maxlength: String(MAX_COMMENT), "aria-label": say("your_comment") });
  comment.placeholder = say("your_comment");
  comment.value = draft.comment;
  const quote = make("input", { type: "checkbox", name: "quote" });
  quote.checked = draft.quote;
  const status = make("p", { role: "status", class: "muted" });

  const written = (): Draft => ({
    reason: reasons.querySelector<HTMLInputElement>("input:checked")?.value ?? "",
    comment: comment.value,
    quote: quote.checked,
  });
  form.addEventListener("input", () => {
    const now = written();
    if (now.reason || now.comment || now.quote) drafts.set(notice.id, now);
    else drafts.delete(notice.id);
  });

  const send = async () => {
    const { reason, comment, quote } = written();
    const answer = await ask<{ ok: true } | { ok: false; failure: Failure | "local" }>({
      type: "feedback",
      case: notice.case.id,
      passage: notice.match.passage,
      generation: notice.generation,
      comment: [reason && `[${reason}]`, comment.trim()].filter(Boolean).join(" "),
      quote: quote ? notice.match.quote : "",
    });
    if (answer?.ok) {
      drafts.delete(notice.id);
      const thanks = make("p", { role: "status", tabindex: "-1" }, say("thanks"));
      body.replaceChildren(claim, thanks, make("p", { class: "links" }, button(say("back"), back, { class: "text" })));
      thanks.focus();
    } else if (answer?.failure === "local") status.textContent = say("feedback_switched");
    else status.textContent = say(`error_${answer?.failure ?? "unreachable"}`);
  };

  const passage = notice.match.quote
    ? [
        make("label", { class: "tick" }, quote, make("span", {}, say("send_passage_too"))),
        make("blockquote", { dir: "auto" }, notice.match.quote),
      ]
    : [];
  form.append(
    reasons,
    comment,
    ...passage,
    status,
    make(
      "p",
      { class: "links" },
      button(say("send"), () => void send(), { class: "main" }),
      button(say("cancel"), back, { class: "text" }),
    ),
  );
  body.replaceChildren(claim, form);
  if (focus) (draft.comment ? comment : reasons.querySelector("input"))?.focus();
}

/** For a notice found on this computer: explain that there is no service to send feedback to, and offer the publisher's page. */
function sayWhyNot({ id, case: { url } }: Notice, body: HTMLElement, port: FramePort, claim: HTMLElement): void {
  port.say({ type: "pin" });
  const back = button(say("back"), () => body.replaceChildren(...(matters.get(body) ?? [])), { class: "text" });
  const told = make("p", { role: "status", tabindex: "-1" }, say("feedback_local", say("not_this_case")));
  const publisher = url ? [link(url, say("feedback_publisher"), { class: "out" })] : [];
  body.replaceChildren(claim, make("div", { class: "complaint", "data-notice": id }, told, make("p", { class: "links" }, ...publisher, back)));
  told.focus();
}
