/**
 * Whose signatures were found valid, in the pool or in a block: checked once, whatever comes after.
 *
 * What the verdict depends on (`signatureChecks` in chain/src/blocks/signature-hash.ts), and why the wtxid fixes it:
 *
 * - the signatures, their number and order: they are part of what the wtxid is the hash of;
 * - the message signed: the txid, which the wtxid fixes with all of the transaction but its signatures; the chain's
 *   id, which is the same for as long as the program runs; and the amounts and keys of the coins spent, see below;
 * - the keys that must have signed: those of the coins spent. A coin is named by the txid that made it and a number,
 *   and that txid is the hash of its outputs. So its amount and key are the same in every block and on every branch.
 *
 * What the verdict does not depend on, and what therefore is no part of it: whether the coins are there and unspent,
 * whether a coinbase is mature, whether the lock height is reached, fee and subsidy. Those belong to a place in a
 * chain. `connectBlock` and the pool check them each time, whatever is remembered here.
 */
import type { HashKey } from "@triad/chain";
import { TwoGenerations } from "./two-generations.ts";

export class VerifiedTransactions {
  private readonly wtxids: TwoGenerations<HashKey, true>;

  /** The oldest make room. */
  constructor(countMax: number) {
    this.wtxids = new TwoGenerations(countMax);
  }

  has(wtxid: HashKey): boolean {
    return this.wtxids.get(wtxid) === true;
  }

  add(wtxid: HashKey): void {
    this.wtxids.set(wtxid, true);
  }
}
