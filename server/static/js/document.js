// The text to check: its title, and its blocks {id, text, tag}. `tag` is the element in which a block is shown.

const BLOCKS = "h1, h2, h3, h4, p, li, blockquote, figcaption";
const SHOWN_AS = { H1: "h2", H2: "h3", H3: "h4", H4: "h4", LI: "p", FIGCAPTION: "p", P: "p", BLOCKQUOTE: "blockquote" };

/** The paragraphs of a pasted text, split at blank lines. The first one serves as the title. */
export function fromText(text) {
  const blocks = text
    .split(/(?:\r\n|\r|\n)(?:[^\S\r\n]*(?:\r\n|\r|\n))+/)
    .filter((paragraph) => paragraph.trim() !== "")
    .map((paragraph, n) => ({ id: `b${n + 1}`, text: paragraph, tag: "p" }));
  return { title: blocks[0]?.text ?? "", blocks };
}

/** The demo article's title, blocks and language. Its markup is parsed, and never inserted into this page. */
export async function demoArticle() {
  const response = await fetch("/demo/article");
  if (!response.ok) throw new Error("The demo article cannot be loaded.");
  const source = (await response.text()).replace(/<style[\s\S]*?<\/style>/gi, "");
  const page = new DOMParser().parseFromString(source, "text/html");
  const root = page.querySelector("article") ?? page.querySelector("main") ?? page.body;
  const blocks = [...root.querySelectorAll(BLOCKS)]
    .filter((element) => element.querySelector(BLOCKS) === null && element.closest("nav, footer, script, style") === null)
    .map((element) => ({ text: element.textContent.replace(/\s+/g, " ").trim(), tag: SHOWN_AS[element.tagName] ?? "p" }))
    .filter((block) => block.text !== "")
    .map((block, n) => ({ id: `b${n + 1}`, ...block }));
  const title = root.querySelector("h1")?.textContent.trim() ?? page.title;
  return { title, blocks, language: page.documentElement.lang };
}
