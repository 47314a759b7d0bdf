// Holds the notices of a page, made from the answers about it.
import type { Case, Match, MatchReply, Source } from "../lib/contract.js";
import type { Notice, PageSettings } from "../lib/messages.js";
import type { Block } from "./blocks.js";

/** With sensitivity "surest", only passages with at least this probability are highlighted. */
const SUREST = 0.97;
const NOBODY: Source = { name: "", text: "", url: "" };

export class Notices {
  private readonly byKey = new Map<string, Notice>();
  private readonly article: Notice[] = [];
  private count = 0;

  /**
   * Take in an answer. Returns its notices, each with the block of its passage. A notice that is already known is updated.
   * So is one in `replaced` (old notices with the block that took their place) if it is about the same case.
   */
  add(reply: MatchReply, blocks: ReadonlyMap<string, Block>, replaced: readonly (readonly [Notice, Block])[] = []): [Notice, Block][] {
    const added: [Notice, Block][] = [];
    for (const match of reply.matches) {
      const block = blocks.get(match.block);
      const found = reply.cases[match.case];
      const quote = block?.text.slice(match.start, match.end);
      if (!block || !found || !quote) continue;
      const key = `${match.case}\n${block.text}`;
      // The quote is cut from the page's own text, whatever the answer says.
      const made = this.make({ ...match, quote }, found, reply);
      const known = this.byKey.get(key) ?? replaced.find(([old, into]) => into === block && old.case.id === match.case)?.[0];
      if (known) this.drop(known);
      const notice = known ? Object.assign(known, { ...made, id: known.id }) : made;
      this.byKey.set(key, notice);
      added.push([notice, block]);
    }
    if (reply.article && !this.article.length) {
      for (const id of reply.article.cases) {
        const found = reply.cases[id];
        if (found) this.article.push({ ...this.make(wholePage(id), found, reply), article: true });
      }
    }
    return added;
  }

  /** A copy of a notice, for another place with the same text. */
  copy(notice: Notice, text: string): Notice {
    const made = { ...notice, id: `n${++this.count}`, anchored: false, copyOf: notice.id };
    this.byKey.set(`${notice.case.id}\n${text}\n${made.id}`, made);
    return made;
  }

  /** The copies of a notice. */
  copiesOf(notice: Notice): Notice[] {
    return this.all().filter((other) => other.copyOf === notice.id);
  }

  /** Forget a notice. */
  drop(notice: Notice): void {
    for (const [key, other] of this.byKey) if (other === notice) this.byKey.delete(key);
  }

  private make(match: Match, found: Case, reply: MatchReply): Notice {
    const source = reply.disclaimers[found.source] ?? NOBODY;
    const also = match.also.map((id) => reply.cases[id]).filter((other): other is Case => other !== undefined);
    const { generation } = reply;
    const local = reply.matchedBy === "pack";
    const spokenOf = isSpokenOf(match, reply);
    return { id: `n${++this.count}`, match, case: found, also, source, generation, local, spokenOf, article: false, anchored: false, copyOf: "" };
  }

  /** Notices to highlight: repeated claims, as sure as the reader wants them, without hidden cases. */
  highlighted(settings: PageSettings): Notice[] {
    return this.shown(settings).filter((notice) => isHighlighted(notice, settings));
  }

  /** Notices that are only listed. */
  listed(settings: PageSettings): Notice[] {
    return this.shown(settings).filter((notice) => !isHighlighted(notice, settings));
  }

  /** How many repeated cases are not shown because the reader has hidden them. */
  hidden(settings: PageSettings): number {
    const repeated = this.all().filter((notice) => notice.anchored && isHighlighted(notice, settings));
    return new Set(repeated.map((notice) => notice.case.id).filter((id) => settings.hidden.includes(id))).size;
  }

  articles(settings: PageSettings): Notice[] {
    return this.article.filter((notice) => !settings.hidden.includes(notice.case.id));
  }

  forgetArticle(): void {
    this.article.length = 0;
  }

  find(id: string): Notice | undefined {
    return [...this.byKey.values(), ...this.article].find((notice) => notice.id === id);
  }

  all(): Notice[] {
    return [...this.byKey.values()];
  }

  private shown(settings: PageSettings): Notice[] {
    return this.all().filter((notice) => !settings.hidden.includes(notice.case.id));
  }
}

/** Whether a pack found that the page speaks of a claim, and the page does not check facts. The notice then says just that. */
export function isSpokenOf({ relation }: Match, { matchedBy, checksFacts }: Pick<MatchReply, "matchedBy" | "checksFacts">): boolean {
  return matchedBy === "pack" && relation === "related" && !checksFacts;
}

export function isHighlighted({ match: { relation, score }, spokenOf }: Notice, settings: PageSettings): boolean {
  if (settings.sensitivity === "surest") return relation === "repeats" && score >= SUREST;
  return relation === "repeats" || spokenOf;
}

function wholePage(id: string): Match {
  const why = { words: [], missing: [], names: [], numbers: [], denied: "", reported: "", reader: {} };
  return { block: "", start: 0, end: 0, quote: "", case: id, score: 1, relation: null, also: [], passage: "", why };
}
