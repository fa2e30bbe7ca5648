/** What an attack has sent, and how the node ended it. */
export class Tally {
  connections = 0;
  frames = 0;
  bytes = 0;
  bytesReceived = 0;
  readonly #ends = new Map<string, number>();
  readonly #texts = new Map<string, string>();

  ended(code: string, text = ""): void {
    this.#ends.set(code, (this.#ends.get(code) ?? 0) + 1);
    if (text !== "") this.#texts.set(code, text);
  }

  /** By falling count. */
  get ends(): readonly (readonly [code: string, count: number])[] {
    return [...this.#ends].toSorted(([, a], [, b]) => b - a);
  }

  /** What the node said the last time that it gave this code. */
  textOf(code: string): string {
    return this.#texts.get(code) ?? "";
  }

  hasSeen(code: string): boolean {
    return this.#ends.has(code);
  }
}
