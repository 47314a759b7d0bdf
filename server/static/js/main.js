// The home page: it takes a text, and shows it with the matching passages marked and their notices.
import { demoArticle, fromText } from "./document.js";
import { notice } from "./notices.js";
import { show } from "./reading.js";
import { match, status } from "./service.js";

const $ = (id) => document.getElementById(id);
const day = (iso) => new Intl.DateTimeFormat(undefined, { dateStyle: "medium" }).format(new Date(iso));
const count = (n, one, many) => `${n.toLocaleString()} ${n === 1 ? one : many}`;

function tell(message) {
  $("message").textContent = message;
  $("message").hidden = message === "";
}

async function check(load) {
  tell("");
  document.body.setAttribute("aria-busy", "true");
  $("check").disabled = $("demo").disabled = true;
  try {
    const { title, blocks, language } = await load();
    if (blocks.length === 0) throw new Error("There is no text to check.");
    const reply = await match(title, blocks.map(({ id, text }) => ({ id, text })), language);
    showResult(blocks, reply);
  } catch (error) {
    tell(error.message);
  } finally {
    document.body.removeAttribute("aria-busy");
    $("check").disabled = $("demo").disabled = false;
  }
}

function showResult(blocks, reply) {
  const place = new Map(blocks.map((block, n) => [block.id, n]));
  // in the order of the text
  const matches = reply.matches
    .toSorted((a, b) => place.get(a.block) - place.get(b.block) || a.start - b.start || b.score - a.score)
    .map((found, n) => ({ ...found, number: n + 1 }));
  show($("reading"), blocks, matches);
  $("notices").replaceChildren(...matches.map((found) => notice(reply, found, found.number)));
  $("summary").textContent = matches.length === 0 ? "No debunked claim found" : summary(matches);
  $("legend").hidden = matches.length === 0;
  if (matches.length === 0) $("notices").append(nothing(reply));
  $("compose").hidden = true;
  $("result").hidden = false;
  $("summary").focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

function summary(matches) {
  const repeats = matches.filter((found) => found.relation === "repeats").length;
  const related = matches.length - repeats;
  const first = `${count(repeats, "passage repeats", "passages repeat")} a debunked claim`;
  if (related === 0) return first;
  if (repeats === 0) return `${count(related, "passage is", "passages are")} related to a debunked claim`;
  return `${first}, ${related.toLocaleString()} ${related === 1 ? "is" : "are"} related to one`;
}

function nothing(reply) {
  const text = document.createElement("li");
  text.className = "nothing";
  text.textContent = `No passage repeats a claim from the ${count(reply.index.cases, "case", "cases")} in the index. This is no verdict on the text: it may contain claims that nobody has examined yet.`;
  return text;
}

/** Mark a passage's notices while the pointer is over the passage, and the other way round. */
function linkPassagesAndNotices() {
  const mark = (numbers) => {
    for (const piece of document.querySelectorAll(".passage")) {
      piece.classList.toggle("active", piece.dataset.notices.split(" ").some((number) => numbers.includes(number)));
    }
    for (const card of document.querySelectorAll(".notice")) {
      card.classList.toggle("active", numbers.includes(card.id.replace("notice-", "")));
    }
  };
  const over = (event) => {
    const piece = event.target.closest?.(".passage");
    const card = event.target.closest?.(".notice");
    mark(piece ? piece.dataset.notices.split(" ") : card ? [card.id.replace("notice-", "")] : []);
  };
  $("result").addEventListener("pointerover", over);
  $("result").addEventListener("focusin", over);
  $("result").addEventListener("click", (event) => {
    const [, kind, number] = /^#(notice|passage)-(\d+)$/.exec(event.target.closest("a")?.getAttribute("href") ?? "") ?? [];
    if (kind === undefined) return;
    event.preventDefault();
    const target = document.querySelector(kind === "notice" ? `#notice-${number}` : `[data-notices~="${number}"] a`);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    target.scrollIntoView({ block: target.matches(".notice") ? "start" : "center", behavior: still ? "auto" : "smooth" });
    target.focus({ preventScroll: true });
  });
}

$("form").addEventListener("submit", (event) => {
  event.preventDefault();
  check(async () => fromText($("text").value));
});
$("demo").addEventListener("click", () => check(demoArticle));
$("again").addEventListener("click", () => {
  $("result").hidden = true;
  $("compose").hidden = false;
  $("text").focus();
});
linkPassagesAndNotices();
status().then(
  (reply) => ($("index").textContent = `${count(reply.index.cases, "case", "cases")}, built ${day(reply.index.built)}`),
  (error) => tell(error.message),
);
