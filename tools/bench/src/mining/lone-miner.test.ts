import { expect, it } from "vitest";
import { templatesBench } from "../templates.ts";
import { LoneMiner } from "./lone-miner.ts";

it("searches on each new tip, without transactions first, and is silent when told to stop", async () => {
  const miner = new LoneMiner(1, 150);
  try {
    await miner.untilSearching();
    miner.takeBlock(miner.nextBlock());
    miner.fillPool(150);
    for (let tip = 0; tip < 3; tip++) {
      const { firstMs, bestMs } = miner.takeBlock(miner.nextBlock());
      expect(firstMs).toBeGreaterThan(0);
      expect(bestMs).toBeGreaterThanOrEqual(firstMs);
    }
    expect(miner.silence()).toBeGreaterThanOrEqual(0);
    expect(miner.workers.busyThreads()).toBe(0);
    miner.resume();
    expect(miner.workers.busyThreads()).toBe(1);
  } finally {
    await miner.stop();
  }
});

it("templates are timed for every kind of pool", async () => {
  const { tables } = await templatesBench.run(["--count", "200", "--runs", "2"], () => {});
  expect(tables[0]?.rows.map(([, transactions]) => transactions)).toEqual([202, 202, 202]);
});
