// The questions to the worker that reads packs and its answers, as plain data that every browser can pass on.
import type { MatchReply, MatchRequest } from "../lib/contract.js";
import type { HeldPack, Problem } from "./held.js";
import type { Offer } from "./keeping.js";

export type PackQuestion =
  | { do: "match"; request: MatchRequest }
  | { do: "update"; address: string; key: string }
  | { do: "offer"; address: string; key: string }
  | { do: "offer-file"; file: File }
  | { do: "agree" };

/** `match`: null if there is no pack. */
export type PackAnswers = {
  match: MatchReply | null;
  update: "newer" | "same" | Problem;
  offer: Offer;
  "offer-file": Offer;
  agree: HeldPack;
};

export type PackAnswer<Q extends PackQuestion = PackQuestion> = PackAnswers[Q["do"]];

/** `problem`: something is wrong with the pack; `error`: with this program. */
export type Answered = { answer: PackAnswer } | { problem: Problem } | { error: string };

export interface Asked {
  number: number;
  question: PackQuestion;
}

export type Told = { number: number } & Answered;
