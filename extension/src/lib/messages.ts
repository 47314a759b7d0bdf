// What the parts of the extension say to each other, as typed unions.
import type { Case, Match, MatchReply, SentBlock, Source } from "./contract.js";
import type { Failure } from "./failures.js";
import type { Objection, Refusal } from "./policy.js";
import type { Settings } from "./settings.js";

/** What the background knows of a tab's page. */
export interface Described {
  refusal: Refusal | "not_permitted" | "";
  url: string;
  /** Which entry stands against the page, where its site is never read. */
  objection: Objection | null;
}

/** How the settings bear on a page. */
export type PageSettings = Pick<Settings, "hidden" | "sensitivity" | "shape" | "colour" | "comments">;

export type ToBackground =
  | { type: "hello" }
  | { type: "match"; blocks: SentBlock[]; title: string; language: string; first: boolean }
  | { type: "style" }
  | { type: "room"; height: number }
  | { type: "shown"; repeats: number; failure: Failure | "" }
  | { type: "vouch"; nonce: string }
  | { type: "vouched"; nonce: string }
  /** `allow`: though the site is on the list of those that are never read, this page only. */
  | { type: "check"; tab: number; allow?: boolean }
  | { type: "page"; tab: number }
  | { type: "exclude"; site: string }
  | { type: "hide"; case: string }
  | { type: "undo"; change: Change }
  | FeedbackMessage;

/** What a reader did from a card, to be confirmed there and undone. */
export interface Change {
  what: "site" | "case";
  /** The site, or the id of the case. */
  name: string;
}

export interface FeedbackMessage {
  type: "feedback";
  case: string;
  passage: string;
  generation: string;
  comment: string;
  /** The passage, only where the reader chose to send it; else "". */
  quote: string;
}

/** Whether the page is read by itself, or why not; and how the settings bear on it either way. */
export interface Hello {
  reason: Refusal | "";
  settings: PageSettings;
}

export type Matched =
  | { ok: true; reply: MatchReply }
  /** `again`: in how many milliseconds the service may be asked again; null where asking again would not help. */
  | { ok: false; failure: Failure; sayIt: boolean; service: string; again: number | null }
  | { ok: false; refused: Refusal };

export type ToContent =
  | { type: "settings"; hello: Hello }
  | { type: "check" }
  /** The service answers again. */
  | { type: "again" }
  | { type: "next" }
  | { type: "jump"; id: string }
  | { type: "state" };

/** One notice as the popup lists it and the card shows it. */
export interface Notice {
  id: string;
  match: Match;
  case: Case;
  also: Case[];
  source: Source;
  generation: string;
  /** Where the page's own address is catalogued there is no passage. */
  article: boolean;
  /** Whether the passage is still on the page. */
  anchored: boolean;
}

export interface PageState {
  phase: "idle" | "reading" | "done" | "failed" | "refused";
  refusal: Refusal | "";
  failure: Failure | "";
  service: string;
  notices: Notice[];
  related: Notice[];
  article: Notice[];
}

// Between the content script and a frame of ours, over a port that the page never holds.

export type FrameKind = "card" | "bar" | "dock";

/** With this and a port the content script opens the conversation. */
export interface Handshake {
  kind: FrameKind;
  nonce: string;
}

export type ToFrame =
  | { type: "card"; notice: Notice; position: number; total: number; site: string }
  | { type: "bar"; notices: Notice[] }
  | { type: "dock"; count: number }
  | { type: "failure"; failure: Failure; service: string }
  | { type: "changed"; change: Change }
  | { type: "focus" };

export type FromFrame =
  | { type: "ready" }
  | { type: "size"; height: number; width: number }
  | { type: "close" }
  | { type: "step"; by: 1 | -1 }
  | { type: "open"; id: string }
  | { type: "changed"; change: Change }
  | { type: "pin" };
