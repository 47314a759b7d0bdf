// The bar at the top of a page whose own address is a catalogued article.
import { say } from "../lib/i18n.js";
import type { Notice } from "../lib/messages.js";
import { sourceName } from "./card.js";
import { button, make, signButton } from "./dom.js";
import type { Line } from "./line.js";

export function showBar(notices: Notice[], line: Line): void {
  const [first] = notices;
  if (!first) return;
  const claims = make("ul", { class: "claims" });
  for (const notice of notices.slice(0, 3)) {
    const title = button(notice.case.title, () => line.say({ type: "open", id: notice.id }), { class: "text" });
    title.lang = notice.case.lang;
    title.dir = "auto";
    claims.append(make("li", {}, title));
  }
  const disclaimers = new Set(notices.map((notice) => notice.case.disclaimer || notice.source.text).filter(Boolean));
  const bar = make(
    "main",
    { class: "bar", "data-measured": "" },
    make(
      "div",
      { class: "row" },
      make("h1", {}, say("article_catalogued", sourceName(first))),
      claims,
      signButton("close", say("close"), () => line.say({ type: "close" })),
    ),
    ...[...disclaimers].map((text) =>
      make("p", { class: "disclaimer" }, make("strong", {}, `${say("disclaimer")} `), make("span", { dir: "auto", lang: first.case.lang }, text)),
    ),
  );
  document.body.replaceChildren(bar);
}
