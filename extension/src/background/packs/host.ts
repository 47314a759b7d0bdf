// Where the worker that reads packs lives: in Firefox's background page; in Chromium, whose background has no workers, in a
// document that is not shown.
import { api } from "../../lib/api.js";
import { PackWorker, readAnswer } from "../../packs/asking.js";
import { OFFSCREEN } from "../../packs/offscreen-message.js";
import type { Answered, PackAnswers, PackQuestion } from "../../packs/protocol.js";

const own = typeof Worker === "undefined" ? null : new PackWorker(api.runtime.getURL("pack-worker.js"));

let creating: Promise<void> | null = null;

/** See to it that the document is there. Several may ask at once; only one can be made. */
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

/** Waits between attempts: a document that another background began to make hears nothing before it is loaded. */
const WAITS_MS = [0, 50, 100, 200, 400, 800, 1_600, 3_200];

/** Ask by way of the document. It may be closed at any moment; then the next one is asked the same. */
async function askDocument(question: PackQuestion): Promise<Answered> {
  for (const wait of WAITS_MS) {
    if (wait) await new Promise((done) => setTimeout(done, wait));
    try {
      await ensureDocument();
      const answered = await api.runtime.sendMessage<unknown, Answered | undefined | null>({ to: OFFSCREEN, question });
      if (answered) return answered;
    } catch (error) {
      // Closed between the two, or while it worked.
      console.debug("packs:", error);
    }
  }
  return { error: "the worker ended" };
}

/** Ask the worker that reads packs. Raises PackProblem, or Error where it ended time and again. */
export async function askPacks<Q extends PackQuestion>(question: Q): Promise<PackAnswers[Q["do"]]> {
  return readAnswer<Q>(await (own ? own.ask(question) : askDocument(question)));
}
