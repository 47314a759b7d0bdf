// Keeps what the reader writes in a page from being sent, even if the page shows it a second time: in a preview, a title,
// a chat bubble.

import { isThere } from "./tree.js";

/** Two texts do not share this many letters in a row by chance. Fewer suffice in scripts where a letter is a syllable or a word. */
const TELLING = 20;
const TELLING_DENSE = 8;
const DENSE = /[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;
/** Shorter drafts are not looked for. */
const LEAST = 4;
/** A single word that has left its field is still looked for if it has at least this many letters. */
const LEAST_LEFT = 12;
const MOST_TEXT = 50_000;
const MOST_LEFT = 100;

const EDITORS = [".CodeMirror", ".cm-editor", ".monaco-editor", ".ace_editor"];
const WRITTEN = ["textarea", "input", "[contenteditable]", "[role=textbox]", "[role=searchbox]", "[role=combobox]", ...EDITORS].join(", ");
const NO_TEXT = /^(button|checkbox|color|file|hidden|image|radio|range|reset|submit)$/;
const WORD = /[\p{L}\p{N}\p{M}]+/gu;

type Root = Document | ShadowRoot;

/** A text reduced to its words, so that markup, case and punctuation make no difference. */
function wordsOf(text: string): string {
  return ` ${(text.normalize("NFKC").toLowerCase().match(WORD) ?? []).join(" ")} `;
}

interface Sought {
  /** All parts of long texts of the telling length, without spaces. */
  parts: Set<string>;
  /** Short texts, as words; in dense scripts without spaces. */
  shorts: string[];
  /** Everything that was written, without spaces: a block may be a part of it. */
  all: string;
}

export class Drafts {
  private readonly roots = new Set<Root>();
  /** What each editor held when we last looked. */
  private readonly written = new Map<Element, string>();
  /** What was written and has left its editor, such as a message that was sent. */
  private left: string[] = [];

  watch(root: Root, signal: AbortSignal): void {
    this.roots.add(root);
    root.addEventListener("input", this.heard, { capture: true, passive: true, signal });
  }

  private heard = (event: Event): void => {
    const editor = editorOf(event.composedPath()[0]);
    if (editor) this.note(editor);
  };

  private note(editor: Element): void {
    const before = this.written.get(editor) ?? "";
    const text = textIn(editor);
    if (text.length < before.length || !text.includes(before.slice(0, before.length / 2))) this.leave(before, editor);
    this.written.set(editor, text);
  }

  /** Remember a text that has left its editor. `editor` is null if it has left the page too. */
  private leave(text: string, editor: Element | null): void {
    const words = wordsOf(text).trim();
    const telling = words.includes(" ") || words.length >= LEAST_LEFT || (editor as HTMLInputElement | null)?.type === "password";
    if (telling && !(editor && isSearch(editor))) this.left = [text, ...this.left.filter((other) => !text.includes(other))].slice(0, MOST_LEFT);
  }

  /** A function that tells whether a block holds what the reader wrote; null if nothing was written. Call this once per reading of the page. */
  sought(): ((text: string) => boolean) | null {
    for (const [editor, text] of this.written) {
      if (isThere(editor)) continue;
      this.leave(text, null);
      this.written.delete(editor);
    }
    // Read the editors first: that also finds out what has left them.
    const current = [...this.current()];
    const texts = [...this.left, ...current];
    if (!texts.length) return null;
    const sought: Sought = { parts: new Set(), shorts: [], all: texts.map(squeezed).join("\n") };
    for (const text of texts) for (const line of text.split("\n")) addTo(sought, line);
    return (text) => holds(sought, text);
  }

  /** The reader's text in every editor of the page. */
  private *current(): Generator<string> {
    for (const root of [...this.roots]) {
      if (isGone(root)) this.roots.delete(root);
      else yield* this.currentIn(root);
    }
  }

  private *currentIn(root: Root): Generator<string> {
    for (const found of root.querySelectorAll(WRITTEN)) {
      const editor = editorOf(found);
      if (!editor || (found !== editor && found.closest(WRITTEN) !== found)) continue;
      const text = textIn(editor);
      const before = this.written.get(editor);
      if (before !== undefined && before !== text) this.note(editor);
      const query = isSearch(editor) && squeezed(text).length < TELLING;
      if (text.trim() && !query && (before !== undefined || isOwn(editor, root))) yield text;
    }
    for (const frame of root.querySelectorAll("iframe")) yield* designed(frame);
  }
}

/** Whether a document has left its frame or a shadow root the page. Firefox throws when we touch a document that has left its frame. */
function isGone(root: Root): boolean {
  try {
    return "host" in root ? !root.isConnected : !root.defaultView;
  } catch {
    return true;
  }
}

function squeezed(text: string): string {
  return wordsOf(text).replaceAll(" ", "");
}

function tellingOf(text: string): number {
  return DENSE.test(text) ? TELLING_DENSE : TELLING;
}

function addTo(sought: Sought, line: string): void {
  const letters = squeezed(line);
  const size = tellingOf(letters);
  if (letters.length < size) {
    if (letters.length >= (size === TELLING ? LEAST : 2)) sought.shorts.push(size === TELLING ? wordsOf(line) : letters);
    return;
  }
  for (let at = 0; at + size <= letters.length; at++) sought.parts.add(letters.slice(at, at + size));
}

/** Whether a text of the page contains what was written, or is a part of it. */
function holds({ parts, shorts, all }: Sought, text: string): boolean {
  const words = wordsOf(text);
  const letters = words.replaceAll(" ", "");
  if (letters.length >= LEAST && all.includes(letters)) return true;
  if (shorts.some((short) => (short.startsWith(" ") ? words : letters).includes(short))) return true;
  if (!parts.size) return false;
  const sizes = DENSE.test(letters) ? [TELLING_DENSE, TELLING] : [TELLING];
  return sizes.some((size) => {
    for (let at = 0; at + size <= letters.length; at++) if (parts.has(letters.slice(at, at + size))) return true;
    return false;
  });
}

/** The editor that a node is or is inside: a field, an editable element, a code editor. Null if there is none. */
function editorOf(target: EventTarget | null | undefined): Element | null {
  if (!(target as Node | null)?.nodeType) return null;
  const node = target as Node;
  let element = node.nodeType === Node.ELEMENT_NODE ? (node as HTMLElement) : node.parentElement;
  const drawn = element?.closest(EDITORS.join(", "));
  if (drawn) return drawn;
  if (element?.matches("input, textarea, [role=textbox], [role=searchbox], [role=combobox]")) return element;
  if (!element?.isContentEditable) return null;
  while (element.parentElement?.isContentEditable) element = element.parentElement;
  return element;
}

function isField(editor: Element): editor is HTMLInputElement | HTMLTextAreaElement {
  return editor.localName === "input" || editor.localName === "textarea";
}

/** What an editor holds, with a line for each text node in it. */
function textIn(editor: Element): string {
  if (isField(editor)) return NO_TEXT.test(editor.type) ? "" : editor.value.slice(0, MOST_TEXT);
  const walker = editor.ownerDocument.createTreeWalker(editor, NodeFilter.SHOW_TEXT);
  const texts: string[] = [];
  for (let size = 0; size < MOST_TEXT && walker.nextNode(); size += texts.at(-1)?.length ?? 0) texts.push((walker.currentNode as Text).data);
  return texts.join("\n").slice(0, MOST_TEXT);
}

/** Whether an editor's content is the reader's own and not what the page put into a field. */
function isOwn(editor: Element, root: Root): boolean {
  return !isField(editor) || editor.value !== editor.defaultValue || root.activeElement === editor;
}

function isSearch(editor: Element): boolean {
  return editor.matches("input[type=search], [role=searchbox], [role=search] *, form[action*=search] *");
}

/** The text of a frame that is an editor as a whole. */
function* designed(frame: HTMLIFrameElement): Generator<string> {
  try {
    const inner = frame.contentDocument;
    if (inner?.body && (inner.designMode === "on" || inner.body.isContentEditable)) yield textIn(inner.body);
  } catch {
    // A frame of another site: we cannot look into it.
  }
}
