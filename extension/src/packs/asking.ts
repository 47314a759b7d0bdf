// Talks to the worker that reads packs. Starts it with the first question, and again if it has ended.
import { PackProblem } from "./held.js";
import type { Answered, Asked, PackAnswers, PackQuestion, Told } from "./protocol.js";

/** After this long without a question the worker is stopped, which frees its memory. */
const IDLE_MS = 300_000;

interface Waiting {
  asked: Asked;
  tries: number;
  settle: (answered: Answered) => void;
}

export class PackWorker {
  private worker: Worker | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private number = 0;
  private idle: ReturnType<typeof setTimeout> | undefined;

  /** `goes`: whether the worker is stopped when nobody has asked for a while. */
  constructor(
    private readonly address: string,
    private readonly goes = true,
  ) {}

  /** Ask a question. Resolves with the worker's answer, which may be a failure. */
  ask(question: PackQuestion): Promise<Answered> {
    clearTimeout(this.idle);
    const asked = { number: ++this.number, question };
    return new Promise<Answered>((settle) => {
      this.waiting.set(asked.number, { asked, tries: 0, settle });
      this.post(asked);
    }).finally(() => {
      if (this.goes && !this.waiting.size) this.idle = setTimeout(() => this.stop(), IDLE_MS);
    });
  }

  /** Stop the worker. Questions that it has not answered go to the next one. */
  stop(): void {
    this.worker?.terminate();
    this.worker = null;
    if (this.waiting.size) this.again();
  }

  private post(asked: Asked): void {
    this.worker ??= this.started();
    this.worker.postMessage(asked);
  }

  private started(): Worker {
    const worker = new Worker(this.address);
    worker.addEventListener("message", (event: MessageEvent<Told>) => {
      const { number, ...answered } = event.data;
      this.waiting.get(number)?.settle(answered);
      this.waiting.delete(number);
    });
    worker.addEventListener("error", () => {
      if (worker !== this.worker) return;
      worker.terminate();
      this.worker = null;
      this.again();
    });
    return worker;
  }

  /** Repeat the questions that the last worker did not answer. A question that ended two workers fails. */
  private again(): void {
    for (const [number, waiting] of [...this.waiting]) {
      if (++waiting.tries < 2) this.post(waiting.asked);
      else {
        this.waiting.delete(number);
        waiting.settle({ error: "the worker ended" });
      }
    }
  }
}

/** Unwrap an answer. Throws PackProblem if something is wrong with the pack, else Error. */
export function readAnswer<Q extends PackQuestion>(answered: Answered): PackAnswers[Q["do"]] {
  if ("answer" in answered) return answered.answer as PackAnswers[Q["do"]];
  if ("problem" in answered) throw new PackProblem(answered.problem);
  throw new Error(answered.error);
}
