// Reads what a card shows about a case from two chunks of the pack, which are inflated when a case in them is first shown.
import { languageTag, webAddress } from "../lib/contract.js";
import type { Case, Source } from "../lib/contract.js";
import { utf8 } from "./pack-file.js";
import type { PackFile } from "./pack-file.js";
import { altered } from "./refusal.js";

/** How many inflated chunks (about 100 KB each) are kept. The least recently used one is dropped. */
const KEPT = 24;
const MOST = 50_000;

/** A case as a pack contains it. `partial`: its response is cut, and goes on at the case's address. */
export interface Card extends Case {
  partial: boolean;
}

type Json = Record<string, unknown>;

export class Cards {
  /** The places of the cases that have been shown, by id. */
  private readonly places = new Map<string, number>();
  private readonly chunks = new Map<string, Promise<string[]>>();
  private publishers: Promise<Map<string, Json>> | null = null;

  constructor(private readonly file: PackFile) {}

  /** The card of the case at a place. Throws PackRefusal "altered", also if there is no such case. */
  async card(place: number): Promise<Card> {
    const [line, response] = await Promise.all([this.line("cards", place), this.line("responses", place)]);
    const raw = parsed(line) as Json;
    const told = parsed(response);
    const begins = typeof told === "object" && told !== null ? (told as Json).begins : undefined;
    this.places.set(text(raw.id, 200), place);
    return {
      id: text(raw.id, 200),
      source: text(raw.source, 200),
      title: text(raw.title, 2000),
      summary: "",
      response: text(begins ?? told, MOST),
      url: webAddress(raw.url),
      published: text(raw.published, 40),
      lang: languageTag(raw.lang) || "en",
      verdict: text(raw.verdict, 40) || "false",
      rating: text(raw.rating, 200),
      claimant: text(raw.claimant, 300),
      claimed: text(raw.claimed, 40),
      outlets: [],
      disclaimer: text(raw.disclaimer, 5000),
      partial: begins !== undefined,
    };
  }

  /** The card of a case by its id; null if the pack does not contain it. Fast if it was shown before, else searches the whole pack. */
  async find(id: string): Promise<Card | null> {
    const known = this.places.get(id);
    if (known !== undefined) return this.card(known);
    for (let place = 0; place < this.file.header.cases; place++) {
      if (text((parsed(await this.line("cards", place)) as Json).id, 200) === id) return this.card(place);
    }
    return null;
  }

  /** Name, disclaimer and address of a publisher; empty texts if the pack does not know it. */
  async source(key: string): Promise<Source> {
    this.publishers ??= this.readPublishers();
    const raw = (await this.publishers).get(key) ?? {};
    return { name: text(raw.name, 200), text: text(raw.disclaimer, 5000), url: webAddress(raw.url) };
  }

  private async readPublishers(): Promise<Map<string, Json>> {
    const list = parsed(utf8(await this.file.section("publishers")));
    if (!Array.isArray(list)) throw altered("its publishers cannot be read");
    return new Map((list as Json[]).map((item) => [text(item.source, 200), item]));
  }

  private async line(kind: string, place: number): Promise<string> {
    const { chunk } = this.file.header;
    const name = `${kind}/${Math.floor(place / chunk)}`;
    const known = this.chunks.get(name);
    this.chunks.delete(name);
    const lines = known ?? this.file.section(name).then((data) => utf8(data).split("\n"));
    this.chunks.set(name, lines);
    const oldest = this.chunks.keys().next().value;
    if (this.chunks.size > KEPT && oldest !== undefined) this.chunks.delete(oldest);
    const line = (await lines)[place % chunk];
    if (!line) throw altered(`it has not as many ${kind} as cases`);
    return line;
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    throw altered("a card in it cannot be read");
  }
}

function text(value: unknown, most: number): string {
  return typeof value === "string" ? value.slice(0, most) : "";
}
