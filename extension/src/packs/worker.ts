// The worker that reads packs and matches pages, so that neither pages nor the background wait for it.
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
  /** Identifies the bytes that it was opened from. */
  version: string;
  matcher: Promise<LocalMatcher | null>;
}

const keeper = new Keeper();
/** Matchers by the address of their pack. Each is opened when it is first needed. */
const opened = new Map<string, Opened>();

const versionOf = ({ key, generation, fetched }: HeldPack) => `${key} ${generation} ${fetched}`;

/** The matchers of all packs in the store now. Matchers of packs that were replaced or removed are dropped. */
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

/** Open a pack; null if it was removed meanwhile. If it cannot be opened, it is tried again the next time. */
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

/** What the packs find on a page; null if there is no pack. A pack that is replaced meanwhile still finishes this request. */
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

