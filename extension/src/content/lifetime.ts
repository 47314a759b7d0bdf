// How long this run of the content script lasts: until it is stopped, or until an update leaves it behind.
import { connected } from "../lib/api.js";

export class Lifetime {
  private ended = false;

  /** `onEnd` clears up, once. */
  constructor(private readonly onEnd: () => void) {}

  end(): void {
    if (this.ended) return;
    this.ended = true;
    this.onEnd();
  }

  /** Whether this run has come to its end: an update may bring it at any await, and leaves only us to clear up. */
  over = (): boolean => {
    if (!connected()) this.end();
    return this.ended;
  };
}
