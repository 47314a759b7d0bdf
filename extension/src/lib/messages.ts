// What the parts of the extension say to each other, as typed unions.
import type { Case, Match, MatchReply, SentBlock, Source } from "./contract.js";
import type { Failure } from "./failures.js";
import type { Kind } from "./kinds.js";
import type { Objection, Refusal } from "./policy.js";
import type { Settings } from "./settings.js";

/** What the background knows of a tab's page. */
export interface Described {
  refusal: Refusal | Exclude<Kind, ""> | "not_permitted" | "";
  url: string;
  /** Whether the reader has selected a text in it. */
  selected: boolean;
  /** Which entry stands against the page, where its site is never read. */
  objection: Objection | null;
}

/** How the settings bear on a page. */
export type PageSettings = Pick<Settings, "hidden" | "sensitivity" | "shape" | "colour" | "comments">;

export type ToBackground =
  /** `signedIn`: whether the page seems to be written for its reader alone. */
  | { type: "hello"; signedIn: boolean }
  | { type: "match"; blocks: SentBlock[]; title: string; language: string; first: boolean; signedIn: boolean; checksFacts: boolean }
  | { type: "style" }
  /** The page keeps our frames from loading: its notices are shown beside it, with this one first in sight. */
  | { type: "beside"; id: string }
  | { type: "shown"; repeats: number; failure: Failure | "" }
  | { type: "vouch"; nonce: string }
  | { type: "vouched"; nonce: string }
  /** `allow`: though the site is on the list of those that are never read, this page only. */
  | { type: "check"; tab: number; allow?: boolean }
  | { type: "check-selection"; tab: number }
  /** `pressed`: by the button of the toolbar, with which the browser shows us any page that an extension may read. */
  | { type: "page"; tab: number; pressed: boolean }
  | { type: "exclude"; site: string }
  | { type: "hide"; case: string; title: string }
  | { type: "undo"; change: Change }
  /** Other packs are held than before. */
  | { type: "packs" }
  | { type: "update-pack"; address: string }
  /** Nothing may need any more what the browser was asked to allow. */
  | { type: "give-back" }
  | FeedbackMessage;

/** What a reader did from a card, to be confirmed there and undone. */
export interface Change {
  what: "site" | "case";
  /** The site, or the id of the case. */
  name: string;
  /** How a reader knows it: the site, or what the case claims. */
  title: string;
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

/** `again`: in how many milliseconds the service may be asked again; null where asking again would not help. */
export interface Failed {
  failure: Failure;
  sayIt: boolean;
  service: string;
  again: number | null;
}

export type Matched =
  /** `unanswered`: what failed after a part of the page was answered, with the blocks that it leaves open. */
  | { ok: true; reply: MatchReply; unanswered: (Failed & { blocks: string[] }) | null }
  | ({ ok: false } & Failed)
  | { ok: false; refused: Refusal };

export type ToContent =
  | { type: "settings"; hello: Hello }
  | { type: "check" }
  | { type: "selection" }
  /** Mark what repeats claims although the page says that it checks facts. */
  | { type: "mark-all" }
  /** The service answers again. */
  | { type: "again" }
  | { type: "next" }
  /** `beside`: from the panel, which tells what a card would where none can be shown. */
  | { type: "jump"; id: string; beside?: boolean }
  | { type: "state" };

/** One notice as the popup lists it and the card shows it. */
export interface Notice {
  id: string;
  match: Match;
  case: Case;
  also: Case[];
  source: Source;
  generation: string;
  /** Whether a pack on this computer told of it, and no service: there is nobody to be told that it is wrong. */
  local: boolean;
  /** Whether it is shown though no more is known than that the page speaks of the claim. */
  spokenOf: boolean;
  /** Where the page's own address is catalogued there is no passage. */
  article: boolean;
  /** Whether the passage is still on the page. */
  anchored: boolean;
  /** The notice of the same text elsewhere on the page, for which the service answered; "" where it answered for this one. */
  copyOf: string;
}

export interface PageState {
  phase: "idle" | "reading" | "done" | "failed" | "refused";
  refusal: Refusal | "";
  failure: Failure | "";
  service: string;
  /** How many paragraphs the page has that were to be checked, and how many of them were. */
  paragraphs: number;
  checked: number;
  /** The page's language where the service holds no claims in it; else "". */
  foreign: string;
  /** By what the page is one that checks facts, on which nothing is told to repeat a claim; "" where it is none. */
  checksFacts: "markup" | "publisher" | "";
  /** Whether the page keeps our frames from loading, so that no card can be shown in it. */
  frameless: boolean;
  /** How many claims the page repeats that the reader chose not to see. */
  hidden: number;
  notices: Notice[];
  related: Notice[];
  article: Notice[];
}

/** What came of a selection, where no notice tells it. */
export type Told = "selection_clear" | "selection_partly" | "selection_foreign" | "popup_checks_facts" | "popup_publisher" | "selection_hidden" | "selection_lost" | "selection_refused";

// Between the content script and a frame of ours, over a port that the page never holds.

export type FrameKind = "card" | "bar" | "dock";

/** With this and a port the content script opens the conversation. */
export interface Handshake {
  kind: FrameKind;
  nonce: string;
}

export type ToFrame =
  /** `others`: cases that the same passage repeats. `complain`: because the reader said that the notice is wrong. */
  | { type: "card"; notice: Notice; others: Notice[]; position: number; total: number; site: string; complain: boolean }
  | { type: "bar"; notices: Notice[] }
  | { type: "dock"; count: number }
  | { type: "failure"; failure: Failure; service: string }
  | { type: "changed"; change: Change }
  | { type: "told"; told: Told }
  | { type: "focus" };

export type FromFrame =
  | { type: "ready" }
  | { type: "size"; height: number; width: number }
  | { type: "close" }
  | { type: "step"; by: 1 | -1 }
  | { type: "open"; id: string; complain: boolean }
  | { type: "changed"; change: Change }
  | { type: "pin" };
