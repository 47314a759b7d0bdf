// One frame of ours in the page, and the private line to it.
import { api, connected } from "../lib/api.js";
import type { FrameKind, FromFrame, Handshake, ToFrame } from "../lib/messages.js";
import { sendToBackground } from "./messaging.js";

// Asked for at the start, as left behind by an update one can no longer ask. In Chrome the page's address has a host of its
// own, new at every start, and what it loads our true origin.
const NOTICE = api.runtime.getURL("notice.html");
const OURS = new URL(api.runtime.getURL("")).origin;

/** A frame that has not answered by then is spoken to again. */
const ANSWER_MS = 2_000;
const ATTEMPTS = 3;

export class Frame {
  readonly element: HTMLIFrameElement;
  private port: MessagePort | null = null;
  private current: ToFrame | null = null;
  private wantsFocus = false;
  private again: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly kind: FrameKind,
    label: string,
    private readonly said: (message: FromFrame) => void,
    private readonly silent: () => void,
  ) {
    this.element = document.createElement("iframe");
    this.element.className = kind;
    this.element.title = label;
    this.element.hidden = true;
    // A notice can be copied; nothing can be read from the clipboard.
    this.element.allow = "clipboard-write";
    this.element.src = NOTICE;
    // Each time it is put into the page anew it loads anew.
    this.element.addEventListener("load", () => void this.introduce(ATTEMPTS));
  }

  /** Show this, now or as soon as the frame is there. */
  show(message: ToFrame): void {
    this.current = message;
    this.port?.postMessage(message);
  }

  focus(): void {
    this.wantsFocus = true;
    if (!this.port) return;
    this.element.focus();
    this.port.postMessage({ type: "focus" } satisfies ToFrame);
    this.wantsFocus = false;
  }

  close(): void {
    clearTimeout(this.again);
    this.port?.close();
    this.port = null;
    this.element.remove();
  }

  /** Hand the frame one end of a channel, with a number for which the background vouches. The page sees neither. */
  private async introduce(attempts: number): Promise<void> {
    clearTimeout(this.again);
    this.port?.close();
    this.port = null;
    // Left behind by an update, the frame is a stranger's.
    if (!connected()) return;
    this.again = setTimeout(() => (attempts > 1 ? void this.introduce(attempts - 1) : this.silent()), ANSWER_MS);
    const nonce = [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join("-");
    if (!(await sendToBackground({ type: "vouch", nonce }))) return;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<FromFrame>) => {
      if (data.type !== "ready") return this.said(data);
      clearTimeout(this.again);
      this.port = port1;
      if (this.current) port1.postMessage(this.current);
      if (this.wantsFocus) this.focus();
    };
    const handshake: Handshake = { kind: this.kind, nonce };
    this.element.contentWindow?.postMessage(handshake, OURS, [port2]);
  }
}
