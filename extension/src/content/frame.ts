// One of our frames in the page, and the private channel to it.
import { api, connected } from "../lib/api.js";
import type { FrameKind, FromFrame, Handshake, ToFrame } from "../lib/messages.js";
import { sendToBackground } from "./messaging.js";

// Read at the start, because after an update this script can no longer ask. In Chrome the frame's address has a host that
// is new at every start, while the frame it loads has our real origin.
const NOTICE = api.runtime.getURL("notice.html");
const OURS = new URL(api.runtime.getURL("")).origin;

/** If a frame has not answered by then, the handshake is repeated. */
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
    // Lets the reader copy a notice. Nothing can be read from the clipboard.
    this.element.allow = "clipboard-write";
    this.element.src = NOTICE;
    // The frame loads anew each time it is put into the page.
    this.element.addEventListener("load", () => void this.introduce(ATTEMPTS));
  }

  /** Show this, now or as soon as the frame is ready. */
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

  /** Send the frame one end of a channel and a nonce that the background vouches for. The page sees neither. */
  private async introduce(attempts: number): Promise<void> {
    clearTimeout(this.again);
    this.port?.close();
    this.port = null;
    // After an update, the frame belongs to another version.
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
