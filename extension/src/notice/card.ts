// The card: one debunked claim, its answer, where it comes from, and the disclaimer, always in view.
import { onSite, siteOf } from "../lib/addresses.js";
import { say, sayDate } from "../lib/i18n.js";
import type { Change, Notice, ToBackground, ToFrame } from "../lib/messages.js";
import { hasDraft, showComplaint } from "./complaint.js";
import { copyNotice } from "./copy.js";
import { button, link, linked, make, paragraphs, signButton } from "./dom.js";
import { ask } from "./frame-port.js";
import type { FramePort } from "./frame-port.js";
import { shorten } from "./shorten.js";
import { watchSight, wasSeen } from "./seen.js";
import { whyShown } from "./why.js";

type CardMessage = Extract<ToFrame, { type: "card" }>;

export function showCard(message: CardMessage, port: FramePort): void {
  const { notice, others, complain } = message;
  const claim = title("h1", notice, { id: "claim", tabindex: "-1", "data-focus": "" });
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
  // What was half written is there again, however the card was closed.
  const begun = complain ? notice : [notice, ...others].find(hasDraft);
  if (begun) showComplaint(begun, body, port, complain, begun === notice ? claim : title("h1", begun, { id: "claim" }));
}

/** A case whose publisher gives no answer here is disputed, and no more than that is said of it. */
export function isAnswered(notice: Notice): boolean {
  return notice.case.response.trim() !== "";
}

