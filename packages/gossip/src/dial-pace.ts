/**
 * How quickly a node goes through addresses that it was only told of.
 *
 * States: how much of the burst is used up; it comes back with time.
 * Rule: DIAL_BURST at once, then one in DIAL_EVERY_MS. A place that is filled soon never notices.
 * Why: told addresses are free. Whoever tells them by the hundred, to all nodes of a network, would otherwise have each
 * of them knock at several doors a second for as long as one place stays empty, at doors of his choice.
 * Invariant: in any span of n * DIAL_EVERY_MS at most n + DIAL_BURST dials.
 */

/** Policy: twice the outbound places that a node has unless told otherwise. */
export const DIAL_BURST = 16;
/** Policy: Bitcoin Core waits as long before each connection that it opens. */
export const DIAL_EVERY_MS = 500;

export class DialPace {
  /** When all of the burst will have come back. */
  #wholeAtMs = Number.NEGATIVE_INFINITY;

  /** How many may be dialled now. */
  left(nowMs: number): number {
    // told apart by the very time that was promised, whatever a division makes of it
    if (nowMs < this.nextMs()) return 0;
    const used = Math.max(0, this.#wholeAtMs - nowMs) / DIAL_EVERY_MS;
    return Math.max(1, Math.floor(DIAL_BURST - used));
  }

  took(nowMs: number): void {
    this.#wholeAtMs = Math.max(this.#wholeAtMs, nowMs) + DIAL_EVERY_MS;
  }

  /** When one may be dialled, if none may now. */
  nextMs(): number {
    return this.#wholeAtMs - (DIAL_BURST - 1) * DIAL_EVERY_MS;
  }
}
