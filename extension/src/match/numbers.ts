// Reads and writes whole numbers as unsigned LEB128: seven bits per byte, the lowest first.
import { altered } from "./refusal.js";

const LONGEST = 9;

/** Reads a section from its beginning. Every method throws PackRefusal "altered" if the section ends too early. */
export class NumberReader {
  at = 0;
  constructor(readonly data: Uint8Array) {}

  /** How many bytes have not been read. */
  get left(): number {
    return this.data.length - this.at;
  }

  /** The next number. Refuses numbers beyond 2^53, because nothing here counts that far. */
  number(): number {
    const { data } = this;
    let value = 0;
    let factor = 1;
    for (let n = 0; n < LONGEST; n++) {
      const byte = data[this.at++];
      if (byte === undefined) break;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) {
        if (value > Number.MAX_SAFE_INTEGER) break;
        return value;
      }
      factor *= 128;
    }
    throw altered("a number in it has no end");
  }

  /** The next signed number, zigzag-coded: 0, 1, 2, 3 stand for 0, -1, 1, -2. */
  signed(): number {
    const value = this.number();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  /** The next `count` numbers. All must be below `limit`. */
  numbers(count: number, limit = 2 ** 31): Int32Array {
    if (count > this.left) throw altered("it has fewer numbers than it says");
    const out = new Int32Array(count);
    for (let n = 0; n < count; n++) {
      const value = this.number();
      if (value >= limit) throw altered("a number in it is too large");
      out[n] = value;
    }
    return out;
  }

  /** The next `size` bytes, as a view and not a copy. */
  take(size: number): Uint8Array {
    if (size > this.left) throw altered("a part of it ends too early");
    this.at += size;
    return this.data.subarray(this.at - size, this.at);
  }
}

/** Writes what NumberReader reads. */
export class NumberWriter {
  private data = new Uint8Array(1024);
  private size = 0;

  private room(more: number): void {
    if (this.size + more <= this.data.length) return;
    const larger = new Uint8Array(Math.max(this.data.length * 2, this.size + more));
    larger.set(this.data.subarray(0, this.size));
    this.data = larger;
  }

  number(value: number): void {
    this.room(LONGEST);
    while (value > 0x7f) {
      this.data[this.size++] = (value % 128) | 0x80;
      value = Math.floor(value / 128);
    }
    this.data[this.size++] = value;
  }

  bytes(some: Uint8Array): void {
    this.room(some.length);
    this.data.set(some, this.size);
    this.size += some.length;
  }

  /** A copy of what was written so far. */
  done(): Uint8Array {
    return this.data.slice(0, this.size);
  }
}
