// "This notice is wrong": sends the reader's feedback to the service, and records it in the journal like everything sent.
import { siteOf } from "../lib/addresses.js";
import type { Failure } from "../lib/failures.js";
import type { FeedbackMessage } from "../lib/messages.js";
import type { Settings } from "../lib/settings.js";
import { sendFeedback, ServiceFailure } from "./client.js";
import { pageKey, record } from "./journal.js";

/** "local": nothing was sent, because the reader has pages checked on this computer. */
export type FeedbackAnswer = { ok: true } | { ok: false; failure: Failure | "local" };

export async function giveFeedback(settings: Settings, message: FeedbackMessage, tab: chrome.tabs.Tab | undefined): Promise<FeedbackAnswer> {
  // A notice from before the reader changed the way may still be open.
  if (settings.way === "local") return { ok: false, failure: "local" };
  const { comment, quote } = message;
  const named = { case: message.case, passage: message.passage, generation: message.generation };
  let outcome: "answered" | Failure = "answered";
  try {
    await sendFeedback(settings, { ...named, ...(comment ? { comment } : {}), ...(quote ? { quote } : {}) });
  } catch (error) {
    outcome = error instanceof ServiceFailure ? error.failure : "service";
  }
  const text = [message.case, comment, quote].filter(Boolean).join("\n");
  const hidden = tab?.incognito === true;
  await record({
    at: Date.now(),
    page: hidden ? "" : pageKey(tab?.id ?? 0, tab?.url ?? ""),
    kind: "feedback",
    service: settings.service,
    address: "",
    site: hidden ? "" : siteOf(tab?.url ?? ""),
    blocks: 0,
    characters: text.length,
    text: hidden ? "" : text,
    outcome,
  });
  return outcome === "answered" ? { ok: true } : { ok: false, failure: outcome };
}
