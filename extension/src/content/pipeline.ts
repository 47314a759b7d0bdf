// From a page's text to the service's answers: extract, choose what is new, ask, and ask again for what failed. What is
// made of an answer is not its matter.
import type { MatchReply } from "../lib/contract.js";
import type { Failed, Matched, PageState } from "../lib/messages.js";
import type { Block } from "./blocks.js";
import { Inquiry } from "./inquiry.js";
import { PageText } from "./page-text.js";
import type { PageEvents } from "./page-text.js";
import { Retry } from "./retry.js";
import { partsIn } from "./selection.js";
import type { Part } from "./selection.js";

/** Within this time a page asks again once the service answers: one that is looked at, and one behind. */
const SOON_MS = 1_500;
const HIDDEN_MS = 20_000;

type Refused = Extract<Matched, { refused: unknown }>["refused"];

/** What came of a reading. */
export interface Outcome {
  /** The answer, with the blocks for which it holds. */
  answer: { reply: MatchReply; blocks: Map<string, Block> } | null;
  failed: Failed | null;
  refused: Refused | null;
}

export interface PipelineEvents extends PageEvents {
  /** A reading that failed may be tried again; `asked`: the reader had asked for it. */
  due: (asked: boolean) => void;
}

export class Pipeline {
  phase: PageState["phase"] = "idle";
  private failure: PageState["failure"] = "";
  private service = "";
  /** Whether what failed was asked for by the reader. */
  private owed = false;
  private readonly inquiry = new Inquiry();
  private readonly text: PageText;
  private readonly retry: Retry;

  constructor(
    events: PipelineEvents,
    ours: (element: Element) => boolean,
    private readonly over: () => boolean,
  ) {
    const moved = () => {
      this.inquiry.moved();
      events.moved();
    };
    this.text = new PageText({ ...events, moved }, ours, over);
    this.retry = new Retry(() => {
      if (this.phase === "failed") events.due(this.owed);
    });
  }

  get state(): Pick<PageState, "phase" | "failure" | "service" | "paragraphs" | "checked" | "foreign" | "checksFacts"> {
    const { phase, failure, service } = this;
    return { phase, failure, service, ...this.inquiry.coverage };
  }

  /** Why the page counts as one that checks facts, where this answer says that it is one. */
  whyItChecksFacts({ checksFacts }: MatchReply): PageState["checksFacts"] {
    return checksFacts ? this.inquiry.whyItChecksFacts() : "";
  }

  lookWhoseItIs(): boolean {
    return this.inquiry.lookWhoseItIs();
  }

  /** Everything counts as new, as for a reader who asks for the page. */
  restart(): void {
    this.inquiry.restart();
    this.phase = "reading";
  }

  /** The page's word that it checks facts no longer counts. */
  disbelieve(): void {
    this.inquiry.disbelieve();
  }

  stop(): void {
    this.text.stop();
    this.retry.stop();
  }

  /** The service answers again: ask for what it did not answer, soon where the reader looks, else a little later. */
  askSoon(): void {
    if (this.phase === "failed") this.retry.in(Math.random() * (document.hidden ? HIDDEN_MS : SOON_MS));
  }

  /** Read these parts of the page; the whole of it where it has just been found to check facts. */
  async read(roots: readonly Element[], comments: boolean): Promise<Block[]> {
    this.text.start();
    const found = await this.text.blocksOf(this.inquiry.learnsThatItChecksFacts() ? [document.body] : roots, comments);
    this.inquiry.noteTitle(found);
    return found;
  }

  nowSeen(): Promise<Element[]> {
    return this.text.nowSeen();
  }

  /** Whether the service was asked about a text. */
  hasSent = (text: string): boolean => this.inquiry.hasSent(text);

  /** What the service said of these texts no longer holds. */
  forget(texts: readonly string[]): void {
    this.inquiry.forget(texts);
  }

  /** Ask about what is new, but for what is still being written: that is read again, with what is around it. */
  async ask(found: readonly Block[], asked: boolean): Promise<Outcome | null> {
    const restless = new Set<Element>();
    const outgoing = this.inquiry.take(found, (block) => {
      const part = asked ? undefined : this.text.restlessPartOf(block);
      if (part) restless.add(part);
      return !part;
    });
    if (restless.size) this.text.again(restless);
    if (restless.size && !outgoing.length) return null;
    if (!outgoing.length && !this.inquiry.isFirst) {
      if (this.phase === "idle" || this.phase === "refused" || asked) this.phase = "done";
      return null;
    }
    if (this.phase === "idle" || this.phase === "failed") this.phase = "reading";
    const address = location.href;
    const matched = await this.inquiry.ask(outgoing);
    if (this.over() || !matched) return null;
    if (!matched.ok) {
      this.inquiry.giveBack(outgoing);
      if ("refused" in matched) {
        this.phase = "refused";
        return { answer: null, failed: null, refused: matched.refused };
      }
      this.fail(matched, asked);
      return { answer: null, failed: matched, refused: null };
    }
    this.retry.stop();
    this.phase = "done";
    this.failure = "";
    const answer = { reply: matched.reply, blocks: this.inquiry.note(matched, outgoing, address) };
    if (matched.unanswered) this.fail(matched.unanswered, asked);
    return { answer, failed: matched.unanswered, refused: null };
  }

  private fail({ failure, service, again }: Failed, asked: boolean): void {
    this.phase = "failed";
    this.owed = asked;
    if (again !== null) this.retry.in(again);
    this.failure = failure;
    this.service = service;
  }

  /** The selected parts of the page's blocks; none where nothing is selected. */
  async select(range: Range | null, comments: boolean): Promise<Part[]> {
    this.text.start();
    return range ? partsIn(range, await this.text.blocksOf([document.body], comments)) : [];
  }

  /** Ask about these parts; null where nobody is there to ask any more. An answer counts from the beginning of each block. */
  async askAboutParts(parts: readonly Part[]): Promise<Matched | null> {
    const matched = await this.inquiry.askAboutParts(parts);
    return !this.over() && matched ? shifted(matched, parts) : null;
  }
}

function shifted(matched: Matched, parts: readonly Part[]): Matched {
  if (!matched.ok) return matched;
  const from = new Map(parts.map(({ block, start }) => [block.id, start]));
  const matches = matched.reply.matches.map((match) => {
    const start = from.get(match.block) ?? 0;
    return { ...match, start: match.start + start, end: match.end + start };
  });
  return { ...matched, reply: { ...matched.reply, matches, article: null } };
}
