// One page, from its text to its notices: extract, ask, anchor, highlight, and again for what changes.
import type { FrameKind, FromFrame, Hello, Matched, Notice, PageSettings, PageState } from "../lib/messages.js";
import { siteOf } from "../lib/addresses.js";
import { connected } from "../lib/api.js";
import { anchorAnywhere, anchorExactly, stillThere } from "./anchors.js";
import { nodesOf, titleOf } from "./blocks.js";
import type { Block } from "./blocks.js";
import { Drafts } from "./drafts.js";
import { extract } from "./extract.js";
import { Highlights, rectOf } from "./highlight.js";
import { isHighlighted, Notices } from "./notices.js";
import { PageObserver, wholeBlocks } from "./observe.js";
import { Pointer } from "./pointer.js";
import { inSlices } from "./slices.js";
import { Surfaces } from "./surfaces.js";
import { tell } from "./tell.js";
import { Unsent } from "./unsent.js";
import type { Outgoing } from "./unsent.js";
import { Unseen } from "./unseen.js";

const DEFAULTS: PageSettings = { hidden: [], sensitivity: "balanced", shape: "both", colour: "amber", comments: false };

export class Reader {
  private settings = DEFAULTS;
  private phase: PageState["phase"] = "idle";
  private refusal: PageState["refusal"] = "";
  private failure: PageState["failure"] = "";
  private service = "";
  /** Whether what is new is sent as well; after a click only what was there is. */
  private sending = false;
  private first = true;
  private stopped = false;
  private styled = false;
  private blocks = 0;
  private title = "";
  private readonly unsent = new Unsent();
  /** Blocks that hold a notice, as they were sent. */
  private readonly holding = new Map<string, Block>();
  /** Where each passage is, shown or not. */
  private readonly places = new Map<string, Range>();
  /** Notices of a view that a single page has left; they come back with it. */
  private past = new Set<Notice>();
  private readonly notices = new Notices();
  private readonly highlights = new Highlights();
  private readonly surfaces = new Surfaces(
    (kind, message) => this.heard(kind, message),
    (height) => void tell({ type: "room", height }),
  );
  private readonly unseen = new Unseen();
  private readonly drafts = new Drafts();
  private readonly observer = new PageObserver(
    (roots) => void this.inTurn(() => this.read(roots)),
    () => this.moved(),
    () => void this.inTurn(() => this.lookAgain()),
    this.unseen,
    this.drafts,
    this.surfaces.isOurs,
  );
  private readonly pointer = new Pointer({
    at: (owner, x, y) => this.highlights.at(owner, x, y),
    hovered: (id) => this.open(id, false),
    left: () => this.leave(),
    clicked: (id) => this.open(id, true),
    dismissed: () => this.closeCard(),
  });
  private turn: Promise<void> = Promise.resolve();
  /** What the reader closed stays closed. */
  private readonly closed = new Set<FrameKind>();
  private opened: Notice | null = null;
  private pinned = false;
  private focusBefore: Element | null = null;

  /** Read the page by itself and what is added to it; or nothing, where the background says so. */
  async begin(): Promise<void> {
    const hello = await tell<Hello>({ type: "hello" });
    if (hello) this.adjust(hello);
  }

  /** Read the page once, because the reader asked for it. */
  check(): Promise<void> {
    this.unsent.clear();
    this.closed.clear();
    this.phase = "reading";
    this.first = true;
    return this.inTurn(() => this.read([document.body], true));
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
    if (restyled && this.styled) void tell({ type: "style" });
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
    const { phase, refusal, failure, service } = this;
    const current = (notice: Notice) => notice.anchored || !this.past.has(notice);
    const shown = this.inOrder().filter(current);
    const related = this.notices.listed(this.settings).filter(current);
    return { phase, refusal, failure, service, notices: shown, related, article: this.notices.articles(this.settings) };
  }

  /** Open the next notice for the keyboard. */
  next(): void {
    this.step(1);
  }

  jump(id: string): void {
    const range = this.highlights.get(id);
    const element = range?.startContainer.parentElement;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    element?.scrollIntoView({ block: "center", behavior: calm || document.hidden ? "instant" : "smooth" });
    this.open(id, true);
  }

  /** Leave the page as it was found. */
  stop(): void {
    if (this.stopped) return;
    this.stopped = true;
    this.sending = false;
    this.observer.stop();
    this.pointer.stop();
    this.withdraw();
  }

