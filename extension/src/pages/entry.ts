// One notice in the panel: the claim, the publisher of the debunk, the passage, the answer and the link to it.
import { say } from "../lib/i18n.js";
import type { Notice } from "../lib/messages.js";
import { answerParts, claimOf } from "../notice/answer.js";
import { button, make } from "../notice/dom.js";
import { shorten } from "../notice/shorten.js";
import { surenessOf } from "../notice/why.js";
import { isAnswered, sourceName, verdictOf } from "../notice/words.js";

const MOST_QUOTED = 280;

/** `jump` shows the passage on the page; it is null for notices that are only listed. */
export function entryOf(notice: Notice, jump: (() => void) | null): HTMLElement {
  const { id } = notice;
  const answered = isAnswered(notice);
  const kicker = make(
    "p",
    { class: "kicker" },
    make("span", { class: answered ? "verdict" : "verdict disputed", dir: "auto" }, verdictOf(notice)),
    answered && make("span", { class: "source", dir: "auto" }, sourceName(notice)),
  );
  const claim = claimOf("h3", notice, { id: `claim-${id}` });
  const parts = [kicker, claim, passageOf(notice, jump), ...answerParts(notice, `whole-${id}`, "h4")];
  return make("li", {}, make("article", { class: "entry", "aria-labelledby": `claim-${id}`, "data-notice": id }, ...parts));
}

/** The passage's quote, as a button that leads to it on the page. */
function passageOf(notice: Notice, jump: (() => void) | null): HTMLElement {
  const quote = notice.article ? null : make("span", { class: "quote", dir: "auto" }, `“${shorten(notice.match.quote, "", MOST_QUOTED)}”`);
  const gone = !notice.anchored && !notice.article && jump !== null;
  const how = make("span", { class: "how" }, surenessOf(notice, gone));
  if (!jump || !notice.anchored) return make("div", { class: "passage" }, quote, how);
  const made = button("", jump, { class: "passage" });
  made.append(...(quote ? [quote] : []), how, make("span", { class: "go" }, say("panel_jump")));
  return made;
}
