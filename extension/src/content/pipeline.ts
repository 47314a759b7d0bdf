// Goes from a page's text to answers: extracts the text, chooses what is new, asks about it, and asks again if that
// failed. It knows nothing about how answers are shown.
import type { MatchReply } from "../lib/contract.js";
import type { Failed, Matched, PageState } from "../lib/messages.js";
import type { Block } from "./blocks.js";
import { Inquiry } from "./inquiry.js";
import { PageText } from "./page-text.js";
import type { PageEvents } from "./page-text.js";
import { Retry } from "./retry.js";
import { partsIn } from "./selection.js";
import type { Part } from "./selection.js";

/** Once the service answers again, pages ask again within this time: visible ones soon, those in the background later. */
const SOON_MS = 1_500;
const HIDDEN_MS = 20_000;

type Refused = Extract<Matched, { refused: unknown }>["refused"];

/** The result of asking about a page. */
export interface Outcome {
  /** The answer, with the blocks it is about. */
  answer: { reply: MatchReply; blocks: Map<string, Block> } | null;
  failed: Failed | null;
  refused: Refused | null;
}

export interface PipelineEvents extends PageEvents {
  /** It is time to try again after a failure. `asked`: the reader had asked for that check. */
  due: (asked: boolean) => void;
}

export class Pipeline {
  phase: PageState["phase"] = "idle";
  private failure: PageState["failure"] = "";
  private service = "";
  /** Whether the reader had asked for the check that failed. */
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

  /** Why the page counts as one that checks facts, if this answer says so; else "". */
  whyItChecksFacts({ checksFacts }: MatchReply): PageState["checksFacts"] {
    return checksFacts ? this.inquiry.whyItChecksFacts() : "";
  }

  lookWhoseItIs(): boolean {
    return this.inquiry.lookWhoseItIs();
  }

  /** Start over, because the reader asked for a check: everything on the page counts as new. */
  restart(): void {
    this.inquiry.restart();
    this.phase = "reading";
  }

  /** Stop believing the page when it says that it checks facts. */
  disbelieve(): void {
    this.inquiry.disbelieve();
  }

  stop(): void {
    this.text.stop();
    this.retry.stop();
  }

  /** The service answers again: repeat what failed, soon if the reader is looking at the page, else a little later. */
  askSoon(): void {
    if (this.phase === "failed") this.retry.in(Math.random() * (document.hidden ? HIDDEN_MS : SOON_MS));
  }

  /** Read these parts of the page, or all of it if we have just learned that it checks facts. */
  async read(roots: readonly Element[], comments: boolean): Promise<Block[]> {
    this.text.start();
    const found = await this.text.blocksOf(this.inquiry.learnsThatItChecksFacts() ? [document.body] : roots, comments);
    this.inquiry.noteTitle(found);
    return found;
  }

  nowSeen(): Promise<Element[]> {
    return this.text.nowSeen();
  }

  /** Whether we have asked about a text already. */
  hasSent = (text: string): boolean => this.inquiry.hasSent(text);

  /** Forget that we asked about these texts: the answer no longer applies. */
  forget(texts: readonly string[]): void {
    this.inquiry.forget(texts);
  }

  /** Ask about what is new. Text that is still being written is left out and read again later, with what is around it. */
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

  /** The selected parts of the page's blocks; none if nothing is selected. */
  async select(range: Range | null, comments: boolean): Promise<Part[]> {
    this.text.start();
    return range ? partsIn(range, await this.text.blocksOf([document.body], comments)) : [];
  }

  /** Ask about these parts. Offsets in the answer count from the beginning of each whole block. Null if nobody answers any more. */
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