  /** Whether this run has come to its end: an update may bring it at any await, and leaves only us to clear up. */
  private over(): boolean {
    if (!connected()) this.stop();
    return this.stopped;
  }

  private withdraw(): void {
    this.closeCard();
    this.highlights.clear();
    this.surfaces.remove();
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
    this.watch();
    const found = await this.blocksOf(roots);
    this.title = titleOf(found) || this.title;
    await this.anchorAgain(found);
    if (this.sending || asked) await this.ask(this.unsent.take(found), asked);
    this.refresh();
  }

  /** Read what has come into sight. */
  private async lookAgain(): Promise<void> {
    const seen = wholeBlocks(await inSlices(this.unseen.nowSeen(), () => this.over()));
    if (seen.length) await this.read(seen);
  }

  private blocksOf(roots: readonly Element[]): Promise<Block[]> {
    const options = {
      nextId: () => `b${++this.blocks}`,
      ours: this.surfaces.isOurs,
      comments: this.settings.comments,
      unseen: (element: Element) => this.unseen.add(element),
      entered: (inner: Document | ShadowRoot) => {
        this.observer.watch(inner);
        if (inner.nodeType === Node.DOCUMENT_NODE) this.pointer.watch(inner as Document);
      },
    };
    const isDraft = this.drafts.sought();
    // All in one, so that many small places are no longer a piece of work than one large one.
    function* everywhere() {
      for (const root of roots) {
        let gap = root !== document.body;
        for (const block of extract(root, options)) {
          if (block && isDraft?.(block.text)) gap = true;
          else {
            yield block && gap ? { ...block, gap } : block;
            if (block) gap = false;
          }
        }
      }
    }
    return inSlices(everywhere(), () => this.over());
  }

  private watch(): void {
    this.observer.start();
    this.pointer.watch(document);
  }

  private async ask(outgoing: Outgoing[], asked: boolean): Promise<void> {
    if (!outgoing.length && !(this.first && (this.sending || asked))) {
      if (this.phase === "idle" || this.phase === "refused" || asked) this.phase = "done";
      return;
    }
    if (this.phase === "idle" || this.phase === "failed") this.phase = "reading";
    const matched = await tell<Matched>({
      type: "match",
      blocks: outgoing.map(({ block: { id, text }, gap }) => ({ id, text, gap })),
      title: this.title,
      language: document.documentElement.lang,
      first: this.first,
    });
    if (this.over() || !matched) return;
    if (!matched.ok) {
      this.unsent.giveBack(outgoing);
      if ("refused" in matched) {
        this.refusal = matched.refused;
        this.phase = "refused";
      } else this.fail(matched);
      return;
    }
    this.first = false;
    this.phase = "done";
    this.failure = "";
    // What is sent again for the sake of its neighbours has its notices already.
    const sent = new Map(outgoing.filter(({ fresh }) => fresh).map(({ block }) => [block.id, block]));
    for (const [notice, block] of this.notices.add(matched.reply, sent)) {
      this.holding.set(notice.id, block);
      await this.anchor(notice, anchorExactly(block, notice.match));
    }
  }

  private fail({ failure, sayIt, service }: Extract<Matched, { failure: string }>): void {
    this.phase = "failed";
    this.failure = failure;
    this.service = service;
    if (sayIt) this.surfaces.show("dock", { type: "failure", failure, service });
  }

  private async anchor(notice: Notice, range: Range | null): Promise<void> {
    notice.anchored = range !== null;
    if (range) {
      this.places.set(notice.id, range);
      this.past.delete(notice);
    } else this.places.delete(notice.id);
    if (this.over() || !range || this.settings.hidden.includes(notice.case.id) || !isHighlighted(notice, this.settings)) {
      this.highlights.remove(notice.id);
      return;
    }
    if (!this.styled) {
      this.styled = true;
      await tell({ type: "style" });
      if (this.over()) return;
    }
    this.highlights.set(notice.id, range);
  }

  /** After a change of the page: every passage that is no longer where it was is looked for among what was read anew. */
  private async anchorAgain(found: readonly Block[]): Promise<void> {
    for (const notice of this.notices.all()) {
      const range = this.places.get(notice.id);
      if (range && stillThere(range, notice.match.quote)) continue;
      const block = this.holding.get(notice.id);
      const near = block && nodesOf(block.run).some((node) => node.isConnected) ? [block] : [];
      const [place] = await inSlices(anchorAnywhere([...near, ...found], notice.match), () => this.over());
      await this.anchor(notice, place ?? null);
    }
  }

