// Messages in the reader's language.
import { api } from "./api.js";

/** A message; `values` fill $1, $2 in it. The key itself where there is none, so that a gap is seen. */
export function say(key: string, ...values: (string | number)[]): string {
  return api.i18n.getMessage(key, values.map(String)) || key;
}

/** A message about a number, in the form the language has for it: `key_one`, `key_few`, `key_many`, `key_other`. */
export function sayCount(key: string, count: number): string {
  const form = new Intl.PluralRules(language()).select(count);
  const said = api.i18n.getMessage(`${key}_${form}`, [String(count)]);
  return said || say(`${key}_other`, count);
}

export function language(): string {
  // The language of the messages, which need not be the browser's own: it may be one we do not have.
  return api.i18n.getMessage("language") || "en";
}

/** A date as the reader's language writes it; what is no full date stays as it is. */
export function sayDate(iso: string): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(iso)) return iso;
  const date = new Date(`${iso}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return iso;
  return new Intl.DateTimeFormat(language(), { dateStyle: "long", timeZone: "UTC" }).format(date);
}

/** Fill every `data-say` (text) and `data-say-label` (aria-label) of one of our own pages. */
export function translatePage(root: ParentNode = document): void {
  document.documentElement.lang = language();
  for (const element of root.querySelectorAll<HTMLElement>("[data-say]")) {
    element.textContent = say(element.dataset.say ?? "");
  }
  for (const element of root.querySelectorAll<HTMLElement>("[data-say-label]")) {
    element.setAttribute("aria-label", say(element.dataset.sayLabel ?? ""));
  }
}
