// Controls one page: decides when its text goes into the pipeline, and shows what comes out.
import type { Hello, Matched, Notice, PageSettings, PageState } from "../lib/messages.js";
import { Highlights } from "./highlight.js";
import { foreignTo } from "./inquiry.js";
import { Lifetime } from "./lifetime.js";
import { sendToBackground } from "./messaging.js";
import { isSpokenOf, Notices } from "./notices.js";
import { Passages } from "./passages.js";
import { Pipeline } from "./pipeline.js";
import type { Outcome } from "./pipeline.js";
import { Presenter } from "./presenter.js";
import { selectedRange, toldOf } from "./selection.js";
import type { Part } from "./selection.js";

type Answered = Extract<Matched, { ok: true }>;

const DEFAULTS: PageSettings = { hidden: [], sensitivity: "balanced", shape: "both", colour: "amber", comments: false };

export class PageController {
  private settings = DEFAULTS;
  private refusal: PageState["refusal"] = "";
  /** Whether text that is added later is checked too. After a click, only the text that was there is. */
  private sending = false;
  private turn: Promise<void> = Promise.resolve();
  private checking: Promise<void> | null = null;
  private readonly lifetime = new Lifetime(() => this.clearUp());
  private readonly notices = new Notices();
  private readonly highlights = new Highlights(this.lifetime.over);
  private readonly passages = new Passages(this.notices, this.highlights, this.lifetime.over);
  private readonly presenter = new Presenter(
    {
      find: (id) => this.notices.find(id),
      present: () => this.passages.present(this.settings).flatMap(([first]) => first ?? []),
      onePassage: (notice) => this.passages.onePassage(notice, this.settings),
      confirmed: () => (this.pipeline.phase === "refused" ? this.withdraw() : this.refresh()),
      over: this.lifetime.over,
    },
    this.highlights,
  );
  private readonly pipeline: Pipeline = new Pipeline(
    {
      changed: (roots) => void this.inTurn(() => this.read(roots)),
      moved: () => this.moved(),
      looked: () => void this.inTurn(() => this.lookAgain()),
      entered: (owner) => this.presenter.watch(owner),
      due: (asked) => void this.inTurn(() => this.read([document.body], asked)),
    },
    this.presenter.isOurs,
    this.lifetime.over,
  );

  /** Check the page automatically, including what is added later, if the background allows it. */
  async begin(): Promise<void> {
    const hello = await sendToBackground<Hello>({ type: "hello", signedIn: this.pipeline.lookWhoseItIs() });
    if (hello) this.adjust(hello);
  }

  get isPaused(): boolean {
    return this.refusal === "paused";
  }

  /** Check the page once because the reader asked for it. A second call while that runs starts nothing. */
  check(): Promise<void> {
    this.checking ??= this.checkOnce().finally(() => (this.checking = null));
    return this.checking;
  }

  private checkOnce(): Promise<void> {
    this.pipeline.restart();
    this.presenter.reopen();
    return this.inTurn(() => this.read([document.body], true));
  }

  /** Check the page like any other, even though its markup says that it checks facts. */
  markAll(): Promise<void> {
    this.pipeline.disbelieve();
    return this.check();
  }

  /** Ask about what the reader has selected and nothing else. */
  async checkSelection(): Promise<void> {
    const range = selectedRange();
    await this.begin();
    return this.inTurn(() => this.askAboutSelection(range));
  }

  private async askAboutSelection(range: Range | null): Promise<void> {
    if (this.lifetime.over()) return;
    const parts = await this.pipeline.select(range, this.settings.comments);
    if (!parts.length) return this.presenter.say("selection_lost");
    const matched = await this.pipeline.askAboutParts(parts);
    if (!matched) return;
    if (matched.ok) return this.tellOfSelection(parts, matched);
    if ("refused" in matched) this.presenter.say("selection_refused");
    else this.presenter.fail(matched.failure, matched.service);
  }

  private async tellOfSelection(parts: readonly Part[], { reply, unanswered }: Answered): Promise<void> {
    this.pipeline.forget(this.passages.take(reply, new Map(parts.map(({ block }) => [block.id, block]))));
    this.refresh();
    await this.passages.refresh(this.settings);
    const repeated = reply.matches.filter((match) => match.relation === "repeats" || isSpokenOf(match, reply));
    const shown = this.passages.inOrder(this.settings).find(({ match }) => repeated.some((one) => one.block === match.block && one.case === match.case));
    if (shown) return this.presenter.jump(shown.id);
    const whole = !unanswered && reply.blocksRead >= parts.length;
    this.presenter.say(toldOf({ found: repeated.length > 0, whole, checksFacts: this.pipeline.whyItChecksFacts(reply), foreign: foreignTo(reply.languages) }));
  }

