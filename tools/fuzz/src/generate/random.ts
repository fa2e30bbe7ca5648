/** Numbers out of a seed: the same on every machine, so that a run can be had again. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** `name` keeps the targets of one seed apart. */
  constructor(seed: number, name = "") {
    let mixed = seed >>> 0;
    for (let at = 0; at < name.length; at++) mixed = Math.imul(mixed ^ name.charCodeAt(at), 0x01000193) >>> 0;
    this.#a = mixed;
    this.#b = Math.imul(mixed, 0x9e3779b1) >>> 0;
    this.#c = 0x243f6a88;
    for (let warm = 0; warm < 12; warm++) this.uint32();
  }

  /** sfc32 (Doty-Humphrey's small fast counting generator). */
  uint32(): number {
    const sum = (this.#a + this.#b + this.#counter) >>> 0;
    this.#counter = (this.#counter + 1) >>> 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) >>> 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) >>> 0;
    return sum;
  }

  /** From 0 up to and without `below`. */
  integer(below: number): number {
    return Math.floor((this.uint32() / 0x1_0000_0000) * below);
  }

  /** True once in `times`. */
  once(times: number): boolean {
    return this.integer(times) === 0;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.integer(items.length)];
    if (item === undefined) throw new RangeError("nothing to pick from");
    return item;
  }

  bytes(count: number): Uint8Array {
    const bytes = new Uint8Array(count);
    for (let at = 0; at < count; at++) bytes[at] = this.uint32();
    return bytes;
  }

  /** Mostly small, now and then near `max`: where limits are. */
  size(max: number): number {
    const small = Math.min(max, this.pick([2, 8, 40, 200]));
    return this.once(60) ? Math.max(0, max - this.integer(4)) : this.integer(small + 1);
  }
}
