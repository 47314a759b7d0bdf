// Hosts the worker that reads packs: in Firefox in the background page; in Chromium, whose background cannot start workers,
// in an offscreen document.
import { api } from "../../lib/api.js";
import { PackWorker, readAnswer } from "../../packs/asking.js";
import { OFFSCREEN } from "../../packs/offscreen-message.js";
import type { Answered, PackAnswers, PackQuestion } from "../../packs/protocol.js";

const own = typeof Worker === "undefined" ? null : new PackWorker(api.runtime.getURL("pack-worker.js"));

let creating: Promise<void> | null = null;

/** Create the document if it does not exist. Several callers may need it at once, but only one can be created. */
async function ensureDocument(): Promise<void> {
  creating ??= create().finally(() => (creating = null));
  await creating;
}

async function create(): Promise<void> {
  if (await api.offscreen.hasDocument()) return;
  await api.offscreen.createDocument({
    url: "offscreen.html",
    reasons: ["WORKERS"],
    justification: "Finds repeated claims with the packs on this computer, in a worker, so that no page waits for it.",
  });
}

/** Waits between attempts: a document that an earlier background has just created hears nothing until it is loaded. */
const WAITS_MS = [0, 50, 100, 200, 400, 800, 1_600, 3_200];

/** Ask through the offscreen document. It may be closed at any moment; then we create another one and ask again. */
async function askDocument(question: PackQuestion): Promise<Answered> {
  for (const wait of WAITS_MS) {
    if (wait) await new Promise((done) => setTimeout(done, wait));
    try {
      await ensureDocument();
      const answered = await api.runtime.sendMessage<unknown, Answered | undefined | null>({ to: OFFSCREEN, question });
      if (answered) return answered;
    } catch (error) {
      // The document was closed before it got the question, or while it worked.
      console.debug("packs:", error);
    }
  }
  return { error: "the worker ended" };
}

/** Ask the worker that reads packs. Throws PackProblem, or Error if the worker kept ending. */
export async function askPacks<Q extends PackQuestion>(question: Q): Promise<PackAnswers[Q["do"]]> {
  return readAnswer<Q>(await (own ? own.ask(question) : askDocument(question)));
}