  /** Bring badge, dock and bar in line with the notices. */
  private refresh(): void {
    if (this.over()) return;
    const shown = this.notices.highlighted(this.settings);
    const hidden = this.notices.all().filter((notice) => !shown.includes(notice));
    for (const notice of hidden) this.highlights.remove(notice.id);
    for (const notice of shown) {
      const place = this.places.get(notice.id);
      if (place && !this.highlights.get(notice.id)) void this.anchor(notice, place);
    }
    if (this.opened && this.settings.hidden.includes(this.opened.case.id)) this.closeCard();
    const present = shown.filter((notice) => notice.anchored);
    if (present.length) {
      this.surfaces.prepare("card");
      if (!this.closed.has("dock")) this.surfaces.show("dock", { type: "dock", count: present.length });
    } else if (this.phase !== "failed") this.surfaces.hide("dock");
    const articles = this.notices.articles(this.settings);
    if (articles.length && !this.closed.has("bar")) this.surfaces.show("bar", { type: "bar", notices: articles });
    else this.surfaces.hide("bar");
    void this.report();
  }

  private async report(): Promise<void> {
    if (this.over()) return;
    const repeats = this.phase === "refused" ? 0 : this.present().length + this.notices.articles(this.settings).length;
    await tell({ type: "shown", repeats, failure: this.phase === "failed" ? this.failure : "" });
  }

  /** Notices whose passage is on the page, from its top to its end. */
  private present(): Notice[] {
    return this.inOrder().filter((notice) => notice.anchored);
  }

  private inOrder(): Notice[] {
    const placed = this.notices.highlighted(this.settings).map((notice) => {
      const range = this.places.get(notice.id);
      const rect = range ? rectOf(range) : null;
      return { notice, top: rect?.top ?? Infinity, left: rect?.left ?? 0 };
    });
    return placed.sort((a, b) => (a.top === b.top ? a.left - b.left : a.top < b.top ? -1 : 1)).map(({ notice }) => notice);
  }

  /** The single page has moved on to another address. */
  private moved(): void {
    this.first = true;
    this.title = "";
    this.notices.forgetArticle();
    this.closed.delete("bar");
    this.past = new Set(this.notices.all());
    this.closeCard();
  }

  private open(id: string, pin: boolean): void {
    if (this.over()) return;
    const notice = this.notices.find(id);
    if (!notice || (this.pinned && !pin)) return;
    if (pin && !this.pinned) this.focusBefore = document.activeElement;
    this.opened = notice;
    this.pinned = pin;
    this.highlights.activate(id);
    const all = this.present();
    const total = notice.article ? 1 : all.length;
    const position = notice.article ? 1 : all.indexOf(notice) + 1;
    const site = siteOf(location.href);
    this.surfaces.showCard({ type: "card", notice, position, total, site }, () => {
      const range = this.highlights.get(id);
      return range ? rectOf(range) : null;
    });
    if (pin) this.surfaces.focusCard();
  }

  private leave(): void {
    if (!this.pinned) this.closeCard();
  }

  private closeCard(): void {
    const back = this.focusBefore;
    this.surfaces.hide("card");
    this.highlights.activate(null);
    if (this.pinned) this.surfaces.returnFocus(back);
    this.opened = null;
    this.pinned = false;
    this.focusBefore = null;
  }

  private step(by: 1 | -1): void {
    const all = this.present();
    if (!all.length) return;
    const at = this.opened ? all.indexOf(this.opened) : by > 0 ? -1 : 0;
    const next = all[(at + by + all.length) % all.length];
    if (next) this.jump(next.id);
  }

  private heard(kind: FrameKind, message: FromFrame): void {
    if (this.over()) return;
    switch (message.type) {
      case "close":
        if (kind === "card") this.closeCard();
        else {
          this.closed.add(kind);
          this.surfaces.hide(kind);
        }
        break;
      case "pin":
        this.pinned = true;
        this.pointer.stay();
        break;
      case "step":
        this.step(message.by);
        break;
      case "open":
        this.open(message.id, true);
        break;
    }
  }
}
