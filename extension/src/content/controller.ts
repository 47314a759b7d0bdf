// One page, from its text to its notices: extract, ask, anchor, and again for what changes. What is shown: presenter.ts.
import type { Failed, Hello, Matched, Notice, PageSettings, PageState } from "../lib/messages.js";
import { connected } from "../lib/api.js";
import { titleOf } from "./blocks.js";
import type { Block } from "./blocks.js";
import { Drafts } from "./drafts.js";
import { extract } from "./extract.js";
import { Notices } from "./notices.js";
import { PageObserver, wholeBlocks } from "./observe.js";
import { Passages } from "./passages.js";
import { Presenter } from "./presenter.js";
import { Retry } from "./retry.js";
import { isSignedIn } from "./signed-in.js";
import { inSlices } from "./slices.js";
import { columnHeaders, saysItChecksFacts } from "./structure.js";
import { partsIn, selectedRange } from "./selection.js";
import { sendToBackground } from "./messaging.js";
import { Unseen } from "./unseen.js";
import { SentBlocks } from "./sent-blocks.js";
import type { Outgoing } from "./sent-blocks.js";

/** Within this time a page asks again once the service answers: one that is looked at, and one behind. */
const SOON_MS = 1_500;
const HIDDEN_MS = 20_000;

const DEFAULTS: PageSettings = { hidden: [], sensitivity: "balanced", shape: "both", colour: "amber", comments: false };

export class PageController {
  private settings = DEFAULTS;
  private phase: PageState["phase"] = "idle";
  private refusal: PageState["refusal"] = "";
  private failure: PageState["failure"] = "";
  private service = "";
  /** Whether what is new is sent as well; after a click only what was there is. */
  private sending = false;
  private first = true;
  /** Whether the page seemed to be written for its reader alone when it was first read. */
  private signedIn = false;
  /** Why the page counts as one that checks facts: what was found in the markup, or that the service knows its publisher. */
  private checksFacts: PageState["checksFacts"] = "";
  /** Whether the page's own word for it counts. */
  private believed = true;
  private stopped = false;
  private blocks = 0;
  /** How many paragraphs the service answered about, and how many of them it read. */
  private counted = { sent: 0, read: 0 };
  /** How many it was last asked about without an answer. */
  private open = 0;
  /** The page's language, where the index holds no claims in it. */
  private foreign = "";
  private title = "";
  private turn: Promise<void> = Promise.resolve();
  private checking: Promise<void> | null = null;
  /** Whether what failed was asked for by the reader. */
  private owed = false;
  private readonly retry = new Retry(() => {
    if (this.phase === "failed") void this.inTurn(() => this.read([document.body], this.owed));
  });
  private readonly sentBlocks = new SentBlocks();
  /** The changed part of the page with which each block was read. */
  private readonly readFrom = new WeakMap<Block, Element>();
  private readonly unseen = new Unseen();
  private readonly drafts = new Drafts();
  private readonly notices = new Notices();
  private readonly presenter: Presenter = new Presenter({
    find: (id) => this.notices.find(id),
    present: () => this.passages.present(this.settings).flatMap(([first]) => first ?? []),
    onePassage: (notice) => this.passages.onePassage(notice, this.settings),
    confirmed: () => (this.phase === "refused" ? this.withdraw() : this.refresh()),
    over: () => this.over(),
  });
  private readonly passages: Passages = new Passages(this.notices, this.presenter, () => this.over());
  private readonly observer = new PageObserver(
    (roots) => void this.inTurn(() => this.read(roots)),
    () => this.moved(),
    () => void this.inTurn(() => this.lookAgain()),
    this.unseen,
    this.drafts,
    this.presenter.isOurs,
  );

  /** Read the page by itself and what is added to it; or nothing, where the background says so. */
  async begin(): Promise<void> {
    const hello = await sendToBackground<Hello>({ type: "hello", signedIn: (this.signedIn = isSignedIn()) });
    if (hello) this.adjust(hello);
  }

