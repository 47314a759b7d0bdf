// What the service is asked about one page, and how much of the page it answered for.
import type { Matched, PageState } from "../lib/messages.js";
import { titleOf } from "./blocks.js";
import type { Block } from "./blocks.js";
import { sendToBackground } from "./messaging.js";
import type { Part } from "./selection.js";
import { SentBlocks } from "./sent-blocks.js";
import type { Outgoing } from "./sent-blocks.js";
import { isSignedIn } from "./signed-in.js";
import { columnHeaders, saysItChecksFacts } from "./structure.js";

/** What is known of the page's coverage. */
export type Coverage = Pick<PageState, "paragraphs" | "checked" | "foreign" | "checksFacts">;

export class Inquiry {
  /** Whether nothing was asked yet about the page's present address. */
  private first = true;
  /** Whether the page seemed to be written for its reader alone when it was first read. */
  private signedIn = false;
  /** Why the page counts as one that checks facts: what was found in the markup, or that the service knows its publisher. */
  private checksFacts: PageState["checksFacts"] = "";
  /** Whether the page's own word for it counts. */
  private believed = true;
  /** How many paragraphs the service answered about, and how many of them it read. */
  private counted = { sent: 0, read: 0 };
  /** How many it was last asked about without an answer. */
  private open = 0;
  /** The page's language, where the index holds no claims in it. */
  private foreign = "";
  private title = "";
  private readonly sentBlocks = new SentBlocks();

  get isFirst(): boolean {
    return this.first;
  }

  get coverage(): Coverage {
    const { sent, read } = this.counted;
    const { foreign, checksFacts } = this;
    return { paragraphs: sent + this.sentBlocks.leftOut + this.open, checked: read, foreign, checksFacts };
  }

  /** Whether the page seems to be written for its reader alone, as it is now. */
  lookWhoseItIs(): boolean {
    return (this.signedIn = isSignedIn());
  }

  /** Ask about everything anew. */
  restart(): void {
    this.sentBlocks.clear();
    this.counted = { sent: 0, read: 0 };
    this.first = true;
  }

  /** The page's word that it checks facts no longer counts. */
  disbelieve(): void {
    this.believed = false;
    this.checksFacts = "";
  }

  /** The single page has moved on to another address. */
  moved(): void {
    this.first = true;
    this.title = "";
    this.checksFacts = "";
    this.believed = true;
    this.counted = { sent: 0, read: 0 };
  }

  /** Look whether the page says that it checks facts. True where what was told of it before is to be asked again. */
  learnsThatItChecksFacts(): boolean {
    if (!this.believed || this.checksFacts || !saysItChecksFacts()) return false;
    this.checksFacts = "markup";
    if (!this.first) this.sentBlocks.clear();
    return !this.first;
  }

  private isSaidToCheckFacts(): boolean {
    return this.checksFacts !== "" || (this.believed && saysItChecksFacts());
  }

  /** By whose word the page checks facts, where a service or a pack counts it as one that does. */
  whyItChecksFacts(): "markup" | "publisher" {
    return this.checksFacts || (this.isSaidToCheckFacts() ? "markup" : "publisher");
  }

  noteTitle(found: readonly Block[]): void {
    this.title = titleOf(found) || this.title;
  }

  hasSent(text: string): boolean {
    return this.sentBlocks.has(text);
  }

  forget(texts: readonly string[]): void {
    this.sentBlocks.forget(texts);
  }

  /** What is to be sent of these blocks. */
  take(found: readonly Block[], ready: (block: Block) => boolean): Outgoing[] {
    return this.sentBlocks.take(found, ready);
  }

  /** Ask about these blocks; null where there is nobody to ask any more. */
  async ask(outgoing: readonly Outgoing[]): Promise<Matched | null | undefined> {
    const header = columnHeaders();
    return sendToBackground<Matched>({
      type: "match",
      blocks: outgoing.map(({ block, gap }) => ({ id: block.id, text: block.text, gap, heading: header(block) })),
      title: this.title,
      language: document.documentElement.lang,
      checksFacts: this.checksFacts !== "",
      first: this.first,
      signedIn: this.first ? this.lookWhoseItIs() : this.signedIn,
    });
  }

  /** Ask about what the reader has selected, and nothing else of the page. */
  async askAboutParts(parts: readonly Part[]): Promise<Matched | null | undefined> {
    const header = columnHeaders();
    return sendToBackground<Matched>({
      type: "match",
      blocks: parts.map(({ block, start, end }, i) => ({ id: block.id, text: block.text.slice(start, end), gap: isCutOff(parts, i), heading: header(block) })),
      title: "",
      language: document.documentElement.lang,
      first: false,
      checksFacts: this.isSaidToCheckFacts(),
      signedIn: false,
    });
  }

  /** Nothing of this was answered. */
  giveBack(outgoing: readonly Outgoing[]): void {
    this.sentBlocks.giveBack(outgoing);
    this.open = outgoing.length;
  }

  /** Take note of an answer to what was asked at this address. Gives the blocks for which it holds. */
  note({ reply, unanswered }: Extract<Matched, { ok: true }>, outgoing: readonly Outgoing[], address: string): Map<string, Block> {
    this.first = false;
    const left = new Set(unanswered?.blocks);
    const answered = outgoing.filter(({ block }) => !left.has(block.id));
    this.counted = { sent: this.counted.sent + answered.length, read: this.counted.read + reply.blocksRead };
    this.foreign = foreignTo(reply.languages);
    if (reply.checksFacts && location.href === address) this.checksFacts ||= "publisher";
    this.giveBack(outgoing.filter(({ block }) => left.has(block.id)));
    // What is sent again for the sake of its neighbours has its notices already.
    return new Map(answered.filter(({ fresh }) => fresh).map(({ block }) => [block.id, block]));
  }
}

/** Whether text that is not selected may stand before a part: before the first one, or as blocks are cut. */
function isCutOff(parts: readonly Part[], i: number): boolean {
  const before = parts[i - 1];
  return !before || before.end < before.block.text.length || (parts[i]?.start ?? 0) > 0;
}

/** The language that the page declares, where it is none of these; "" where it is, or where nothing is known. */
export function foreignTo(languages: readonly string[]): string {
  const own = document.documentElement.lang.toLowerCase().split("-")[0] ?? "";
  const known = languages.map((tag) => tag.toLowerCase().split("-")[0]);
  return own && known.length && !known.includes(own) ? own : "";
}
