// The look of highlighted passages as a style sheet for ::highlight(), made from the reader's choice.
import type { Settings } from "./settings.js";

export const REPEATS = "rejoinder-repeats";
export const ACTIVE = "rejoinder-active";

/** Hue, saturation and lightness that keep black and white text readable when laid under either thinly. */
const HUES: Record<Settings["colour"], [tint: string, line: string]> = {
  amber: ["255 184 0", "rgb(201 128 0)"],
  rose: ["255 92 120", "rgb(206 45 79)"],
  blue: ["64 156 255", "rgb(20 108 214)"],
  green: ["46 190 120", "rgb(14 138 80)"],
  violet: ["164 112 255", "rgb(124 66 230)"],
};

export function highlightStyle(shape: Settings["shape"], colour: Settings["colour"]): string {
  const [tint, line] = HUES[colour];
  const marker = shape === "underline" ? 0 : 0.24;
  const underline = shape === "marker" ? "none" : `underline 2px ${line}`;
  const rule = (name: string, alpha: number) =>
    `::highlight(${name}) { background-color: rgb(${tint} / ${alpha}); text-decoration: ${underline}; }`;
  return [
    rule(REPEATS, marker),
    rule(ACTIVE, marker + 0.22),
    // Where the reader's system forces its own colours, its own marker is the honest one.
    "@media (forced-colors: active) {",
    `::highlight(${REPEATS}), ::highlight(${ACTIVE}) { background-color: Mark; color: MarkText; text-decoration: underline; }`,
    "}",
    "@media print {",
    `::highlight(${REPEATS}), ::highlight(${ACTIVE}) { background-color: transparent; text-decoration: none; }`,
    "}",
  ].join("\n");
}
