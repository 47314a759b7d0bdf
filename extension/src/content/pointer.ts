// Follows the reader's pointer over highlighted passages. Events that the page makes itself are not trusted and do not count.

const HOVER_MS = 220;
const LEAVE_MS = 350;

export interface PointerTarget {
  at(owner: Document, x: number, y: number): string | null;
  hovered(id: string): void;
  left(): void;
  clicked(id: string): void;
  /** The reader clicked elsewhere in the page, or pressed Escape. */
  dismissed(): void;
}

export class Pointer {
  private readonly owners = new Set<Document>();
  private over: string | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private waiting = false;

  constructor(private readonly target: PointerTarget) {}

  watch(owner: Document): void {
    if (this.owners.has(owner)) return;
    this.owners.add(owner);
    owner.addEventListener("mousemove", this.moved, { passive: true });
    owner.addEventListener("click", this.clicked);
    owner.addEventListener("pointerdown", this.pressed, { passive: true });
    owner.addEventListener("keydown", this.keyed, { passive: true });
  }

  stop(): void {
    clearTimeout(this.timer);
    for (const owner of this.owners) {
      owner.removeEventListener("mousemove", this.moved);
      owner.removeEventListener("click", this.clicked);
      owner.removeEventListener("pointerdown", this.pressed);
      owner.removeEventListener("keydown", this.keyed);
    }
    this.owners.clear();
  }

  /** The pointer went into the card, so the card stays open. */
  stay(): void {
    clearTimeout(this.timer);
  }

  private moved = (event: MouseEvent): void => {
    const owner = (event.currentTarget as Document) ?? document;
    if (!event.isTrusted || this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.settle(this.target.at(owner, event.clientX, event.clientY));
    });
  };

  private settle(id: string | null): void {
    if (id === this.over) return;
    this.over = id;
    clearTimeout(this.timer);
    this.timer = id
      ? setTimeout(() => this.target.hovered(id), HOVER_MS)
      : setTimeout(() => this.target.left(), LEAVE_MS);
  }

  private pressed = (event: PointerEvent): void => {
    const owner = event.currentTarget as Document;
    if (event.isTrusted && this.target.at(owner, event.clientX, event.clientY) === null) this.target.dismissed();
  };

  private keyed = (event: KeyboardEvent): void => {
    if (event.isTrusted && event.key === "Escape") this.target.dismissed();
  };

  private clicked = (event: MouseEvent): void => {
    if (!event.isTrusted || event.button !== 0 || event.defaultPrevented) return;
    // A click on a link or a control keeps its own meaning, and so does selecting text.
    const element = event.composedPath()[0];
    if (element instanceof Element && element.closest("a[href], button, input, select, textarea, summary, label")) return;
    const owner = event.currentTarget as Document;
    if (owner.getSelection()?.isCollapsed === false) return;
    const id = this.target.at(owner, event.clientX, event.clientY);
    if (id) this.target.clicked(id);
  };
}
