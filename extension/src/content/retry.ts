// Asking again after a failure: once, at its time, and only while the page is looked at. Pages behind wait until they are,
// or until another page found that the service answers.

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

/** A shorter wait is one after which the service is known to answer. */
const LONG_MS = 20_000;
