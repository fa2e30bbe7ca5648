/**
 * Hashes a second, averaged with weights that fall exponentially with age. Reports may come from several workers at
 * one moment; pauses count as such. For display: nothing else depends on it.
 */

/** A report of so long ago weighs 1/e: long enough to be readable, short enough to show a change. */
const MEMORY_MS = 10_000;

export class HashRate {
  #ratePerMs = 0;
  #atMs: number | undefined;
  /** How much of the average's weight lies after the first start, below 1; divides out the emptiness before it. */
  #weight = 0;

  /** A search starts; the first one starts the clock. */
  start(nowMs: number): void {
    this.#atMs ??= nowMs;
  }

  add(hashes: number, nowMs: number): void {
    this.#decay(nowMs);
    this.#ratePerMs += hashes / MEMORY_MS;
  }

  perSecond(nowMs: number): number {
    this.#decay(nowMs);
    return this.#weight === 0 ? 0 : (this.#ratePerMs / this.#weight) * 1000;
  }

  #decay(nowMs: number): void {
    const elapsedMs = Math.max(0, nowMs - (this.#atMs ?? nowMs));
    const kept = Math.exp(-elapsedMs / MEMORY_MS);
    this.#ratePerMs *= kept;
    this.#weight = 1 - (1 - this.#weight) * kept;
    this.#atMs = Math.max(nowMs, this.#atMs ?? nowMs);
  }
}
