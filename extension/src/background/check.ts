// One page's blocks on their way to the service: decided here, cleaned here, recorded here.
import { lookupAddress, siteOf } from "../lib/addresses.js";
import { api } from "../lib/api.js";
import type { MatchReply, MatchRequest, SentBlock } from "../lib/contract.js";
import { isOfService } from "../lib/failures.js";
import type { Matched, ToContent } from "../lib/messages.js";
import { automaticRefusal, refusal } from "../lib/policy.js";
import type { PageAddress } from "../lib/policy.js";
import type { Settings } from "../lib/settings.js";
import { askMatch, ServiceFailure } from "./client.js";
import { grantClick, useClick } from "./clicks.js";
import { pageKey, record } from "./journal.js";
import { noteFailure, noteSuccess, resting, waitOf } from "./outage.js";

/** Well inside the service's limits, so that an answer stays quick. */
const MAX_BLOCKS = 2_000;
const MAX_CHARACTERS = 400_000;
/** What scores less is not even listed in sensitivity "wide". */
const WIDE_SCORE = 0.5;

const NOTHING: MatchReply = { matches: [], article: null, cases: {}, disclaimers: {}, generation: "", blocksRead: 0, languages: [], checksFacts: false, matchedBy: "service" };

export interface Asked {
  tab: number;
  page: PageAddress;
  blocks: SentBlock[];
  title: string;
  language: string;
  /** Whether this is the first sending of this address, with which the address is looked up. */
  first: boolean;
  /** Whether the page says that it checks facts. */
  checksFacts: boolean;
}

/** Blocks in portions that each make one request. */
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
    portion.push({ id, text: text.slice(0, MAX_CHARACTERS), ...(gap ? { gap } : {}), ...(heading ? { heading } : {}) });
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
  const address = first && settings.address ? lookupAddress(asked.page.url) : "";
  if (address) body.url = address;
  if (asked.title && blocks.length) body.title = asked.title;
  if (asked.language) body.language = asked.language;
  if (asked.checksFacts) body.checks_facts = true;
  if (settings.sensitivity === "wide") body.min_score = WIDE_SCORE;
  return body;
}

/** Send a page's blocks if the reader's settings allow it, and give what the service answered. */
export async function checkPage(settings: Settings, asked: Asked): Promise<Matched> {
  const never = refusal(settings, asked.page);
  if (never) return { ok: false, refused: never };
  const clicked = await useClick(asked.tab, asked.page.url);
  const refused = clicked ? null : automaticRefusal(settings, asked.page);
  if (refused) return { ok: false, refused };
  const rest = clicked ? null : await resting();
  if (rest) return { ok: false, failure: rest.failure, sayIt: false, service: settings.service, again: waitOf(rest.wait) };

  let merged: MatchReply | null = null;
  const parts = portions(asked.blocks);
  // A page without text to speak of may still be a catalogued one.
  for (const [number, blocks] of (parts.length ? parts : [[]]).entries()) {
    const checksFacts = asked.checksFacts || merged?.checksFacts === true;
    const body = requestFor(settings, { ...asked, checksFacts }, blocks, asked.first && number === 0);
    if (!blocks.length && !body.url) break;
    try {
      const reply = await askMatch(settings, body);
      merged = merge(merged, reply);
      await note(settings, asked, body, "answered");
    } catch (error) {
      const { failure, wait } = error instanceof ServiceFailure ? error : new ServiceFailure("service");
      await note(settings, asked, body, failure);
      const sayIt = (await noteFailure(failure, wait)) || clicked;
      const again = isOfService(failure) ? waitOf(wait) : null;
      // What the reader asked for is still owed.
      if (clicked && again !== null) await grantClick(asked.tab, asked.page.url, again);
      const failed = { failure, sayIt, service: settings.service, again };
      if (!merged) return { ok: false, ...failed };
      // What was answered before holds all the same.
      return { ok: true, reply: merged, unanswered: { ...failed, blocks: parts.slice(number).flatMap((part) => part.map(({ id }) => id)) } };
    }
  }
  if (await noteSuccess()) void tellThatItAnswers();
  return { ok: true, reply: merged ?? NOTHING, unanswered: null };
}

/** Pages that failed meanwhile ask again: those that are looked at first. */
async function tellThatItAnswers(): Promise<void> {
  for (const tab of await api.tabs.query({})) {
    if (tab.id !== undefined) api.tabs.sendMessage(tab.id, { type: "again" } satisfies ToContent).catch(() => undefined);
  }
}

async function note(settings: Settings, asked: Asked, body: MatchRequest, outcome: string): Promise<void> {
  const text = [...(body.title ? [body.title] : []), ...body.blocks.flatMap((block) => (block.heading ? [block.heading, block.text] : [block.text]))].join("\n");
  // What was read in a private window leaves no trace here once the window is closed.
  const trace = asked.page.incognito ? { address: "", site: "", text: "" } : { address: body.url ?? "", site: siteOf(asked.page.url), text };
  await record({
    at: Date.now(),
    page: asked.page.incognito ? "" : pageKey(asked.tab, asked.page.url),
    kind: "page",
    service: settings.service,
    blocks: body.blocks.length,
    characters: text.length,
    outcome,
    ...trace,
  });
}
