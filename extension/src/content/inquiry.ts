// What the service or the packs are asked about one page, and how much of the page they have answered for.
import type { Matched, PageState } from "../lib/messages.js";
import { titleOf } from "./blocks.js";
import type { Block } from "./blocks.js";
import { sendToBackground } from "./messaging.js";
import type { Part } from "./selection.js";
import { SentBlocks } from "./sent-blocks.js";
import type { Outgoing } from "./sent-blocks.js";
import { isSignedIn } from "./signed-in.js";
import { columnHeaders, saysItChecksFacts } from "./structure.js";

/** How much of the page was checked, and what may be missed. */
export type Coverage = Pick<PageState, "paragraphs" | "checked" | "foreign" | "checksFacts">;

export class Inquiry {
  /** Whether nothing was asked yet since the page has its present address. */
  private first = true;
  /** Whether the page seemed private to its reader when it was first read. */
  private signedIn = false;
  /** Why the page counts as one that checks facts: its markup says so, or the service knows its publisher. */
  private checksFacts: PageState["checksFacts"] = "";
  /** Whether the page's own claim to check facts is believed. */
  private believed = true;
  /** How many paragraphs the service has answered for, and how many of them it read. */
  private counted = { sent: 0, read: 0 };
  /** How many paragraphs of the latest request were left unanswered. */
  private open = 0;
  /** The page's language if the index holds no claims in it, else "". */
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

  /** Look again whether the page seems private to its reader. */
  lookWhoseItIs(): boolean {
    return (this.signedIn = isSignedIn());
  }

  /** Start over: everything on the page counts as new. */
  restart(): void {
    this.sentBlocks.clear();
    this.counted = { sent: 0, read: 0 };
    this.first = true;
  }

  /** Stop believing the page when it says that it checks facts. */
  disbelieve(): void {
    this.believed = false;
    this.checksFacts = "";
  }

  /** Take note that the single-page application has moved to another address. */
  moved(): void {
    this.first = true;
    this.title = "";
    this.checksFacts = "";
    this.believed = true;
    this.counted = { sent: 0, read: 0 };
  }

  /** Look whether the page now says that it checks facts. Returns true when everything asked before has to be asked again. */
  learnsThatItChecksFacts(): boolean {
    if (!this.believed || this.checksFacts || !saysItChecksFacts()) return false;
    this.checksFacts = "markup";
    if (!this.first) this.sentBlocks.clear();
    return !this.first;
  }

  private isSaidToCheckFacts(): boolean {
    return this.checksFacts !== "" || (this.believed && saysItChecksFacts());
  }

  /** Who says that the page checks facts: its own markup or, since the answer says so, the known publisher. */
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

  /** Choose what to send of these blocks. */
  take(found: readonly Block[], ready: (block: Block) => boolean): Outgoing[] {
    return this.sentBlocks.take(found, ready);
  }

  /** Ask about these blocks. Null or undefined when nobody answers any more. */
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

  /** Ask about what the reader has selected and nothing else. */
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

  /** Take note that these blocks were not answered. */
  giveBack(outgoing: readonly Outgoing[]): void {
    this.sentBlocks.giveBack(outgoing);
    this.open = outgoing.length;
  }

  /** Take in the answer to what was asked at `address`. Returns the blocks that the answer is about, by id. */
  note({ reply, unanswered }: Extract<Matched, { ok: true }>, outgoing: readonly Outgoing[], address: string): Map<string, Block> {
    this.first = false;
    const left = new Set(unanswered?.blocks);
    const answered = outgoing.filter(({ block }) => !left.has(block.id));
    this.counted = { sent: this.counted.sent + answered.length, read: this.counted.read + reply.blocksRead };
    this.foreign = foreignTo(reply.languages);
    if (reply.checksFacts && location.href === address) this.checksFacts ||= "publisher";
    this.giveBack(outgoing.filter(({ block }) => left.has(block.id)));
    // Blocks that were sent again only for their neighbours already have their notices.
    return new Map(answered.filter(({ fresh }) => fresh).map(({ block }) => [block.id, block]));
  }
}

/** Whether unselected text may stand before a part: always before the first, later where a block was cut. */
function isCutOff(parts: readonly Part[], i: number): boolean {
  const before = parts[i - 1];
  return !before || before.end < before.block.text.length || (parts[i]?.start ?? 0) > 0;
}

/** The language that the page declares, if it is none of `languages`; "" if it is one, or if either is unknown. */
export function foreignTo(languages: readonly string[]): string {
  const own = document.documentElement.lang.toLowerCase().split("-")[0] ?? "";
  const known = languages.map((tag) => tag.toLowerCase().split("-")[0]);
  return own && known.length && !known.includes(own) ? own : "";
}
