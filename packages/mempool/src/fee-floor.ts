/**
 * The lowest rate that the pool takes. It rises above the rate of whatever was evicted, so that a flood cannot go
 * on pushing its own transactions out for free, and halves as time passes, in whole steps: exact on every machine.
 */
import { FEE_FLOOR_HALF_LIFE_MS, FEE_RATE_INCREMENT, FEE_RATE_MIN } from "./policy.ts";

export class FeeFloor {
  private risen = 0;
  private risenMs = 0;

  /** Base units a byte. */
  rate(nowMs: number): number {
    const halvings = Math.max(0, Math.floor((nowMs - this.risenMs) / FEE_FLOOR_HALF_LIFE_MS));
    return Math.max(FEE_RATE_MIN, this.risen / 2 ** halvings);
  }

  /** Base units, of a transaction of so many bytes. */
  fee(bytes: number, nowMs: number): number {
    return Math.ceil(this.rate(nowMs) * bytes);
  }

  /** A package of this rate was evicted. */
  riseAbove(rate: number, nowMs: number): void {
    const risen = rate + FEE_RATE_INCREMENT;
    if (risen < this.rate(nowMs)) return;
    this.risen = risen;
    this.risenMs = nowMs;
  }
}
