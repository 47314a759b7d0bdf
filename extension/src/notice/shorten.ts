// Shortens a debunk to its first whole sentences.
import { sentencesOf } from "../lib/languages.js";

const SHORT = 260;
const SHORTEST = 80;

/** The first whole sentences within `most` UTF-16 units; if none fits, the first words and "…". */
export function shorten(text: string, lang: string, most = SHORT): string {
  const plain = text.replace(/\s+/g, " ").trim();
  if (plain.length <= most) return plain;
  let kept = "";
  for (const { segment } of sentencesOf(lang).segment(plain.slice(0, most * 3))) {
    if (kept && (kept + segment).trimEnd().length > most) break;
    kept += segment;
    if (kept.length > most) break;
  }
  kept = kept.trim();
  if (kept.length <= most && kept.length >= SHORTEST) return kept;
  const cut = plain.slice(0, most);
  const space = cut.lastIndexOf(" ");
  return `${(space > SHORTEST ? cut.slice(0, space) : cut).replace(/[\s,;:–-]+$/, "")}…`;
}
