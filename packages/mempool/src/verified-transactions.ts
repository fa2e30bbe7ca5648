/**
 * Whose signatures were found valid. A wtxid settles it for good: it commits to the signatures and, through the
 * txid, to the outpoints spent; each outpoint names by a txid the output's amount and key. So a signature hash
 * and its keys can never be others for the same wtxid, in whatever block or branch.
 */
import type { HashKey } from "@triad/chain";

export class VerifiedTransactions {
  private readonly wtxids = new Set<HashKey>();
  private readonly countMax: number;

  /** The oldest makes room. */
  constructor(countMax: number) {
    this.countMax = countMax;
  }

  has(wtxid: HashKey): boolean {
    return this.wtxids.has(wtxid);
  }

  add(wtxid: HashKey): void {
    this.wtxids.delete(wtxid);
    this.wtxids.add(wtxid);
    if (this.wtxids.size <= this.countMax) return;
    for (const oldest of this.wtxids) {
      this.wtxids.delete(oldest);
      return;
    }
  }
}
