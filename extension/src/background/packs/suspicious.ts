// Of what the packs find on a page, the sentences that a service is asked about: each with its neighbours, and no more.
import type { Match, MatchReply, SentBlock } from "../../lib/contract.js";
import { sentencesOf } from "../../lib/languages.js";

interface Stretch {
  block: string;
  start: number;
  end: number;
}

export interface Excerpts {
  blocks: SentBlock[];
  /** Where each of them begins in the block that it was cut from. */
  from: Map<string, { block: string; start: number }>;
}

/** The sentences of a passage, with the one before and the one after. */
function around(text: string, { start, end }: Match, sentences: readonly Intl.SegmentData[]): { start: number; end: number } {
  const first = sentences.findIndex((one) => one.index + one.segment.length > start);
  const last = sentences.findLastIndex((one) => one.index < end);
  const before = sentences[Math.max(0, first - 1)];
  const after = sentences[Math.min(sentences.length - 1, last + 1)];
  return { start: before?.index ?? 0, end: after ? after.index + after.segment.length : text.length };
}

/** What of these blocks is sent: nothing where the packs found nothing. */
export function excerpts(blocks: readonly SentBlock[], matches: readonly Match[], language: string): Excerpts {
  const segmenter = sentencesOf(language);
  const stretches: Stretch[] = [];
  for (const { id, text } of blocks) {
    const here = matches.filter((match) => match.block === id);
    if (!here.length) continue;
    const sentences = [...segmenter.segment(text)];
    const cut = here.map((match) => around(text, match, sentences)).sort((a, b) => a.start - b.start);
    for (const { start, end } of cut) {
      const before = stretches.at(-1);
      if (before?.block === id && start <= before.end) before.end = Math.max(before.end, end);
      else stretches.push({ block: id, start, end });
    }
  }
  const texts = new Map(blocks.map(({ id, text }) => [id, text]));
  const made: Excerpts = { blocks: [], from: new Map() };
  stretches.forEach(({ block, start, end }, number) => {
    const id = `s${number + 1}`;
    // Every one stands alone: what was before it is not sent.
    made.blocks.push({ id, text: (texts.get(block) ?? "").slice(start, end), gap: true });
    made.from.set(id, { block, start });
  });
  return made;
}

/** The service's answer about excerpts, as one about the blocks that they were cut from. */
export function placedBack(reply: MatchReply, { blocks, from }: Excerpts, asked: number): MatchReply {
  const matches = reply.matches.flatMap((match) => {
    const place = from.get(match.block);
    return place ? [{ ...match, block: place.block, start: match.start + place.start, end: match.end + place.start }] : [];
  });
  // What the service did not come to is open; where the packs found nothing, all is said.
  return { ...reply, matches, article: null, blocksRead: Math.max(0, asked - (blocks.length - reply.blocksRead)) };
}
