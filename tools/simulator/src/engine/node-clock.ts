/**
 * A node's two clocks, made from the world's time. The monotonic one begins with the process and never goes back; the
 * other one can be off, drift, jump and stand still.
 */
import type { Now } from "@triad/roles";

export class NodeClock {
  readonly #epochUnixMs: number;
  #rate = 1;
  #rateSinceMs = 0;
  #unixAtRateMs = 0;
  #monotonicAtRateMs = 0;
  #offsetMs = 0;
  #stoppedUnixMs: number | undefined;

  /** `epochUnixMs`: true time at the world's beginning. */
  constructor(epochUnixMs: number) {
    this.#epochUnixMs = epochUnixMs;
  }

  now(worldMs: number): Now {
    return { monotonicMs: this.#monotonic(worldMs), unixMs: this.#stoppedUnixMs ?? this.#unix(worldMs) };
  }

  /** When the monotonic clock will show this, if nothing happens to it. */
  worldMsOf(monotonicMs: number): number {
    return this.#rateSinceMs + (monotonicMs - this.#monotonicAtRateMs) / this.#rate;
  }

  /** A new process: its monotonic clock begins again. */
  boot(worldMs: number): void {
    this.#rebase(worldMs);
    this.#monotonicAtRateMs = 0;
  }

  /** How quickly both clocks run; 1 is right. */
  setRate(rate: number, worldMs: number): void {
    this.#rebase(worldMs);
    this.#rate = rate;
  }

  /** The machine slept since `sinceMs`: only the calendar clock went on. */
  slept(sinceMs: number, worldMs: number): void {
    const before = this.#monotonic(sinceMs);
    this.#rebase(worldMs);
    this.#monotonicAtRateMs = before;
  }

  /** The calendar clock is set forward or back. */
  jump(byMs: number): void {
    this.#offsetMs += byMs;
  }

  /** The calendar clock stands still until `go`. */
  stop(worldMs: number): void {
    this.#stoppedUnixMs = this.#unix(worldMs);
  }

  go(): void {
    this.#stoppedUnixMs = undefined;
  }

  /** Shows the true time again, and runs at the true rate. */
  correct(worldMs: number): void {
    this.setRate(1, worldMs);
    this.go();
    this.#offsetMs = 0;
    this.#unixAtRateMs = worldMs;
  }

  #rebase(worldMs: number): void {
    const elapsed = (worldMs - this.#rateSinceMs) * this.#rate;
    this.#unixAtRateMs += elapsed;
    this.#monotonicAtRateMs += elapsed;
    this.#rateSinceMs = worldMs;
  }

  #monotonic(worldMs: number): number {
    return this.#monotonicAtRateMs + (worldMs - this.#rateSinceMs) * this.#rate;
  }

  #unix(worldMs: number): number {
    const elapsed = this.#unixAtRateMs + (worldMs - this.#rateSinceMs) * this.#rate;
    return Math.floor(this.#epochUnixMs + elapsed + this.#offsetMs);
  }
}
