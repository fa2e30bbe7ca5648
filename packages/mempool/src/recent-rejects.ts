/**
 * What was refused lately, by wtxid, so that it is neither asked for nor checked again. By wtxid and never by txid:
 * a copy with a bad signature has the txid of the real one and must not keep it out.
 */
import type { HashKey } from "@triad/chain";
import { isForGood } from "./policy-reject.ts";
import { TwoGenerations } from "./two-generations.ts";
import type { AnyReject } from "./verdicts.ts";

export class RecentRejects {
  private readonly forGood: TwoGenerations<HashKey, AnyReject>;
  private readonly untilNextTip: TwoGenerations<HashKey, AnyReject>;

  /** `countMax`: of each kind; the oldest make room. */
  constructor(countMax: number) {
    this.forGood = new TwoGenerations(countMax);
    this.untilNextTip = new TwoGenerations(countMax);
  }

  get size(): number {
    return this.forGood.size + this.untilNextTip.size;
  }

  get(wtxid: HashKey): AnyReject | undefined {
    return this.forGood.get(wtxid) ?? this.untilNextTip.get(wtxid);
  }

  add(wtxid: HashKey, reject: AnyReject): void {
    const rejects = isForGood(reject) ? this.forGood : this.untilNextTip;
    rejects.set(wtxid, reject);
  }

  /** A new tip may have made room, raised the height or brought a parent. */
  forgetUntilNextTip(): void {
    this.untilNextTip.clear();
  }
}