  get isPaused(): boolean {
    return this.refusal === "paused";
  }

  /** Read the page once, because the reader asked for it; once also where it was asked for twice meanwhile. */
  check(): Promise<void> {
    this.checking ??= this.checkOnce().finally(() => (this.checking = null));
    return this.checking;
  }

  private checkOnce(): Promise<void> {
    this.sentBlocks.clear();
    this.counted = { sent: 0, read: 0 };
    this.presenter.reopen();
    this.phase = "reading";
    this.first = true;
    return this.inTurn(() => this.read([document.body], true));
  }

  /** Read the page as any other, whatever its markup says of it. */
  markAll(): Promise<void> {
    this.believed = false;
    this.checksFacts = "";
    return this.check();
  }

  /** Ask about what the reader has selected, and nothing else of the page. */
  async checkSelection(): Promise<void> {
    const range = selectedRange();
    await this.begin();
    return this.inTurn(() => this.askAboutSelection(range));
  }

  private async askAboutSelection(range: Range | null): Promise<void> {
    if (this.over()) return;
    this.observer.start();
    this.presenter.watch(document);
    const parts = range ? partsIn(range, await this.blocksOf([document.body])) : [];
    if (!parts.length) return this.presenter.say("selection_lost");
    const header = columnHeaders();
    const matched = await sendToBackground<Matched>({
      type: "match",
      blocks: parts.map(({ block, start, end }, i) => ({ id: block.id, text: block.text.slice(start, end), gap: i === 0, heading: header(block) })),
      title: "",
      language: document.documentElement.lang,
      first: false,
      checksFacts: this.checksFacts !== "" || (this.believed && saysItChecksFacts()),
      signedIn: false,
    });
    if (this.over() || !matched) return;
    if (!matched.ok) {
      if ("refused" in matched) this.presenter.say("selection_refused");
      else this.presenter.fail(matched.failure, matched.service);
      return;
    }
    // The answer counts from the beginning of what was selected, a notice from that of its block.
    const from = new Map(parts.map(({ block, start }) => [block.id, start]));
    const matches = matched.reply.matches.map((match) => {
      const start = from.get(match.block) ?? 0;
      return { ...match, start: match.start + start, end: match.end + start };
    });
    this.sentBlocks.forget(this.passages.take({ ...matched.reply, matches, article: null }, new Map(parts.map(({ block }) => [block.id, block]))));
    this.refresh();
    await this.passages.refresh(this.settings);
    const repeated = matches.filter(({ relation }) => relation === "repeats");
    const shown = this.passages.inOrder(this.settings).find(({ match }) => repeated.some((one) => one.block === match.block && one.case === match.case));
    if (shown) return this.presenter.jump(shown.id);
    const whole = !matched.unanswered && matched.reply.blocksRead >= parts.length;
    this.presenter.say(repeated.length ? "selection_hidden" : whole ? "selection_clear" : "selection_partly");
  }

  /** The service answers again: ask for what it did not answer, soon where the reader looks, else a little later. */
  askAgain(): void {
    if (this.phase === "failed") this.retry.in(Math.random() * (document.hidden ? HIDDEN_MS : SOON_MS));
  }

  /** Take new settings into account. */
  adjust(hello: Hello): void {
    const restyled = hello.settings.shape !== this.settings.shape || hello.settings.colour !== this.settings.colour;
    this.settings = hello.settings;
    this.refusal = hello.reason;
    // A page that was checked by a click keeps what was found, unless it is now one that is never read.
    if (hello.reason && hello.reason !== "not_asked") {
      this.sending = false;
      this.withdraw();
      return;
    }
    if (restyled) this.presenter.restyle();
    // Allowed again: what was found before it was refused still holds.
    if (this.phase === "refused" && this.notices.all().length) this.phase = "done";
    if (this.phase !== "idle" && this.phase !== "refused") this.refresh();
    if (hello.reason) {
      this.sending = false;
      return;
    }
    if (this.sending) return;
    this.sending = true;
    void this.inTurn(() => this.read([document.body]));
  }

