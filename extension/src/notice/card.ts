// The card: one debunked claim, its answer, where it comes from, and the disclaimer, always in view.
import { onSite, siteOf } from "../lib/addresses.js";
import { say, sayDate } from "../lib/i18n.js";
import type { Change, Notice, ToBackground, ToFrame } from "../lib/messages.js";
import { button, link, make, paragraphs, signButton } from "./dom.js";
import { showComplaint } from "./complaint.js";
import { ask } from "./line.js";
import type { Line } from "./line.js";
import { shorten } from "./shorten.js";
import { whyShown } from "./why.js";

type CardMessage = Extract<ToFrame, { type: "card" }>;

export function showCard(message: CardMessage, line: Line): void {
  const { notice } = message;
  const body = make("div", { class: "inner", "data-measured": "" }, ...matter(notice));
  const scroll = make("div", { class: "scroll", tabindex: "-1" }, body);
  scroll.addEventListener("scroll", () => scroll.classList.toggle("moved", scroll.scrollTop > 2), { passive: true });
  const card = make(
    "div",
    { class: "card", role: "dialog", "aria-labelledby": "claim" },
    head(message, line),
    scroll,
    foot(message, line, body),
  );
  document.body.replaceChildren(make("main", {}, card));
}

function verdictOf(notice: Notice): string {
  return notice.case.verdict === "misleading" ? say("verdict_misleading") : say("verdict_false");
}

function head({ notice, position, total }: CardMessage, line: Line): HTMLElement {
  const steps =
    total > 1
      ? make(
          "div",
          { class: "steps" },
          signButton("previous", say("previous_notice"), () => line.say({ type: "step", by: -1 })),
          make("span", { class: "count" }, say("position", position, total)),
          signButton("next", say("next_notice"), () => line.say({ type: "step", by: 1 })),
        )
      : null;
  return make(
    "header",
    { "data-measured": "" },
    make("span", { class: "verdict" }, verdictOf(notice)),
    make("span", { class: "source", dir: "auto" }, sourceName(notice)),
    steps,
    signButton("close", say("close"), () => line.say({ type: "close" })),
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

function matter(notice: Notice): HTMLElement[] {
  const { case: found } = notice;
  const lang = found.lang;
  const parts: HTMLElement[] = [
    make("p", { class: "kicker" }, say(notice.article ? "claim_of_article" : "claim_repeated")),
    make("h1", { id: "claim", lang, dir: "auto", tabindex: "-1", "data-focus": "" }, found.title),
  ];
  parts.push(...answerParts(notice));
  const facts = factsLine(notice);
  if (facts) parts.push(facts);
  if (!notice.article) parts.push(whyShown(notice));
  return parts;
}

/** The short form, and behind a button the whole answer and the claim as it was made. */
function answerParts(notice: Notice): HTMLElement[] {
  const { response, summary, lang, url } = notice.case;
  const source = url
    ? link(url, say("read_at_source", placeOf(notice)), { class: "out" })
    : make("span", { class: "muted" }, say("no_address"));
  if (!response) {
    const made = summary ? [make("p", { class: "answer", lang, dir: "auto" }, shorten(summary, lang))] : [];
    return [...made, make("p", { class: "muted" }, say("no_response")), source];
  }
  const short = shorten(response, lang);
  const brief = make("p", { class: "answer", lang, dir: "auto" }, short);
  const whole = make("div", { class: "whole", id: "whole" }, ...paragraphs(response, lang));
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
    { class: "text", "aria-expanded": "false", "aria-controls": "whole" },
  );
  const needed = short !== response.trim() || summary !== "";
  const reply = make("section", { class: "reply" }, make("h2", {}, say("the_answer", sourceName(notice))), brief, whole);
  return [reply, make("p", { class: "links" }, needed && more, source)];
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

/** What the publisher wants said with its cases. It can be longer than its place and be scrolled, by keyboard too. */
export function disclaimerOf(notice: Notice): HTMLElement {
  const text = notice.case.disclaimer || notice.source.text;
  return make(
    "section",
    { class: "disclaimer", "aria-label": say("disclaimer"), tabindex: "0" },
    make("strong", {}, `${say("disclaimer")} `),
    text
      ? make("span", { class: "disclaimer-text", lang: notice.case.lang, dir: "auto" }, text)
      : make("span", { class: "disclaimer-text" }, say("no_disclaimer", sourceName(notice))),
  );
}

function foot(message: CardMessage, line: Line, body: HTMLElement): HTMLElement {
  const { notice, site } = message;
  const actions = make("div", { class: "actions" });
  if (!notice.article) {
    actions.append(button(say("is_wrong"), () => showComplaint(notice, body, line), { class: "text" }));
  }
  const change = (what: Change["what"], name: string, message: ToBackground) => {
    // Said first: once the change is made, there is no card any more.
    line.say({ type: "changed", change: { what, name } });
    void ask(message);
  };
  actions.append(
    button(say("not_this_case"), () => change("case", notice.case.id, { type: "hide", case: notice.case.id }), { class: "text" }),
    button(say("not_this_site"), () => change("site", site, { type: "exclude", site }), { class: "text" }),
  );
  return make("footer", { "data-measured": "" }, disclaimerOf(notice), actions);
}
