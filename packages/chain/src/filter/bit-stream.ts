/** Bits in a byte string, the most significant of each byte first (as BIP-158 packs its filters). */
export class BitWriter {
  readonly #bytes: number[] = [];
  #bitsInLast = 8;

  writeBit(bit: number): void {
    if (this.#bitsInLast === 8) {
      this.#bytes.push(0);
      this.#bitsInLast = 0;
    }
    if (bit !== 0) this.#bytes[this.#bytes.length - 1] = (this.#bytes.at(-1) as number) | (0x80 >> this.#bitsInLast);
    this.#bitsInLast += 1;
  }

  /** The lowest `count` bits of `value`, the highest first; `count` at most 32. */
  writeBits(value: number, count: number): void {
    for (let bit = count - 1; bit >= 0; bit--) this.writeBit((value >>> bit) & 1);
  }

  finish(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }
}

export class BitReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get bitsLeft(): number {
    return this.#bytes.length * 8 - this.#at;
  }

  /** undefined at the end. */
  readBit(): number | undefined {
    const byte = this.#bytes[this.#at >> 3];
    if (byte === undefined) return undefined;
    return (byte >> (7 - (this.#at++ & 7))) & 1;
  }

  readBits(count: number): number | undefined {
    if (this.bitsLeft < count) return undefined;
    let value = 0;
    for (let i = 0; i < count; i++) value = value * 2 + (this.readBit() as number);
    return value;
  }
}