export function verdictOf(notice: Notice): string {
  if (!isAnswered(notice)) return say("verdict_disputed", sourceName(notice));
  return notice.case.verdict === "misleading" ? say("verdict_misleading") : say("verdict_false");
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

export function sourceName(notice: Notice): string {
  return notice.source.name || notice.case.source;
}

/** Where the link leads: the publisher by name, or the site where it is not the publisher's own. */
export function placeOf(notice: Notice): string {
  const home = siteOf(notice.source.url);
  return home && onSite(notice.case.url, home) ? sourceName(notice) : siteOf(notice.case.url);
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

/** What is said of the page: a service read the passage and knows that it repeats the claim; a pack knows less, and says so. */
function kickerOf(notice: Notice): string {
  if (notice.article) return "claim_of_article";
  const answered = isAnswered(notice) ? "" : "_disputed";
  if (!notice.local) return `claim_repeated${answered}`;
  return notice.match.relation === "repeats" ? `claim_stated${answered}` : `claim_spoken_of${answered}`;
}

/** Another case that the same passage repeats, with its own answer and its own disclaimer. */
function otherCase(other: Notice, first: Notice, id: string, port: FramePort): HTMLElement {
  const made = make("section", { class: "other" }, make("p", { class: "kicker", dir: "auto" }, otherKicker(other)), title("h3", other));
  made.append(...answerParts(other, id), whyShown(other));
  if (disclaimerText(other) !== disclaimerText(first)) made.append(disclaimerOf(other));
  const wrong = () => {
    const body = made.closest<HTMLElement>(".inner");
    if (body) showComplaint(other, body, port, true, title("h1", other, { id: "claim" }));
  };
  made.append(make("p", { class: "links" }, button(say("is_wrong"), wrong, { class: "text" }), hideButton(other, port)));
  return made;
}

function otherKicker(other: Notice): string {
  return isAnswered(other) ? `${verdictOf(other)} · ${sourceName(other)}` : verdictOf(other);
}

/** The claim; a long one is cut after a few lines, with a button that shows it whole, so that the answer stays in sight. */
function title(tag: "h1" | "h3", { case: { lang, title: text } }: Notice, attributes: Record<string, string> = {}): HTMLElement {
  const heading = make(tag, { lang, dir: "auto", class: "claim", ...attributes }, text);
  const toggle = button(
    say("title_whole"),
    () => {
      const whole = heading.classList.toggle("unfolded");
      toggle.textContent = say(whole ? "title_less" : "title_whole");
      toggle.setAttribute("aria-expanded", String(whole));
    },
    { class: "text more-title", "aria-expanded": "false" },
  );
  toggle.hidden = true;
  new ResizeObserver(() => {
    if (!heading.classList.contains("unfolded")) toggle.hidden = heading.scrollHeight <= heading.clientHeight + 2;
  }).observe(heading);
  return make("div", { class: "title" }, heading, toggle);
}

/** The short form, and behind a button the whole answer and the claim as it was made. */
function answerParts(notice: Notice, id: string): HTMLElement[] {
  const { response, summary, lang, url } = notice.case;
  const source = url
    ? link(url, say("read_at_source", placeOf(notice)), { class: "out" })
    : make("span", { class: "muted" }, say("no_address"));
  if (!isAnswered(notice)) {
    const made = summary ? [make("p", { class: "answer", lang, dir: "auto" }, ...linked(shorten(summary, lang), plain(summary)))] : [];
    return [...made, make("p", { class: "muted" }, say("no_response")), source];
  }
  const short = shorten(response, lang);
  const brief = make("p", { class: "answer", lang, dir: "auto" }, ...linked(short, plain(response)));
  const whole = make("div", { class: "whole", id }, ...paragraphs(response, lang));
  if (summary) {
    whole.append(make("h2", {}, say("claim_as_made")), ...paragraphs(summary, lang));
  }
  whole.hidden = true;
  const more = button(
    say("read_whole"),
    () => {
      whole.hidden = !whole.hidden;
      brief.hidden = !whole.hidden;
      more.textContent = say(whole.hidden ? "read_whole" : "read_less");
      more.setAttribute("aria-expanded", String(!whole.hidden));
    },
    { class: "text", "aria-expanded": "false", "aria-controls": id },
  );
  const needed = short !== response.trim() || summary !== "";
  const goesOn = notice.case.partial && make("p", { class: "muted" }, say("response_goes_on"));
  const reply = make("section", { class: "reply" }, make("h2", {}, say("the_answer", sourceName(notice))), brief, whole, goesOn);
  return [reply, make("p", { class: "links" }, needed && more, source)];
}

/** A text as `shorten` reads it. */
function plain(text: string): string {
  return text.replace(/\s+/g, " ").trim();
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

export function disclaimerText(notice: Notice): string {
  return notice.case.disclaimer || notice.source.text;
}

/** What the publisher wants said with its cases. It can be longer than its place and be scrolled, by keyboard too. */
export function disclaimerOf(notice: Notice): HTMLElement {
  const text = disclaimerText(notice);
  return make(
    "section",
    { class: "disclaimer", "aria-label": say("disclaimer"), tabindex: "0" },
    make("strong", {}, `${say("disclaimer")} `),
    text
      ? make("span", { class: "disclaimer-text", lang: notice.case.lang, dir: "auto" }, text)
      : make("span", { class: "disclaimer-text" }, say("no_disclaimer", sourceName(notice))),
  );
}

function foot({ notice, site }: CardMessage, port: FramePort, body: HTMLElement, claim: HTMLElement): HTMLElement {
  const copied = make("span", { role: "status", class: "muted" });
  const copy = () => void copyNotice(notice).then((done) => (copied.textContent = say(done ? "copied" : "copy_failed")));
  const actions = make(
    "div",
    { class: "actions" },
    button(say("is_wrong"), () => showComplaint(notice, body, port, true, claim), { class: "text" }),
    hideButton(notice, port),
    lasting("not_this_site", () => change(port, "site", site, site, { type: "exclude", site })),
    button(say("copy"), copy, { class: "text copy" }),
    copied,
  );
  watchSight(actions);
  return make("footer", { "data-measured": "" }, disclaimerOf(notice), actions);
}

function hideButton({ case: { id, title } }: Notice, port: FramePort): HTMLElement {
  return lasting("not_this_case", () => change(port, "case", id, title, { type: "hide", case: id, title }));
}

/** A button for what lasts: it does nothing where the reader may not have seen what was pressed, and says so. */
function lasting(label: string, work: () => void): HTMLElement {
  const made = button(say(label), () => {
    if (wasSeen()) work();
    else made.after(make("span", { role: "status", class: "muted" }, say("not_seen")));
  }, { class: "text" });
  return made;
}

function change(port: FramePort, what: Change["what"], name: string, title: string, message: ToBackground): void {
  // Said first: once the change is made, there is no card any more.
  port.say({ type: "changed", change: { what, name, title } });
  void ask(message);
}
