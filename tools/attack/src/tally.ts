/** What an attack has sent, and how the node ended it. */
export class Tally {
  connections = 0;
  frames = 0;
  bytes = 0;
  bytesReceived = 0;
  readonly #ends = new Map<string, number>();

  ended(code: string): void {
    this.#ends.set(code, (this.#ends.get(code) ?? 0) + 1);
  }

  /** By falling count. */
  get ends(): readonly (readonly [code: string, count: number])[] {
    return [...this.#ends].toSorted(([, a], [, b]) => b - a);
  }

  hasSeen(code: string): boolean {
    return this.#ends.has(code);
  }
}