  state(): PageState {
    const { phase, refusal, failure, service, settings, foreign, checksFacts } = this;
    const shown = this.passages.inOrder(settings).filter((notice) => this.passages.isCurrent(notice) && !notice.copyOf);
    const related = this.notices.listed(settings).filter(this.passages.isCurrent);
    const article = this.notices.articles(settings);
    const { sent, read } = this.counted;
    const left = this.sentBlocks.leftOut + this.open;
    return { phase, refusal, failure, service, paragraphs: sent + left, checked: read, foreign, checksFacts, frameless: this.presenter.isFrameless, notices: shown, related, article };
  }

  /** Open the next notice for the keyboard. */
  next(): void {
    this.presenter.step(1);
  }

  jump(id: string): void {
    this.presenter.jump(id);
  }

  /** Leave the page as it was found. */
  stop(): void {
    if (this.stopped) return;
    this.stopped = true;
    this.sending = false;
    this.observer.stop();
    this.retry.stop();
    this.presenter.stop();
    this.withdraw();
  }

  /** Whether this run has come to its end: an update may bring it at any await, and leaves only us to clear up. */
  private over(): boolean {
    if (!connected()) this.stop();
    return this.stopped;
  }

  private withdraw(): void {
    this.presenter.clear();
    this.phase = "refused";
    void this.report();
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    this.turn = this.turn.then(work).catch((error: unknown) => {
      if (!this.over()) console.debug("rejoinder:", error);
    });
    return this.turn;
  }

  private async read(roots: Element[], asked = false): Promise<void> {
    if (this.over() || (this.phase === "refused" && !asked && !this.sending)) return;
    this.observer.start();
    this.presenter.watch(document);
    if (this.believed && !this.checksFacts && saysItChecksFacts()) {
      this.checksFacts = "markup";
      // The page said so late: what was told of it before is asked again.
      if (!this.first) {
        this.sentBlocks.clear();
        roots = [document.body];
      }
    }
    const found = await this.blocksOf(roots);
    this.title = titleOf(found) || this.title;
    await this.passages.anchorAgain(found, (text) => this.sentBlocks.has(text));
    if (this.sending || asked) await this.askAbout(found, asked);
    this.passages.markCopies(found);
    this.refresh();
  }

  /** Ask about what is new, but for what is still being written: that is read again, with what is around it. */
  private askAbout(found: readonly Block[], asked: boolean): Promise<void> {
    const restless = new Set<Element>();
    const outgoing = this.sentBlocks.take(found, (block) => {
      const root = this.readFrom.get(block);
      if (asked || !root || this.observer.rests(block)) return true;
      restless.add(root);
      return false;
    });
    if (restless.size) this.observer.again(restless);
    return restless.size && !outgoing.length ? Promise.resolve() : this.ask(outgoing, asked);
  }

  /** Read what has come into sight. */
  private async lookAgain(): Promise<void> {
    const seen = wholeBlocks(await inSlices(this.unseen.nowSeen(), () => this.over()));
    if (seen.length) await this.read(seen);
  }

  private blocksOf(roots: readonly Element[]): Promise<Block[]> {
    const options = {
      nextId: () => `b${++this.blocks}`,
      ours: this.presenter.isOurs,
      comments: this.settings.comments,
      unseen: (element: Element) => this.unseen.add(element),
      entered: (inner: Document | ShadowRoot) => {
        this.observer.watch(inner);
        if (inner.nodeType === Node.DOCUMENT_NODE) this.presenter.watch(inner as Document);
      },
    };
    const isDraft = this.drafts.sought();
    const { readFrom } = this;
    // All in one, so that many small places are no longer a piece of work than one large one.
    function* everywhere() {
      for (const root of roots) {
        let gap = root !== document.body;
        for (const block of extract(root, options)) {
          if (!block) yield null;
          else if (isDraft?.(block.text)) gap = true;
          else {
            if (gap) block.gap = true;
            gap = false;
            readFrom.set(block, root);
            yield block;
          }
        }
      }
    }
    return inSlices(everywhere(), () => this.over());
  }

