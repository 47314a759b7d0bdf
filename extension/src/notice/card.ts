// The card: one debunked claim with its answer, its source, and the disclaimer, which is always in view.
import { say, sayDate } from "../lib/i18n.js";
import type { Change, Notice, ToBackground, ToFrame } from "../lib/messages.js";
import { answerParts, claimOf } from "./answer.js";
import { hasDraft, showComplaint } from "./complaint.js";
import { copyNotice } from "./copy.js";
import { button, make, signButton } from "./dom.js";
import { ask } from "./frame-port.js";
import type { FramePort } from "./frame-port.js";
import { watchSight, wasSeen } from "./seen.js";
import { whyShown } from "./why.js";
import { disclaimerOf, disclaimerText, isAnswered, kickerOf, sourceName, verdictOf } from "./words.js";

type CardMessage = Extract<ToFrame, { type: "card" }>;

export function showCard(message: CardMessage, port: FramePort): void {
  const { notice, others, complain } = message;
  const claim = claimOf("h1", notice, { id: "claim", tabindex: "-1", "data-focus": "" });
  const body = make("div", { class: "inner", "data-measured": "" }, ...cardBody(message, port, claim));
  const scroll = make("div", { class: "scroll", tabindex: "-1" }, body);
  scroll.addEventListener("scroll", () => scroll.classList.toggle("moved", scroll.scrollTop > 2), { passive: true });
  const card = make(
    "div",
    { class: "card", role: "dialog", "aria-labelledby": "claim" },
    head(message, port),
    scroll,
    foot(message, port, body, claim),
  );
  document.body.replaceChildren(make("main", {}, card));
  // If the reader had begun to write feedback, show it again, however the card was closed.
  const begun = complain ? notice : [notice, ...others].find(hasDraft);
  if (begun) showComplaint(begun, body, port, complain, begun === notice ? claim : claimOf("h1", begun, { id: "claim" }));
}

function head({ notice, position, total }: CardMessage, port: FramePort): HTMLElement {
  const steps =
    total > 1
      ? make(
          "div",
          { class: "steps" },
          signButton("previous", say("previous_notice"), () => port.say({ type: "step", by: -1 })),
          make("span", { class: "count" }, say("position", position, total)),
          signButton("next", say("next_notice"), () => port.say({ type: "step", by: 1 })),
        )
      : null;
  const answered = isAnswered(notice);
  return make(
    "header",
    { "data-measured": "" },
    make("span", { class: answered ? "verdict" : "verdict disputed", dir: "auto" }, verdictOf(notice)),
    answered && make("span", { class: "source", dir: "auto" }, sourceName(notice)),
    steps,
    signButton("close", say("close"), () => port.say({ type: "close" })),
  );
}

function cardBody({ notice, others }: CardMessage, port: FramePort, claim: HTMLElement): HTMLElement[] {
  const parts: HTMLElement[] = [make("p", { class: "kicker" }, say(kickerOf(notice))), claim];
  parts.push(...answerParts(notice, "whole"));
  const facts = factsLine(notice);
  if (facts) parts.push(facts);
  if (!notice.article) parts.push(whyShown(notice));
  if (others.length) parts.push(make("h2", { class: "also" }, say("also_on_passage")));
  parts.push(...others.map((other, number) => otherCase(other, notice, `whole-${number}`, port)));
  return parts;
}

/** Another case that the same passage repeats, with its own answer and its own disclaimer. */
function otherCase(other: Notice, first: Notice, id: string, port: FramePort): HTMLElement {
  const made = make("section", { class: "other" }, make("p", { class: "kicker", dir: "auto" }, otherKicker(other)), claimOf("h3", other));
  made.append(...answerParts(other, id), whyShown(other));
  if (disclaimerText(other) !== disclaimerText(first)) made.append(disclaimerOf(other));
  const wrong = () => {
    const body = made.closest<HTMLElement>(".inner");
    if (body) showComplaint(other, body, port, true, claimOf("h1", other, { id: "claim" }));
  };
  made.append(make("p", { class: "links" }, button(say("is_wrong"), wrong, { class: "text" }), hideButton(other, port)));
  return made;
}

function otherKicker(other: Notice): string {
  return isAnswered(other) ? `${verdictOf(other)} · ${sourceName(other)}` : verdictOf(other);
}

function factsLine({ case: found }: Notice): HTMLElement | null {
  const facts: [string, string][] = [];
  if (found.published) facts.push([say("fact_published"), sayDate(found.published)]);
  if (found.rating) facts.push([say("fact_rating"), found.rating]);
  if (found.claimant) facts.push([say("fact_claimant"), found.claimant]);
  if (found.claimed) facts.push([say("fact_claimed"), sayDate(found.claimed)]);
  if (found.outlets.length) {
    const shown = found.outlets.slice(0, 4).join(", ");
    const more = found.outlets.length - 4;
    facts.push([say("fact_outlets"), more > 0 ? say("and_more", shown, more) : shown]);
  }
  if (!facts.length) return null;
  const list = make("dl", { class: "facts" });
  for (const [name, value] of facts) list.append(make("div", {}, make("dt", {}, name), make("dd", { dir: "auto" }, value)));
  return list;
}

function foot({ notice, site }: CardMessage, port: FramePort, body: HTMLElement, claim: HTMLElement): HTMLElement {
  const copied = make("span", { role: "status", class: "muted" });
  const copy = () => void copyNotice(notice).then((done) => (copied.textContent = say(done ? "copied" : "copy_failed")));
  const actions = make(
    "div",
    { class: "actions" },
    // two by two: where a line is too short for all four, none of them is alone on the next
    make(
      "div",
      {},
      button(say("is_wrong"), () => showComplaint(notice, body, port, true, claim), { class: "text" }),
      hideButton(notice, port),
    ),
    make(
      "div",
      {},
      lasting("not_this_site", () => change(port, "site", site, site, { type: "exclude", site })),
      button(say("copy"), copy, { class: "text copy" }),
    ),
    copied,
  );
  watchSight(actions);
  return make("footer", { "data-measured": "" }, disclaimerOf(notice), actions);
}

function hideButton({ case: { id, title } }: Notice, port: FramePort): HTMLElement {
  return lasting("not_this_case", () => change(port, "case", id, title, { type: "hide", case: id, title }));
}

/** A button for a lasting change. If the reader may not have seen the card, it does nothing and says so. */
function lasting(label: string, work: () => void): HTMLElement {
  const made = button(say(label), () => {
    if (wasSeen()) work();
    else made.after(make("span", { role: "status", class: "muted" }, say("not_seen")));
  }, { class: "text" });
  return made;
}

function change(port: FramePort, what: Change["what"], name: string, title: string, message: ToBackground): void {
  // Tell the page first: once the change is made, this card is closed.
  port.say({ type: "changed", change: { what, name, title } });
  void ask(message);
}
