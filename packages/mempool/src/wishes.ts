/** What the operator wishes for single transactions, in the pool or not yet. Bounded, and kept until confirmed. */
import type { HashKey } from "@triad/chain";
import { FEE_DELTA_MAX } from "./policy.ts";
import { type PolicyReject, policyReject } from "./policy-reject.ts";
import type { Wish } from "./verdicts.ts";

const NO_WISH: Wish = { choice: "none", feeDelta: 0 };

export class Wishes {
  private readonly byTxid = new Map<HashKey, Wish>();
  private readonly countMax: number;

  constructor(countMax: number) {
    this.countMax = countMax;
  }

  get(txid: HashKey): Wish {
    return this.byTxid.get(txid) ?? NO_WISH;
  }

  /** In the order in which they were first made. */
  all(): Iterable<readonly [HashKey, Wish]> {
    return this.byTxid;
  }

  /**
   * Takes the place of an earlier wish for this txid; where there are too many, of the oldest one whose transaction is
   * not here (`isHere`). A refused one changes nothing.
   */
  set(txid: HashKey, wish: Wish, isHere: (txid: HashKey) => boolean): PolicyReject | undefined {
    if (!Number.isSafeInteger(wish.feeDelta) || Math.abs(wish.feeDelta) > FEE_DELTA_MAX) {
      return policyReject("bad-fee-delta", { feeDelta: wish.feeDelta, max: FEE_DELTA_MAX });
    }
    if (wish.choice === "none" && wish.feeDelta === 0) {
      this.byTxid.delete(txid);
      return undefined;
    }
    if (!this.byTxid.has(txid) && this.byTxid.size >= this.countMax && !this.forgetOldest(isHere)) {
      return policyReject("too-many-wishes", { max: this.countMax });
    }
    this.byTxid.set(txid, wish);
    return undefined;
  }

  private forgetOldest(isHere: (txid: HashKey) => boolean): boolean {
    for (const txid of this.byTxid.keys()) if (!isHere(txid)) return this.byTxid.delete(txid);
    return false;
  }

  delete(txid: HashKey): void {
    this.byTxid.delete(txid);
  }
}
