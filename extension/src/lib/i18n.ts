// Messages in the reader's language.
import { api, connected } from "./api.js";

/** What the browser has for a key; "" where there is none, or where an update left this script behind: there asking throws. */
function message(key: string, values: string[] = []): string {
  return connected() ? api.i18n.getMessage(key, values) : "";
}

/** A message; `values` fill $1, $2 in it. The key itself where there is none, so that a gap is seen. */
export function say(key: string, ...values: (string | number)[]): string {
  return message(key, values.map(String)) || key;
}

/** A message about a number, in the form the language has for it: `key_one`, `key_few`, `key_many`, `key_other`. */
export function sayCount(key: string, count: number): string {
  const form = new Intl.PluralRules(language()).select(count);
  return message(`${key}_${form}`, [String(count)]) || say(`${key}_other`, count);
}

export function language(): string {
  // The language of the messages, which need not be the browser's own: it may be one we do not have.
  return message("language") || "en";
}

/** The language of the messages as this reader's country writes numbers and dates in it. */
export function locale(): string {
  const own = connected() ? api.i18n.getUILanguage() : "";
  return own.split("-")[0] === language() ? own : language();
}

/** A part of a hundred, rounded down: what is not quite sure is never said to be. */
export function sayShare(share: number): string {
  const percent = Math.min(99, Math.floor(share * 100)) / 100;
  return new Intl.NumberFormat(locale(), { style: "percent" }).format(percent);
}

export function sayNumber(number: number): string {
  return number.toLocaleString(locale());
}

/** A date as the reader's language writes it; what is no full date stays as it is. */
export function sayDate(iso: string): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(iso)) return iso;
  const date = new Date(`${iso}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return iso;
  return new Intl.DateTimeFormat(locale(), { dateStyle: "long", timeZone: "UTC" }).format(date);
}

/** A time of day as this reader's country writes it. */
export function sayTime(iso: string): string {
  return new Intl.DateTimeFormat(locale(), { timeStyle: "short" }).format(new Date(iso));
}

function splitLabel(text: string): [string, string] {
  const end = text.indexOf(":") + 1;
  return [text.slice(0, end), text.slice(end)];
}

/** Fill every `data-say` (text) and `data-say-label` (aria-label) of one of our own pages. */
export function translatePage(root: ParentNode = document): void {
  document.documentElement.lang = language();
  for (const element of root.querySelectorAll<HTMLElement>("[data-say]")) {
    element.textContent = say(element.dataset.say ?? "");
  }
  // "What is sent: the text" has its beginning stand out.
  for (const element of root.querySelectorAll<HTMLElement>("[data-say-labelled]")) {
    const [label, rest] = splitLabel(say(element.dataset.sayLabelled ?? ""));
    const strong = document.createElement("strong");
    strong.textContent = label;
    element.replaceChildren(strong, rest);
  }
  for (const element of root.querySelectorAll<HTMLElement>("[data-say-label]")) {
    element.setAttribute("aria-label", say(element.dataset.sayLabel ?? ""));
  }
}