  private async ask(outgoing: Outgoing[], asked: boolean): Promise<void> {
    if (!outgoing.length && !(this.first && (this.sending || asked))) {
      if (this.phase === "idle" || this.phase === "refused" || asked) this.phase = "done";
      return;
    }
    if (this.phase === "idle" || this.phase === "failed") this.phase = "reading";
    const header = columnHeaders();
    const address = location.href;
    const matched = await sendToBackground<Matched>({
      type: "match",
      blocks: outgoing.map(({ block, gap }) => ({ id: block.id, text: block.text, gap, heading: header(block) })),
      title: this.title,
      language: document.documentElement.lang,
      checksFacts: this.checksFacts !== "",
      first: this.first,
      signedIn: this.first ? (this.signedIn = isSignedIn()) : this.signedIn,
    });
    if (this.over() || !matched) return;
    if (!matched.ok) {
      this.sentBlocks.giveBack(outgoing);
      this.open = outgoing.length;
      if ("refused" in matched) {
        this.refusal = matched.refused;
        this.phase = "refused";
      } else this.fail(matched, asked);
      return;
    }
    this.retry.stop();
    this.first = false;
    this.phase = "done";
    this.failure = "";
    const { reply, unanswered } = matched;
    const left = new Set(unanswered?.blocks);
    const answered = outgoing.filter(({ block }) => !left.has(block.id));
    this.open = outgoing.length - answered.length;
    this.counted = { sent: this.counted.sent + answered.length, read: this.counted.read + reply.blocksRead };
    this.foreign = foreignTo(reply.languages);
    if (reply.checksFacts && location.href === address) this.checksFacts ||= "publisher";
    // What is sent again for the sake of its neighbours has its notices already.
    const sent = new Map(answered.filter(({ fresh }) => fresh).map(({ block }) => [block.id, block]));
    this.sentBlocks.forget(this.passages.take(reply, sent));
    if (!unanswered) return;
    this.sentBlocks.giveBack(outgoing.filter(({ block }) => left.has(block.id)));
    this.fail(unanswered, asked);
  }

  private fail({ failure, sayIt, service, again }: Failed, asked: boolean): void {
    this.phase = "failed";
    this.owed = asked;
    if (again !== null) this.retry.in(again);
    this.failure = failure;
    this.service = service;
    if (sayIt) this.presenter.fail(failure, service);
  }

  /** Bring badge, dock and bar in line with the notices. */
  private refresh(): void {
    if (this.over()) return;
    void this.passages.refresh(this.settings);
    const present = this.passages.present(this.settings);
    this.presenter.refresh(present.length, this.notices.articles(this.settings), this.settings, this.phase === "failed");
    void this.report(present.flat());
  }

  /** Tell the badge how many claims there are that can be seen, however often the page repeats one. */
  private async report(present: readonly Notice[] = []): Promise<void> {
    if (this.over()) return;
    const claims = new Set([...present, ...this.notices.articles(this.settings)].map((notice) => notice.case.id));
    const repeats = this.phase === "refused" ? 0 : claims.size;
    await sendToBackground({ type: "shown", repeats, failure: this.phase === "failed" ? this.failure : "" });
  }

  /** The single page has moved on to another address. */
  private moved(): void {
    this.first = true;
    this.title = "";
    this.checksFacts = "";
    this.believed = true;
    this.counted = { sent: 0, read: 0 };
    this.notices.forgetArticle();
    this.passages.leaveView();
    this.presenter.turn();
  }
}

/** The language that the page declares, where it is none of these; "" where it is, or where nothing is known. */
function foreignTo(languages: readonly string[]): string {
  const own = document.documentElement.lang.toLowerCase().split("-")[0] ?? "";
  const known = languages.map((tag) => tag.toLowerCase().split("-")[0]);
  return own && known.length && !known.includes(own) ? own : "";
}
