// Whether a place of a text is inside a quotation that began before it.

/** Marks that belong together, and those of them that never end what they began: a quotation's paragraphs repeat them. */
const FAMILIES = [
  { marks: '"\u201c\u201d\u201e\u201f', begins: "\u201c\u201e\u201f" },
  { marks: "\u00ab\u00bb", begins: "\u00ab" },
  { marks: "\u300c\u300d", begins: "\u300c" },
  { marks: "\u300e\u300f", begins: "\u300e" },
];
const WORD = /[\p{L}\p{N}.,!?\u2026]/u;

/** Whether a mark before `end` begins a quotation that is not ended there. */
export function quotationOpen(text: string, end: number): boolean {
  return FAMILIES.some(({ marks, begins }) => {
    let open = "";
    let before = "";
    for (const mark of text.slice(0, end)) {
      if (marks.includes(mark)) {
        // One that may be either kind ends a quotation, or measures inches, where it follows a word.
        if (open === "") open = begins.includes(mark) || !WORD.test(before) ? mark : "";
        else if (open !== mark || !begins.includes(mark)) open = "";
      }
      before = mark;
    }
    return open !== "";
  });
}
