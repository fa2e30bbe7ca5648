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

  /** Takes the place of an earlier wish for this txid. A refused one changes nothing. */
  set(txid: HashKey, wish: Wish): PolicyReject | undefined {
    if (!Number.isSafeInteger(wish.feeDelta) || Math.abs(wish.feeDelta) > FEE_DELTA_MAX) {
      return policyReject("bad-fee-delta", { feeDelta: wish.feeDelta, max: FEE_DELTA_MAX });
    }
    if (wish.choice === "none" && wish.feeDelta === 0) {
      this.byTxid.delete(txid);
      return undefined;
    }
    if (!this.byTxid.has(txid) && this.byTxid.size >= this.countMax) {
      return policyReject("too-many-wishes", { max: this.countMax });
    }
    this.byTxid.set(txid, wish);
    return undefined;
  }

  delete(txid: HashKey): void {
    this.byTxid.delete(txid);
  }
}