  /** Called when the service answers again. */
  askAgain(): void {
    this.pipeline.askSoon();
  }

  /** Apply new settings. */
  adjust(hello: Hello): void {
    const restyled = hello.settings.shape !== this.settings.shape || hello.settings.colour !== this.settings.colour;
    this.settings = hello.settings;
    this.refusal = hello.reason;
    // A page that was checked by a click keeps its notices, unless the settings now forbid reading it.
    if (hello.reason && hello.reason !== "not_asked") {
      this.sending = false;
      this.withdraw();
      return;
    }
    if (restyled) this.highlights.restyle();
    const { pipeline } = this;
    // The page is allowed again, and what was found before still applies.
    if (pipeline.phase === "refused" && this.notices.all().length) pipeline.phase = "done";
    if (pipeline.phase !== "idle" && pipeline.phase !== "refused") this.refresh();
    if (hello.reason) {
      this.sending = false;
      return;
    }
    if (this.sending) return;
    this.sending = true;
    void this.inTurn(() => this.read([document.body]));
  }

  state(): PageState {
    const { refusal, settings } = this;
    const notices = this.passages.inOrder(settings).filter((notice) => this.passages.isCurrent(notice) && !notice.copyOf);
    const related = this.passages.ordered(this.notices.listed(settings)).filter(this.passages.isCurrent);
    const article = this.notices.articles(settings);
    const hidden = this.notices.hidden(settings);
    return { ...this.pipeline.state, refusal, frameless: this.presenter.isFrameless, hidden, notices, related, article };
  }

  /** Open the next notice for the keyboard. */
  next(): void {
    this.presenter.step(1);
  }

  jump(id: string, beside: boolean): void {
    this.presenter.jump(id, beside);
  }

  /** Leave the page as we found it. */
  stop(): void {
    this.lifetime.end();
  }

  private clearUp(): void {
    this.sending = false;
    this.pipeline.stop();
    this.presenter.stop();
    this.withdraw();
  }

  private withdraw(): void {
    this.presenter.clear();
    this.pipeline.phase = "refused";
    void this.report();
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    this.turn = this.turn.then(work).catch((error: unknown) => {
      if (!this.lifetime.over()) console.debug("rejoinder:", error);
    });
    return this.turn;
  }

  private async read(roots: Element[], asked = false): Promise<void> {
    if (this.lifetime.over() || (this.pipeline.phase === "refused" && !asked && !this.sending)) return;
    const found = await this.pipeline.read(roots, this.settings.comments);
    await this.passages.anchorAgain(found, this.pipeline.hasSent);
    if (this.sending || asked) this.take(await this.pipeline.ask(found, asked));
    this.passages.markCopies(found);
    this.refresh();
  }

  /** Check what has come into sight. */
  private async lookAgain(): Promise<void> {
    const seen = await this.pipeline.nowSeen();
    if (seen.length) await this.read(seen);
  }

  private take(outcome: Outcome | null): void {
    if (!outcome) return;
    const { answer, failed, refused } = outcome;
    if (refused) this.refusal = refused;
    if (answer) this.pipeline.forget(this.passages.take(answer.reply, answer.blocks));
    if (failed?.sayIt) this.presenter.fail(failed.failure, failed.service);
  }

  /** Update highlights, dock, bar and badge. */
  private refresh(): void {
    if (this.lifetime.over()) return;
    void this.passages.refresh(this.settings);
    const present = this.passages.present(this.settings);
    this.presenter.refresh(present.length, this.notices.articles(this.settings), this.settings, this.pipeline.phase === "failed");
    void this.report(present.flat());
  }

  /** Tell the badge how many claims can be seen. A claim that the page repeats often counts once. */
  private async report(present: readonly Notice[] = []): Promise<void> {
    if (this.lifetime.over()) return;
    const claims = new Set([...present, ...this.notices.articles(this.settings)].map((notice) => notice.case.id));
    const { phase, failure } = this.pipeline.state;
    await sendToBackground({ type: "shown", repeats: phase === "refused" ? 0 : claims.size, failure: phase === "failed" ? failure : "" });
  }

  /** The single-page application has moved to another address. */
  private moved(): void {
    this.notices.forgetArticle();
    this.passages.leaveView();
    this.presenter.turn();
  }
}
