// Has one page's blocks answered in the way that the reader chose: decides whether they may be checked, cleans and
// divides them, and records what failed.
import { lookupAddress } from "../lib/addresses.js";
import { api } from "../lib/api.js";
import type { MatchReply, MatchRequest, SentBlock } from "../lib/contract.js";
import { isOfService } from "../lib/failures.js";
import type { Failed, Matched, ToContent } from "../lib/messages.js";
import { automaticRefusal, refusal } from "../lib/policy.js";
import type { PageAddress } from "../lib/policy.js";
import type { Settings } from "../lib/settings.js";
import { ServiceFailure } from "./client.js";
import { grantClick, useClick } from "./clicks.js";
import { noteFailure, noteSuccess, resting, waitOf } from "./outage.js";
import { answerTo, Changed, Resting } from "./ways.js";

/** The most that one request holds: well inside the service's limits, so that it answers quickly. */
const MAX_BLOCKS = 2_000;
const MAX_CHARACTERS = 400_000;
/** With sensitivity "wide", matches from this score on are listed. */
const WIDE_SCORE = 0.5;

const NOTHING: MatchReply = { matches: [], article: null, cases: {}, disclaimers: {}, generation: "", blocksRead: 0, languages: [], checksFacts: false, matchedBy: "service" };

export interface Asked {
  tab: number;
  page: PageAddress;
  blocks: SentBlock[];
  title: string;
  language: string;
  /** Whether this address is sent for the first time. Only then is it looked up among catalogued articles. */
  first: boolean;
  /** Whether the page says that it checks facts. */
  checksFacts: boolean;
}

/** Divide blocks into portions of one request each. All but the first begin with a gap: their request does not tell what comes before. */
export function portions(blocks: readonly SentBlock[]): SentBlock[][] {
  const made: SentBlock[][] = [];
  let portion: SentBlock[] = [];
  let characters = 0;
  for (const { id, text, gap, heading } of blocks) {
    if (portion.length && (portion.length >= MAX_BLOCKS || characters + text.length > MAX_CHARACTERS)) {
      made.push(portion);
      portion = [];
      characters = 0;
    }
    const cut = gap === true || (made.length > 0 && !portion.length);
    portion.push({ id, text: text.slice(0, MAX_CHARACTERS), ...(cut ? { gap: true } : {}), ...(heading ? { heading } : {}) });
    characters += text.length;
  }
  if (portion.length) made.push(portion);
  return made;
}

function merge(into: MatchReply | null, reply: MatchReply): MatchReply {
  if (!into) return reply;
  return {
    ...reply,
    matches: [...into.matches, ...reply.matches],
    article: into.article ?? reply.article,
    checksFacts: into.checksFacts || reply.checksFacts,
    cases: { ...into.cases, ...reply.cases },
    disclaimers: { ...into.disclaimers, ...reply.disclaimers },
    blocksRead: into.blocksRead + reply.blocksRead,
  };
}

function requestFor(settings: Settings, asked: Asked, blocks: SentBlock[], first: boolean): MatchRequest {
  const body: MatchRequest = { blocks };
  const address = first && settings.address && settings.way === "pages" ? lookupAddress(asked.page.url) : "";
  if (address) body.url = address;
  if (asked.title && blocks.length) body.title = asked.title;
  if (asked.language) body.language = asked.language;
  if (asked.checksFacts) body.checks_facts = true;
  if (settings.sensitivity === "wide") body.min_score = WIDE_SCORE;
  return body;
}

/** Check a page's blocks, if the reader's settings allow it and in the way they say. Returns the answer. */
export async function checkPage(settings: Settings, asked: Asked): Promise<Matched> {
  const never = refusal(settings, asked.page);
  if (never) return { ok: false, refused: never };
  const clicked = await useClick(asked.tab, asked.page.url);
  return checkAllowed(settings, asked, clicked);
}

async function checkAllowed(settings: Settings, asked: Asked, clicked: boolean): Promise<Matched> {
  const refused = clicked ? refusal(settings, asked.page) : automaticRefusal(settings, asked.page);
  if (refused) return { ok: false, refused };
  const rest = clicked || settings.way !== "pages" ? null : await resting();
  if (rest) return { ok: false, failure: rest.failure, sayIt: false, service: settings.service, again: waitOf(rest.wait) };

  let merged: MatchReply | null = null;
  let served = false;
  const parts = portions(asked.blocks);
  // A page with hardly any text may still be a catalogued article.
  for (const [number, blocks] of (parts.length ? parts : [[]]).entries()) {
    const checksFacts = asked.checksFacts || merged?.checksFacts === true;
    const body = requestFor(settings, { ...asked, checksFacts }, blocks, asked.first && number === 0);
    if (!blocks.length && !body.url) break;
    try {
      const answer = await answerTo(settings, asked, body, clicked);
      served ||= answer.served;
      merged = merge(merged, answer.reply);
    } catch (error) {
      // The reader has changed the settings meanwhile: start again with the new ones, which may refuse the page.
      if (error instanceof Changed) return checkAllowed(error.settings, asked, clicked);
      const failed = await failedBy(error, settings, asked, clicked);
      if (!merged) return { ok: false, ...failed };
      // The answers so far still hold.
      return { ok: true, reply: merged, unanswered: { ...failed, blocks: parts.slice(number).flatMap((part) => part.map(({ id }) => id)) } };
    }
  }
  if (served && (await noteSuccess())) void askPagesAgain();
  return { ok: true, reply: merged ?? NOTHING, unanswered: null };
}

async function failedBy(error: unknown, settings: Settings, { tab, page }: Asked, clicked: boolean): Promise<Failed> {
  const { failure, wait } = error instanceof ServiceFailure ? error : new ServiceFailure("service");
  const sayIt = error instanceof Resting ? clicked : (await noteFailure(failure, wait)) || clicked;
  const again = isOfService(failure) ? waitOf(wait) : null;
  // The reader's click stays valid for the next attempt.
  if (clicked && again !== null) await grantClick(tab, page.url, again);
  return { failure, sayIt, service: settings.service, again };
}

/** Tell all pages that the service answers again. Those that failed ask again, the visible ones first. */
export async function askPagesAgain(): Promise<void> {
  for (const tab of await api.tabs.query({})) {
    if (tab.id !== undefined) api.tabs.sendMessage(tab.id, { type: "again" } satisfies ToContent).catch(() => undefined);
  }
}
