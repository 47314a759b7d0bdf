// The worker in which packs are read and pages matched, away from every page's and the background's own thread.
import { openMatcher } from "../match/matcher.js";
import type { LocalMatcher } from "../match/matcher.js";
import { readPack } from "../match/pack-file.js";
import type { MatchReply, MatchRequest } from "../lib/contract.js";
import type { HeldPack } from "./held.js";
import { Keeper, problemOf } from "./keeping.js";
import { mergeReplies } from "./merge.js";
import type { Answered, Asked, PackAnswer, PackQuestion } from "./protocol.js";
import { heldPacks, packBytes } from "./store.js";

interface Opened {
  /** Which bytes it was opened from. */
  version: string;
  matcher: Promise<LocalMatcher | null>;
}

const keeper = new Keeper();
/** Matchers by the address of their pack, opened when they are first needed. */
const opened = new Map<string, Opened>();

const versionOf = ({ key, generation, fetched }: HeldPack) => `${key} ${generation} ${fetched}`;

/** The matchers of all packs as they are held now: what was replaced or removed since the last time is let go. */
async function matchers(): Promise<LocalMatcher[]> {
  const packs = await heldPacks();
  const addresses = new Set(packs.map(({ address }) => address));
  for (const address of opened.keys()) if (!addresses.has(address)) opened.delete(address);
  for (const pack of packs) {
    const version = versionOf(pack);
    if (opened.get(pack.address)?.version !== version) opened.set(pack.address, { version, matcher: open(pack.address) });
  }
  const all = await Promise.all(packs.flatMap(({ address }) => opened.get(address)?.matcher ?? []));
  return all.filter((matcher) => matcher !== null);
}

/** null where the pack is gone meanwhile. One that cannot be opened is tried again the next time. */
async function open(address: string): Promise<LocalMatcher | null> {
  try {
    const found = await packBytes(address);
    if (!found) return null;
    return await openMatcher(await readPack(new Uint8Array(found.bytes), { key: found.pack.key, stored: true }));
  } catch (error) {
    opened.delete(address);
    throw error;
  }
}

/** What the packs say about a page; null where there is none. A pack that is replaced meanwhile ends what it began. */
async function match(request: MatchRequest): Promise<MatchReply | null> {
  const all = await matchers();
  if (!all.length) return null;
  const replies: MatchReply[] = [];
  for (const matcher of all) replies.push(await matcher.match(request));
  return mergeReplies(replies, request.blocks.length);
}

function answer(question: PackQuestion): Promise<PackAnswer> {
  switch (question.do) {
    case "match":
      return match(question.request);
    case "update":
      return keeper.update(question.address, question.key);
    case "offer":
      return keeper.offer(question.address, question.key);
    case "offer-file":
      return keeper.offerFile(question.file);
    case "agree":
      return keeper.agree();
  }
}

async function answered(question: PackQuestion): Promise<Answered> {
  try {
    return { answer: await answer(question) };
  } catch (error) {
    try {
      return { problem: problemOf(error).problem };
    } catch {
      return { error: error instanceof Error ? `${error.name}: ${error.message}` : "it failed" };
    }
  }
}

addEventListener("message", (event: MessageEvent<Asked>) => {
  const { number, question } = event.data;
  void answered(question).then((told) => postMessage({ number, ...told }));
});

