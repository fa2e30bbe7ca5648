/** Lines in the order they were typed, for one reader that takes them one at a time. */

export class LineQueue {
  readonly #lines: string[] = [];
  #waiting: ((line: string | undefined) => void) | undefined;
  #ended = false;

  push(line: string): void {
    if (this.#ended) return;
    if (this.#waiting === undefined) this.#lines.push(line);
    else this.#hand(line);
  }

  /** After the lines that are there no more will come; a reader that waits gets `undefined`. */
  end(): void {
    this.#ended = true;
    if (this.#waiting !== undefined) this.#hand(undefined);
  }

  /** Forgets what was not read, too. */
  abandon(): void {
    this.#lines.length = 0;
    this.end();
  }

  /** The line that `next` gives at once; undefined: there is none yet. */
  get first(): string | undefined {
    return this.#lines[0];
  }

  /** Undefined at the end. One reader: a second call must wait for the first. */
  next(): Promise<string | undefined> {
    const line = this.#lines.shift();
    if (line !== undefined || this.#ended) return Promise.resolve(line);
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }

  #hand(line: string | undefined): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.(line);
  }
}
