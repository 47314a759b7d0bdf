// Makes the style sheet for highlighted passages (::highlight()) from the reader's choice.
import type { Settings } from "./settings.js";

export const REPEATS = "rejoinder-repeats";
export const ACTIVE = "rejoinder-active";

/** A tint that keeps both black and white text readable when it is nearly transparent; a line; a background for dark text. */
const HUES: Record<Settings["colour"], [tint: string, line: string, ground: string]> = {
  amber: ["255 184 0", "rgb(201 128 0)", "rgb(255 218 122)"],
  rose: ["255 92 120", "rgb(206 45 79)", "rgb(255 190 203)"],
  blue: ["64 156 255", "rgb(20 108 214)", "rgb(176 213 255)"],
  green: ["46 190 120", "rgb(14 138 80)", "rgb(166 231 197)"],
  violet: ["164 112 255", "rgb(124 66 230)", "rgb(216 196 255)"],
};
/** The text colour of the passage whose card is open. On that background it is readable on light and dark pages. */
const INK = "rgb(26 20 10)";

export function highlightStyle(shape: Settings["shape"], colour: Settings["colour"]): string {
  const [tint, line, ground] = HUES[colour];
  const marker = shape === "underline" ? 0 : 0.24;
  const underline = shape === "marker" ? "none" : `underline 2px ${line}`;
  const rule = (name: string, alpha: number) =>
    `::highlight(${name}) { background-color: rgb(${tint} / ${alpha}); text-decoration: ${underline}; }`;
  return [
    rule(REPEATS, marker),
    `@media screen { ::highlight(${ACTIVE}) { background-color: ${ground}; color: ${INK}; -webkit-text-fill-color: ${INK}; text-shadow: none; text-decoration: ${underline}; } }`,
    // If the reader's system forces its own colours, use its marker.
    "@media (forced-colors: active) {",
    `::highlight(${REPEATS}), ::highlight(${ACTIVE}) { background-color: Mark; color: MarkText; -webkit-text-fill-color: MarkText; text-decoration: underline; }`,
    "}",
    "@media print {",
    `::highlight(${REPEATS}) { background-color: transparent; text-decoration: none; }`,
    "}",
  ].join("\n");
}
