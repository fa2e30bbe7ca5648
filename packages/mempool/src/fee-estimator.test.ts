import { describe, expect, it } from "vitest";
import { FeeEstimator } from "./fee-estimator.ts";
import { bucketOf } from "./fee-track.ts";

/** Each block holds the best of what waits; `rates` come between two blocks. */
class Market {
  readonly fees = new FeeEstimator();
  readonly waiting: { readonly txid: string; readonly rate: number }[] = [];
  height = 100;
  #number = 0;

  come(...rates: readonly number[]): void {
    for (const rate of rates) {
      const txid = `tx${this.#number++}`;
      this.waiting.push({ txid, rate });
      this.fees.added(txid, rate, this.height);
    }
  }

  mine(room: number): void {
    this.waiting.sort((a, b) => b.rate - a.rate);
    this.height += 1;
    const confirmed = this.waiting.splice(0, room).map(({ txid }) => ({ txid, helped: false }));
    this.fees.blockConnected(this.height, confirmed);
  }
}

it("a rate's bucket begins at most a tenth below it", () => {
  expect([1, 1.09, 1.1, 2, 1e9].map(bucketOf)).toEqual([0, 0, 1, 7, 97]);
});

describe("fee estimates", () => {
  it("say nothing before enough was confirmed", () => {
    const market = new Market();
    for (let block = 0; block < 9; block++) {
      market.come(5);
      market.mine(10);
    }
    expect(market.fees.estimates()).toEqual([]);
    expect(market.fees.estimate(6)).toBeUndefined();
    for (let block = 0; block < 3; block++) {
      market.come(5);
      market.mine(10);
    }
    expect(market.fees.estimate(1)).toBeCloseTo(5);
    expect(market.fees.estimate(1008)).toBeCloseTo(5);
  });

  it("find the rate above which blocks have room, and lower ones for longer waits", () => {
    const market = new Market();
    for (let block = 0; block < 300; block++) {
      // ten come and eight are taken; in the tenth block all that waits
      market.come(2, 2, 2, 10, 10, 10, 40, 40, 40, 40);
      market.mine(block % 10 === 9 ? 1_000 : 8);
    }
    expect(market.fees.estimate(1)).toBeCloseTo(10, 0);
    expect(market.fees.estimate(2)).toBeCloseTo(10, 0);
    expect(market.fees.estimate(20)).toBeCloseTo(2, 0);
    const rates = market.fees.estimates().map(({ feeRate }) => feeRate);
    expect(rates).toEqual([...rates].sort((a, b) => b - a));
  });

  it("count what waits in vain, and what left without having been confirmed", () => {
    const vain = new Market();
    const left = new Market();
    for (let block = 0; block < 40; block++) {
      for (const market of [vain, left]) {
        market.come(3, 50);
        market.mine(1);
      }
      for (const { txid } of left.waiting.splice(0, left.waiting.length - 5)) left.fees.removed(txid);
    }
    expect(vain.fees.estimate(25)).toBeCloseTo(50);
    expect(left.fees.estimate(4)).toBeCloseTo(50);
    expect(left.fees.followedCount).toBe(5);
  });

  it("don't follow who was helped by a child, nor blocks that come for the second time", () => {
    const fees = new FeeEstimator();
    for (let n = 0; n < 50; n++) {
      fees.added(`helped${n}`, 1, 10 + n);
      fees.added(`again${n}`, 2, 10);
      fees.blockConnected(11 + n, [{ txid: `helped${n}`, helped: true }]);
      fees.blockConnected(11, [{ txid: `again${n}`, helped: false }]);
    }
    expect(fees.estimates()).toEqual([]);
    expect(fees.followedCount).toBe(0);
  });

  it("forget who is not in the pool any more", () => {
    const market = new Market();
    market.come(5, 6, 7);
    market.fees.keepOnly((txid) => txid === "tx1");
    expect(market.fees.followedCount).toBe(1);
  });

  it("forget: an hour after the fees fell they are low", () => {
    const market = new Market();
    for (let block = 0; block < 200; block++) {
      market.come(100, 100, 5, 5);
      market.mine(2);
    }
    expect(market.fees.estimate(2)).toBeCloseTo(100, 0);
    for (const { txid } of market.waiting.splice(0)) market.fees.removed(txid);
    for (let block = 0; block < 400; block++) {
      market.come(5, 5);
      market.mine(10);
    }
    expect(market.fees.estimate(2)).toBeCloseTo(5, 0);
  });

  it("survive a restart, and what is no such record is refused", () => {
    const market = new Market();
    for (let block = 0; block < 50; block++) {
      market.come(7);
      market.mine(5);
    }
    const saved = market.fees.save();
    const next = new FeeEstimator();
    expect(next.restore(saved)).toBe(true);
    expect(next.estimate(3)).toBeCloseTo(market.fees.estimate(3) ?? 0, 4);
    for (const broken of [saved.slice(1), new Uint8Array(0), saved.map((byte, at) => (at === 0 ? 9 : byte))]) {
      expect(new FeeEstimator().restore(broken)).toBe(false);
    }
    const wild = saved.slice();
    new DataView(wild.buffer).setFloat32(5, Number.NaN, true);
    expect(new FeeEstimator().restore(wild)).toBe(false);
    // away for a thousand blocks: what was learned weighs next to nothing
    next.blockConnected(market.height + 2_000, []);
    expect(next.estimate(3)).toBeUndefined();
  });
});
