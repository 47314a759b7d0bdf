// Asks again after a failure: once, when the time has come, and only while the reader looks at the page. A page in a
// background tab waits until the reader comes back to it, or until another page has found that the service answers.

export class Retry {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private due = false;

  constructor(private readonly ask: () => void) {
    document.addEventListener("visibilitychange", () => {
      if (this.due && !document.hidden) this.now();
    });
  }

  in(milliseconds: number): void {
    this.stop();
    this.timer = setTimeout(() => {
      this.due = true;
      if (!document.hidden || milliseconds < LONG_MS) this.now();
    }, milliseconds);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.due = false;
  }

  private now(): void {
    this.stop();
    this.ask();
  }
}

/** If the wait is shorter than this, the service is known to answer again. */
const LONG_MS = 20_000;
