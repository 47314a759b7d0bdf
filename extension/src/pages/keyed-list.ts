// A list that is updated in place, so that items keep the focus and stay unfolded.
import { make } from "../notice/dom.js";

export interface Item {
  /** As long as the key stays the same, the element does too. */
  key: string;
  make: () => HTMLElement;
}

export class KeyedList {
  readonly element = make("ul", { class: "list" });
  private made = new Map<string, HTMLElement>();

  show(items: readonly Item[]): void {
    const focused = document.activeElement;
    const made = new Map(items.map(({ key, make: build }) => [key, this.made.get(key) ?? build()] as const));
    for (const [key, old] of this.made) if (!made.has(key)) old.remove();
    [...made.values()].forEach((item, i) => {
      if (this.element.children[i] !== item) this.element.insertBefore(item, this.element.children[i] ?? null);
    });
    this.made = made;
    if (focused instanceof HTMLElement && focused.isConnected && document.activeElement !== focused) focused.focus({ preventScroll: true });
  }
}
