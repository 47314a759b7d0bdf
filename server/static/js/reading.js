// Shows the text with its passages marked. Each marked piece links to its notice.
import { element } from "./elements.js";

/** Cut [0, length) where a match begins or ends: [{start, end, numbers}] with the numbers of the matches over a piece. */
export function pieces(length, matches) {
  const cuts = new Set([0, length]);
  for (const { start, end } of matches) cuts.add(start).add(end);
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(1).map((end, n) => ({
    start: places[n],
    end,
    numbers: matches.filter((match) => match.start <= places[n] && match.end >= end).map((match) => match.number),
  }));
}

/** Show blocks in `root`. Each match has block, start, end, relation, and the number of its notice, counted from 1. */
export function show(root, blocks, matches) {
  root.replaceChildren(
    ...blocks.map((block) => {
      const here = matches.filter((match) => match.block === block.id);
      const shown = element(block.tag, { dir: "auto" });
      for (const { start, end, numbers } of pieces(block.text.length, here)) {
        const text = block.text.slice(start, end);
        shown.append(numbers.length === 0 ? text : passage(text, here, numbers, end));
      }
      return shown;
    }),
  );
}

function passage(text, matches, numbers, end) {
  const first = matches.find((match) => match.number === numbers[0]);
  const ending = matches.filter((match) => numbers.includes(match.number) && match.end === end);
  return element(
    "mark",
    { class: `passage ${first.relation}`, "data-notices": numbers.join(" ") },
    element("a", { href: `#notice-${numbers[0]}`, "aria-label": `${text} (notice ${numbers.join(", ")})` }, text),
    ...ending.map((match) => element("sup", { "aria-hidden": "true" }, String(match.number))),
  );
}
