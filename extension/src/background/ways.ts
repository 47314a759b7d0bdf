// The three ways to check a page: with the packs on this computer; with the packs, asking the service about what they find;
// or with the service alone. Whatever leaves the browser leaves it here and is recorded in the journal.
import { siteOf } from "../lib/addresses.js";
import type { MatchReply, MatchRequest } from "../lib/contract.js";
import { automaticRefusal, refusal } from "../lib/policy.js";
import type { PageAddress, Refusal } from "../lib/policy.js";
import { loadSettings } from "../lib/settings.js";
import type { Settings } from "../lib/settings.js";
import { PackProblem } from "../packs/held.js";
import { askMatch, ServiceFailure } from "./client.js";
import { pageKey, record } from "./journal.js";
import { resting } from "./outage.js";
import { askPacks } from "./packs/host.js";
import { excerpts, placedBack } from "./packs/suspicious.js";

interface From {
  tab: number;
  page: PageAddress;
}

/** `served`: whether the service was asked. */
interface Answer {
  reply: MatchReply;
  served: boolean;
}

/** The service failed a moment ago and is being left alone, so it was not asked. */
export class Resting extends ServiceFailure {
  override name = "Resting";
}

/** The reader changed the settings before the text was sent, so it was not sent. `refused`: why the page may no longer be read, if so. */
export class Changed extends Error {
  override name = "Changed";
  constructor(
    readonly settings: Settings,
    readonly refused: Refusal | null,
  ) {
    super("the settings changed");
  }
}

/** The settings that decide where text goes and how much of it. */
const ROUTE = ["way", "service", "key", "address"] as const satisfies (keyof Settings)[];

/** The answer about these blocks, in the way that the reader chose. Throws ServiceFailure or Changed. */
export async function answerTo(settings: Settings, from: From, request: MatchRequest, clicked: boolean): Promise<Answer> {
  if (settings.way === "pages") return { reply: await send(settings, from, request, clicked), served: true };
  const reply = await askHere(request);
  return settings.way === "local" ? { reply, served: false } : askAbout(settings, from, request, reply, clicked);
}

/** Ask the packs. Nothing leaves the browser. Throws ServiceFailure "no_pack" or "pack". */
async function askHere(request: MatchRequest): Promise<MatchReply> {
  let reply: MatchReply | null;
  try {
    reply = await askPacks({ do: "match", request });
  } catch (error) {
    if (!(error instanceof PackProblem)) console.warn("packs:", error);
    throw new ServiceFailure("pack");
  }
  if (!reply) throw new ServiceFailure("no_pack");
  return reply;
}

/** Ask the service about the sentences around what the packs found. Nothing else of the page is sent. */
async function askAbout(settings: Settings, from: From, request: MatchRequest, found: MatchReply, clicked: boolean): Promise<Answer> {
  const cut = excerpts(request.blocks, found.matches, request.language ?? "");
  if (!cut.blocks.length) return { reply: { ...found, matches: [], matchedBy: "service" }, served: false };
  const rest = clicked ? null : await resting();
  if (rest) throw new Resting(rest.failure, rest.wait);
  const { min_score } = request;
  const answer = await send(settings, from, { blocks: cut.blocks, ...(min_score === undefined ? {} : { min_score }) }, clicked);
  const reply = placedBack(answer, cut, request.blocks.length);
  if (!request.checks_facts) return { reply, served: true };
  // The service is not told that the page checks facts, so its answer is corrected here.
  const matches = reply.matches.map((match) => ({ ...match, relation: match.relation && ("related" as const) }));
  return { reply: { ...reply, matches, checksFacts: true }, served: true };
}

/** Send a request, unless the reader has changed the settings since the check began. Packs and earlier portions take time. */
async function send(settings: Settings, from: From, request: MatchRequest, clicked: boolean): Promise<MatchReply> {
  const now = await loadSettings();
  const refused = clicked ? refusal(now, from.page) : automaticRefusal(now, from.page);
  if (refused || ROUTE.some((name) => now[name] !== settings[name])) throw new Changed(now, refused);
  try {
    const reply = await askMatch(settings, request);
    await note(settings, from, request, "answered");
    return reply;
  } catch (error) {
    await note(settings, from, request, error instanceof ServiceFailure ? error.failure : "service");
    throw error;
  }
}

async function note(settings: Settings, { tab, page }: From, body: MatchRequest, outcome: string): Promise<void> {
  const text = [...(body.title ? [body.title] : []), ...body.blocks.flatMap((block) => (block.heading ? [block.heading, block.text] : [block.text]))].join("\n");
  // Pages in private windows leave no trace in the journal.
  const trace = page.incognito ? { address: "", site: "", text: "" } : { address: body.url ?? "", site: siteOf(page.url), text };
  await record({
    at: Date.now(),
    page: page.incognito ? "" : pageKey(tab, page.url),
    kind: "page",
    service: settings.service,
    blocks: body.blocks.length,
    characters: text.length,
    outcome,
    ...trace,
  });
}
