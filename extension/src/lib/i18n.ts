// Messages in the reader's language.
import { api, connected } from "./api.js";

/** The browser's message for a key; "" if there is none. Also "" if an update left this script behind, because then asking throws. */
function message(key: string, values: string[] = []): string {
  return connected() ? api.i18n.getMessage(key, values) : "";
}

/** A message in the reader's language. `values` fill $1, $2 in it. A missing message shows as its key, so that it is noticed. */
export function say(key: string, ...values: (string | number)[]): string {
  return message(key, values.map(String)) || key;
}

/** A message about a number, in the plural form of the language: `key_one`, `key_few`, `key_many` or `key_other`. */
export function sayCount(key: string, count: number): string {
  const form = new Intl.PluralRules(language()).select(count);
  return message(`${key}_${form}`, [String(count)]) || say(`${key}_other`, count);
}

export function language(): string {
  // The language of our messages. It differs from the browser's if we have no translation for that.
  return message("language") || "en";
}

/** The locale for numbers and dates: the browser's if it is in the language of the messages, so that the country's habits count. */
export function locale(): string {
  const own = connected() ? api.i18n.getUILanguage() : "";
  return own.split("-")[0] === language() ? own : language();
}

/** A share (0 to 1) as a percentage, rounded down and at most 99 %, so that nothing is shown as certain. */
export function sayShare(share: number): string {
  const percent = Math.min(99, Math.floor(share * 100)) / 100;
  return new Intl.NumberFormat(locale(), { style: "percent" }).format(percent);
}

export function sayNumber(number: number): string {
  return number.toLocaleString(locale());
}

/** A full ISO date as the reader's language writes it. Anything else is returned unchanged. */
export function sayDate(iso: string): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(iso)) return iso;
  const date = new Date(`${iso}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return iso;
  return new Intl.DateTimeFormat(locale(), { dateStyle: "long", timeZone: "UTC" }).format(date);
}

/** The time of day as the reader's country writes it. */
export function sayTime(iso: string): string {
  return new Intl.DateTimeFormat(locale(), { timeStyle: "short" }).format(new Date(iso));
}

function splitLabel(text: string): [string, string] {
  const end = text.indexOf(":") + 1;
  return [text.slice(0, end), text.slice(end)];
}

/** Translate one of our own pages: every `data-say` (text), `data-say-labelled` (text with a label) and `data-say-label` (aria-label). */
export function translatePage(root: ParentNode = document): void {
  document.documentElement.lang = language();
  for (const element of root.querySelectorAll<HTMLElement>("[data-say]")) {
    element.textContent = say(element.dataset.say ?? "");
  }
  // "When: only in the cases you choose" gets its part up to the colon in bold.
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
