// The lifetime of this run of the content script: it ends when it is stopped or when an update leaves it behind.
import { connected } from "../lib/api.js";

export class Lifetime {
  private ended = false;

  /** `onEnd` is called once, to clean up. */
  constructor(private readonly onEnd: () => void) {}

  end(): void {
    if (this.ended) return;
    this.ended = true;
    this.onEnd();
  }

  /** Whether this run is over. An update may end it during any `await`, and then nobody but us cleans up. */
  over = (): boolean => {
    if (!connected()) this.end();
    return this.ended;
  };
}
