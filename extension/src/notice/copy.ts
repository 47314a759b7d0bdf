// Copies a notice as plain text: the passage, the claim, the answer, its source, and always the disclaimer.
import { say, sayDate } from "../lib/i18n.js";
import type { Notice } from "../lib/messages.js";
import { disclaimerText, isAnswered, sourceName, verdictOf } from "./words.js";

export function plainText(notice: Notice): string {
  const { title, response, url, published } = notice.case;
  const verdict = isAnswered(notice) ? `${verdictOf(notice)}: ${sourceName(notice)}` : verdictOf(notice);
  const parts = [
    notice.match.quote && `${say("your_page_says")}: “${notice.match.quote}”`,
    `${say("the_claim_says")}: ${title}`,
    published ? `${verdict}, ${sayDate(published)}` : verdict,
    response.trim(),
    url ? say("read_at_source", url) : say("no_address"),
    `${say("disclaimer")}: ${disclaimerText(notice) || say("no_disclaimer", sourceName(notice))}`,
  ];
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}

/** Put a notice on the clipboard. Returns false if the page allows a frame neither way of doing so. */
export async function copyNotice(notice: Notice): Promise<boolean> {
  const text = plainText(notice);
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** The older way, which no policy of the page can forbid. */
function copyBySelection(text: string): boolean {
  const area = document.createElement("textarea");
  const before = document.activeElement;
  area.value = text;
  area.className = "unseen";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (before instanceof HTMLElement) before.focus();
  return done;
}
