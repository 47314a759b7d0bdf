// The messages between the parts of the extension, as typed unions.
import type { Case, Match, MatchReply, SentBlock, Source } from "./contract.js";
import type { Failure } from "./failures.js";
import type { Kind } from "./kinds.js";
import type { Objection, Refusal } from "./policy.js";
import type { Settings } from "./settings.js";

/** What the background knows about a tab's page. */
export interface Described {
  refusal: Refusal | Exclude<Kind, ""> | "not_permitted" | "";
  url: string;
  /** Whether the reader has selected text in it. */
  selected: boolean;
  /** If the site is never read, the entry because of which. */
  objection: Objection | null;
}

/** The settings that a content script may know. */
export type PageSettings = Pick<Settings, "hidden" | "sensitivity" | "shape" | "colour" | "comments">;

export type ToBackground =
  /** `signedIn`: whether the page seems private to its reader. */
  | { type: "hello"; signedIn: boolean }
  | { type: "match"; blocks: SentBlock[]; title: string; language: string; first: boolean; signedIn: boolean; checksFacts: boolean }
  | { type: "style" }
  /** The page keeps our frames from loading, so show its notices beside it and scroll to this one. */
  | { type: "beside"; id: string }
  | { type: "shown"; repeats: number; failure: Failure | "" }
  | { type: "vouch"; nonce: string }
  | { type: "vouched"; nonce: string }
  /** `allow`: check this one page although its site is never read. */
  | { type: "check"; tab: number; allow?: boolean }
  | { type: "check-selection"; tab: number }
  /** `pressed`: the reader pressed the toolbar's button, which lets us see the address of any page that extensions may read. */
  | { type: "page"; tab: number; pressed: boolean }
  | { type: "exclude"; site: string }
  | { type: "hide"; case: string; title: string }
  | { type: "undo"; change: Change }
  /** The set of stored packs has changed. */
  | { type: "packs" }
  | { type: "update-pack"; address: string }
  /** Some permissions may no longer be needed. */
  | { type: "give-back" }
  | FeedbackMessage;

/** What a reader changed in a card. It is confirmed on the page and can be undone. */
export interface Change {
  what: "site" | "case";
  /** The site, or the id of the case. */
  name: string;
  /** What the reader calls it: the site, or what the case claims. */
  title: string;
}

export interface FeedbackMessage {
  type: "feedback";
  case: string;
  passage: string;
  generation: string;
  comment: string;
  /** The passage if the reader chose to send it; else "". */
  quote: string;
}

/** Why the page is not read automatically ("" if it is), and the settings for it. */
export interface Hello {
  reason: Refusal | "";
  settings: PageSettings;
}

/** `sayIt`: whether to tell the reader. `again`: in how many ms to ask again; null if that would not help. */
export interface Failed {
  failure: Failure;
  sayIt: boolean;
  service: string;
  again: number | null;
}

export type Matched =
  /** `unanswered`: what failed after a part of the page was answered, with the ids of the unanswered blocks. */
  | { ok: true; reply: MatchReply; unanswered: (Failed & { blocks: string[] }) | null }
  | ({ ok: false } & Failed)
  | { ok: false; refused: Refusal };

export type ToContent =
  | { type: "settings"; hello: Hello }
  | { type: "check" }
  | { type: "selection" }
  /** Mark repeated claims although the page says that it checks facts. */
  | { type: "mark-all" }
  /** The service answers again. */
  | { type: "again" }
  | { type: "next" }
  /** `beside`: the message is from the panel, which shows the notice itself if the page cannot. */
  | { type: "jump"; id: string; beside?: boolean }
  | { type: "state" };

/** One notice, as the popup lists it and the card shows it. */
export interface Notice {
  id: string;
  match: Match;
  case: Case;
  also: Case[];
  source: Source;
  generation: string;
  /** Whether a pack on this computer found it and no service did. Then there is no service to send feedback to. */
  local: boolean;
  /** Whether a pack found only that the page speaks of the claim. */
  spokenOf: boolean;
  /** Whether it is about the page as a catalogued article. Then there is no passage. */
  article: boolean;
  /** Whether the passage is still on the page. */
  anchored: boolean;
  /** The id of the notice of which this is a copy, for the same text elsewhere on the page; "" if it is not a copy. */
  copyOf: string;
}

export interface PageState {
  phase: "idle" | "reading" | "done" | "failed" | "refused";
  refusal: Refusal | "";
  failure: Failure | "";
  service: string;
  /** How many paragraphs of the page should be checked, and how many were. */
  paragraphs: number;
  checked: number;
  /** The page's language if there are no claims in it; else "". */
  foreign: string;
  /** Why the page counts as one that checks facts, on which no passage is reported as `repeats`; "" if it does not. */
  checksFacts: "markup" | "publisher" | "";
  /** Whether the page keeps our frames from loading, so that no card can be shown in it. */
  frameless: boolean;
  /** How many cases the page repeats that the reader has hidden. */
  hidden: number;
  notices: Notice[];
  related: Notice[];
  article: Notice[];
}

/** The message about a checked selection when there is no notice to show. */
export type Told = "selection_clear" | "selection_partly" | "selection_foreign" | "popup_checks_facts" | "popup_publisher" | "selection_hidden" | "selection_lost" | "selection_refused";

// The messages between the content script and one of our frames, over a port that the page cannot reach.

export type FrameKind = "card" | "bar" | "dock";

/** The first message to a frame. It comes with a port for all others. */
export interface Handshake {
  kind: FrameKind;
  nonce: string;
}

export type ToFrame =
  /** `others`: notices of other cases that the same passage repeats. `complain`: open the form "This notice is wrong". */
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
