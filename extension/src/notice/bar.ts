// The bar at the bottom of a catalogued article: what that means, its claims, and a button to dispute it.
import { say } from "../lib/i18n.js";
import type { Notice } from "../lib/messages.js";
import { disclaimerText, sourceName } from "./words.js";
import { button, make, signButton } from "./dom.js";
import type { FramePort } from "./frame-port.js";

const MOST = 3;

export function showBar(notices: Notice[], port: FramePort): void {
  const [first] = notices;
  if (!first) return;
  const claims = make("ul", { class: "claims" });
  for (const notice of notices.slice(0, MOST)) {
    const title = button(notice.case.title, () => port.say({ type: "open", id: notice.id, complain: false }), { class: "text" });
    title.lang = notice.case.lang;
    title.dir = "auto";
    claims.append(make("li", {}, title));
  }
  const more = notices.length - MOST;
  const disclaimers = new Set(notices.slice(0, MOST).map(disclaimerText).filter(Boolean));
  const bar = make(
    "main",
    { class: "bar", "data-measured": "" },
    make(
      "div",
      { class: "row" },
      make("h1", {}, say("article_catalogued", sourceName(first))),
      signButton("close", say("close"), () => port.say({ type: "close" })),
    ),
    make("p", { class: "means" }, say("article_means", sourceName(first))),
    claims,
    more > 0 && make("p", { class: "muted" }, say("more_in_popup", more)),
    make(
      "p",
      { class: "actions" },
      button(say("is_wrong"), () => port.say({ type: "open", id: first.id, complain: true }), { class: "text" }),
    ),
    ...[...disclaimers].map((text) =>
      make("p", { class: "disclaimer" }, make("strong", {}, `${say("disclaimer")} `), make("span", { dir: "auto", lang: first.case.lang }, text)),
    ),
  );
  document.body.replaceChildren(bar);
}
