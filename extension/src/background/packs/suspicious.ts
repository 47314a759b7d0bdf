// Cuts out of a page the sentences in which the packs found something, each with its neighbours. The service is asked
// about these excerpts and nothing else.
import type { Match, MatchReply, SentBlock } from "../../lib/contract.js";
import { sentencesOf } from "../../lib/languages.js";

interface Stretch {
  block: string;
  start: number;
  end: number;
}

export interface Excerpts {
  blocks: SentBlock[];
  /** For each excerpt, the block it was cut from and where it begins there. */
  from: Map<string, { block: string; start: number }>;
}

/** The span of a passage's sentences, with one sentence before and one after. */
function around(text: string, { start, end }: Match, sentences: readonly Intl.SegmentData[]): { start: number; end: number } {
  const first = sentences.findIndex((one) => one.index + one.segment.length > start);
  const last = sentences.findLastIndex((one) => one.index < end);
  const before = sentences[Math.max(0, first - 1)];
  const after = sentences[Math.min(sentences.length - 1, last + 1)];
  return { start: before?.index ?? 0, end: after ? after.index + after.segment.length : text.length };
}

/** The excerpts of these blocks that are sent: none if the packs found nothing. */
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
    // Each excerpt stands alone, because the text before it is not sent.
    made.blocks.push({ id, text: (texts.get(block) ?? "").slice(start, end), gap: true });
    made.from.set(id, { block, start });
  });
  return made;
}

/** Turn the service's answer about excerpts into one about the blocks that they were cut from. `asked`: how many blocks. */
export function placedBack(reply: MatchReply, { blocks, from }: Excerpts, asked: number): MatchReply {
  const matches = reply.matches.flatMap((match) => {
    const place = from.get(match.block);
    return place ? [{ ...match, block: place.block, start: match.start + place.start, end: match.end + place.start }] : [];
  });
  // Excerpts that the service had no time for count as unread. Blocks in which the packs found nothing count as read.
  return { ...reply, matches, article: null, blocksRead: Math.max(0, asked - (blocks.length - reply.blocksRead)) };
}
