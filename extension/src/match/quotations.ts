// Tells whether a place in a text is inside a quotation that began before it.

/** Families of marks. Those in `begins` only open a quotation; each paragraph of a long quotation may repeat its opening mark. */
const FAMILIES = [
  { marks: '"\u201c\u201d\u201e\u201f', begins: "\u201c\u201e\u201f" },
  { marks: "\u00ab\u00bb", begins: "\u00ab" },
  { marks: "\u300c\u300d", begins: "\u300c" },
  { marks: "\u300e\u300f", begins: "\u300e" },
];
const WORD = /[\p{L}\p{N}.,!?\u2026]/u;

/** Whether a quotation that begins before `end` is still open there. */
export function quotationOpen(text: string, end: number): boolean {
  return FAMILIES.some(({ marks, begins }) => {
    let open = "";
    let before = "";
    for (const mark of text.slice(0, end)) {
      if (marks.includes(mark)) {
        // A mark that may open or close does not open a quotation after a word: there it closes one, or stands for inches.
        if (open === "") open = begins.includes(mark) || !WORD.test(before) ? mark : "";
        else if (open !== mark || !begins.includes(mark)) open = "";
      }
      before = mark;
    }
    return open !== "";
  });
}
