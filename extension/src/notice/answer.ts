// A claim and its answer, as the card and the panel show them: a short form to read at a glance, the whole behind a button.
import { say } from "../lib/i18n.js";
import type { Notice } from "../lib/messages.js";
import { button, link, linked, make, paragraphs } from "./dom.js";
import { shorten } from "./shorten.js";
import { isAnswered, placeOf, sourceName } from "./words.js";

/** The claim. A long one is cut after a few lines, so that the answer stays in sight, and a button shows all of it. */
export function claimOf(tag: "h1" | "h3", { case: { lang, title: text } }: Notice, attributes: Record<string, string> = {}): HTMLElement {
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

/**
 * The short form of the answer, and behind a button the whole answer and the claim as it was made. `id` is for the element
 * with the whole answer, `level` for the headings.
 */
export function answerParts(notice: Notice, id: string, level: "h2" | "h4" = "h2"): HTMLElement[] {
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
    whole.append(make(level, {}, say("claim_as_made")), ...paragraphs(summary, lang));
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
  const reply = make("section", { class: "reply" }, make(level, {}, say("the_answer", sourceName(notice))), brief, whole, goesOn);
  return [reply, make("p", { class: "links" }, needed && more, source)];
}

/** A text with its white space as `shorten` leaves it. */
function plain(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
