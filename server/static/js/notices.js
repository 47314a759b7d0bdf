// Notices: the debunk of a claim that a passage repeats, with its source and the source's disclaimer.
import { element, link } from "./elements.js";
import { sendFeedback } from "./service.js";

const HEADINGS = { repeats: "Repeats a debunked claim", related: "Related to a debunked claim" };
const VERDICTS = { false: "rated false", misleading: "rated misleading" };
const SHORT = 420;

/** One notice. `reply` is the whole reply, `match` one of its matches; `number` counts from 1. */
export function notice(reply, match, number) {
  const found = reply.cases[match.case];
  const source = reply.disclaimers[found.source] ?? {};
  const name = source.name ?? found.source;
  return element(
    "li",
    { class: `notice ${match.relation}`, id: `notice-${number}`, tabindex: "-1", "aria-labelledby": `claim-${number}` },
    element(
      "p",
      { class: "relation" },
      element("span", { class: "number", "aria-hidden": "true" }, String(number)),
      HEADINGS[match.relation],
      sureness(match),
    ),
    element("blockquote", { class: "quoted", dir: "auto" }, element("a", { href: `#passage-${number}`, title: "Show it in the text" }, match.quote.trim())),
    element("h2", { id: `claim-${number}`, dir: "auto", lang: found.lang }, found.title),
    found.summary && found.summary !== found.title ? labelled("The claim", long(found.summary, found.lang)) : null,
    found.response ? labelled("What is known", long(found.response, found.lang)) : null,
    element(
      "p",
      { class: "source" },
      found.url ? link(found.url, `Read the case at ${name}`) : `Case of ${name}`,
      element("span", { class: "fine" }, [VERDICTS[found.verdict], found.published].filter(Boolean).join(", ")),
    ),
    why(match),
    element("div", { class: "disclaimer", role: "note" }, element("strong", {}, "Disclaimer"), found.disclaimer ?? `${name} gives none.`),
    also(reply, match),
    feedback(reply, match),
  );
}

/** The score as a bar and a percentage. It is the probability that the passage makes this claim, for either relation. */
function sureness({ score, relation }) {
  const percent = Math.round(100 * score);
  const bar = element("span", { class: "bar", "aria-hidden": "true" }, element("span"));
  bar.firstChild.style.inlineSize = `${percent}%`;
  return element("span", { class: "sure", title: "How likely it is that the passage makes this claim" }, bar, relation === "repeats" ? `${percent} % sure` : `same claim: ${percent} %`);
}

const labelled = (label, content) => element("div", { class: "part" }, element("h3", {}, label), content);

/** A text that is folded if it is long. */
function long(text, lang) {
  const paragraphs = text.split(/\n\s*\n|\n/).filter((line) => line.trim() !== "");
  const whole = element("div", { dir: "auto", lang }, ...paragraphs.map((line) => element("p", {}, line)));
  if (text.length <= SHORT) return whole;
  const cut = text.slice(0, SHORT).replace(/\s+\S*$/, "");
  const short = element("p", { dir: "auto", lang }, `${cut} …`);
  const more = element("button", { type: "button", class: "more", "aria-expanded": "false" }, "Read more");
  const box = element("div", {}, short, more);
  more.addEventListener("click", () => {
    const folded = more.getAttribute("aria-expanded") === "true";
    more.setAttribute("aria-expanded", String(!folded));
    more.textContent = folded ? "Read more" : "Show less";
    box.replaceChild(folded ? short : whole, box.firstChild);
  });
  return box;
}

const REASONS = [
  ["denied", "The page denies the claim"],
  ["reported", "The page reports the claim as somebody else’s"],
  ["words", "Words of the claim in the passage"],
  ["names", "Names among them"],
  ["numbers", "Numbers among them"],
  ["spelling", "Read as a word of the claim, although spelled differently"],
  ["missing", "Words of the claim that are missing"],
];

const ANSWERS = [
  ["repeats", "repeats the claim"],
  ["denies", "denies it"],
  ["reports", "reports it as somebody else’s"],
  ["narrative", "tells the same story with another claim"],
  ["neither", "has nothing to do with it"],
];

/** The reader model's answers about passage and claim, the likeliest first. */
function readAs(answers) {
  if (!answers) return [];
  const told = ANSWERS.filter(([key]) => (answers[key] ?? 0) >= 0.02).sort(([a], [b]) => answers[b] - answers[a]);
  return told.map(([key, label]) => `${label} (${Math.round(100 * answers[key])} %)`);
}

function why(match) {
  const reasons = REASONS.map(([key, label]) => [label, [match.why[key] ?? []].flat()]).filter(([, words]) => words.length > 0);
  const read = readAs(match.why.reader);
  if (read.length > 0) reasons.unshift(["Read beside the claim, the passage", read]);
  if (reasons.length === 0) return null;
  const terms = reasons.flatMap(([label, words]) => [element("dt", {}, label), element("dd", { dir: "auto" }, words.join(", "))]);
  return element("details", {}, element("summary", {}, "Why this notice"), element("dl", {}, ...terms));
}

function also(reply, match) {
  if (match.also.length === 0) return null;
  return element("p", { class: "fine" }, `The same claim is examined in ${match.also.length === 1 ? "another case" : `${match.also.length} other cases`}: ${match.also.join(", ")}.`);
}

/** "This notice is wrong": the passage itself is sent only if its box is ticked. */
function feedback(reply, match) {
  const comment = element("textarea", { rows: "2", maxlength: "2000", dir: "auto" });
  const consent = element("input", { type: "checkbox" });
  const said = element("p", { class: "fine", role: "status" });
  const form = element(
    "form",
    {},
    element("label", {}, "What is wrong? (optional)", comment),
    element("label", { class: "inline" }, consent, "Send the marked passage too"),
    element("button", { type: "submit" }, "Send"),
    said,
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await sendFeedback({
        case: match.case,
        passage: match.passage,
        generation: reply.index.generation,
        ...(comment.value.trim() ? { comment: comment.value.trim() } : {}),
        ...(consent.checked ? { quote: match.quote.slice(0, 5000) } : {}),
      });
      form.replaceChildren(said);
      said.textContent = "Thank you. The people who run this service will look at it.";
    } catch (error) {
      said.textContent = error.message;
    }
  });
  return element("details", { class: "feedback" }, element("summary", {}, "This notice is wrong"), form);
}
