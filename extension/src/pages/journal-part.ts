// What was sent in the last hour, word for word.
import { forgetJournal, journal } from "../background/journal.js";
import type { Entry } from "../background/journal.js";
import { locale, say } from "../lib/i18n.js";
import { button, make } from "../notice/dom.js";

function item(entry: Entry): HTMLElement {
  const time = new Intl.DateTimeFormat(locale(), { timeStyle: "medium" }).format(entry.at);
  const outcome = entry.outcome === "answered" ? say("outcome_answered") : say(`error_${entry.outcome}`);
  const page = entry.kind === "page";
  const what = page
    ? say("journal_line", entry.blocks.toLocaleString(locale()), entry.characters.toLocaleString(locale()), entry.service)
    : say("journal_feedback", entry.service);
  const details = make(
    "details",
    {},
    make("summary", {}, make("strong", {}, `${time} · ${entry.site || say("private_window")}`), ` ${what} ${outcome}`),
    page && entry.site && make("p", { class: "muted" }, entry.address ? say("journal_address", entry.address) : say("journal_no_address")),
    entry.text
      ? make("pre", { dir: "auto", tabindex: "0" }, entry.text)
      : make("p", { class: "muted" }, say(entry.site ? "journal_text_gone" : "journal_private")),
  );
  return make("li", {}, details);
}

export async function journalPart(): Promise<HTMLElement> {
  const box = make("div", { id: "journal" });
  async function show(): Promise<void> {
    const entries = await journal();
    const again = button(say("refresh"), () => void show(), { class: "plain", id: "journal-refresh" });
    const forget = button(say("forget"), () => void forgetJournal().then(show), { class: "text", id: "journal-forget" });
    const list = entries.length
      ? make("ul", { class: "entries" }, ...entries.map(item))
      : make("p", { class: "muted" }, say("journal_empty"));
    box.replaceChildren(list, make("div", { class: "row" }, again, ...(entries.length ? [forget] : [])));
  }
  await show();
  return box;
}
