import { writeHeader } from "@triad/protocol";
import { describe, expect, it } from "vitest";
import type { BlockTemplate } from "./block-template.ts";
import {
  CLOCK_LOOK_MS_MAX,
  FOUND_BLOCK_MS_MAX,
  MiningJobs,
  type MiningMode,
  TEMPLATE_AGE_MS_MAX,
  TEMPLATE_REFRESH_MS,
} from "./mining-job.ts";
import { withNonce } from "./nonce-search.ts";
import type { TemplateContents } from "./ports.ts";

const EASY = new Uint8Array(32).fill(0xff);
const TIP_TIME = 1_000;
const MAX_FUTURE_SECONDS = 20;

/** A miner whose clock stands where the test puts it, and a record of what it asked for. */
class Bench {
  readonly log: string[] = [];
  readonly extraNonces: number[] = [];
  readonly contents: TemplateContents[] = [];
  isTemplateSlow = false;
  ms = 0;
  /** How far the calendar clock was set back. */
  setBackMs = 0;
  tipTime = TIP_TIME;
  hasTransactions = false;
  target = EASY;
  staleAtUnixSeconds: number | undefined;
  readonly jobs: MiningJobs;

  constructor(mode: MiningMode, halfLife = 1_200) {
    const settings = { params: { spacing: 2, halfLife }, maxFutureSeconds: MAX_FUTURE_SECONDS, mode };
    this.jobs = new MiningJobs(settings, {
      random: { integer: () => 1 },
      makeTemplate: (extraNonce, contents) => {
        this.contents.push(contents);
        return this.makeTemplate(extraNonce);
      },
      isTemplateSlow: () => this.isTemplateSlow,
      startSearch: (job) => this.log.push(`start ${job}`),
      cancel: (job) => this.log.push(`cancel ${job}`),
      tipTime: () => this.tipTime,
      hasTransactions: () => this.hasTransactions,
    });
  }

  get now() {
    return { monotonicMs: this.ms, unixMs: TIP_TIME * 1_000 + this.ms - this.setBackMs };
  }

  at(ms: number): this {
    this.ms = ms;
    return this;
  }

  /** What was asked for since the last call. */
  asked(): string[] {
    return this.log.splice(0);
  }

  header(nonce = 9): Uint8Array {
    return withNonce(this.jobs.current?.template.header ?? expect.fail("no job"), nonce);
  }

  private makeTemplate(extraNonce: number): BlockTemplate {
    this.extraNonces.push(extraNonce);
    const root = new Uint8Array(32).fill(this.extraNonces.length);
    const time = Math.max(this.tipTime, Math.floor(this.now.unixMs / 1_000));
    const header = writeHeader({ version: 1, prev: new Uint8Array(32), root, time, bits: 1, nonce: 0 });
    return {
      height: 1,
      header,
      target: this.target,
      bits: 1,
      block: { header, commitments: new Uint8Array(64), transactions: [new Uint8Array(65)] },
      fees: 0,
      transactionCount: 0,
      staleAtUnixSeconds: this.staleAtUnixSeconds,
    };
  }
}

function searching(mode: MiningMode = "always"): Bench {
  const bench = new Bench(mode);
  bench.jobs.synchronised(true, bench.now);
  expect(bench.asked()).toEqual(["start 1"]);
  return bench;
}

describe("MiningJobs", () => {
  it("off: does nothing, whatever happens", () => {
    const bench = new Bench("off");
    bench.jobs.synchronised(true, bench.now);
    bench.jobs.tipChanged(bench.now);
    bench.jobs.poolChanged(bench.now);
    expect(bench.jobs.state).toBe("off");
    expect(bench.asked()).toEqual([]);
    expect(bench.jobs.nextWake()).toBeUndefined();
  });

  it("synchronising: waits for the network's tip, and goes back to waiting when it is lost", () => {
    const bench = new Bench("always");
    bench.jobs.tipChanged(bench.now);
    expect(bench.jobs.state).toBe("synchronising");
    bench.jobs.synchronised(true, bench.now);
    expect(bench.jobs.state).toBe("searching");
    bench.jobs.synchronised(false, bench.now);
    expect(bench.jobs.state).toBe("synchronising");
    expect(bench.asked()).toEqual(["start 1", "cancel 1"]);
  });

  it("a new tip cancels the search and starts another", () => {
    const bench = searching();
    bench.jobs.tipChanged(bench.now);
    expect(bench.asked()).toEqual(["cancel 1", "start 2"]);
  });

  it("setMode off cancels, on starts again", () => {
    const bench = searching();
    bench.jobs.setMode("off", bench.now);
    expect(bench.jobs.state).toBe("off");
    bench.jobs.setMode("always", bench.now);
    expect(bench.asked()).toEqual(["cancel 1", "start 2"]);
  });

  it("pending: searches only while there are transactions", () => {
    const bench = new Bench("pending");
    bench.jobs.synchronised(true, bench.now);
    expect(bench.jobs.state).toBe("waiting");
    expect(bench.jobs.nextWake()).toBeUndefined();
    bench.hasTransactions = true;
    bench.jobs.poolChanged(bench.now);
    expect(bench.jobs.state).toBe("searching");
    bench.hasTransactions = false;
    bench.jobs.poolChanged(bench.at(1).now);
    expect(bench.jobs.state).toBe("waiting");
    expect(bench.asked()).toEqual(["start 1", "cancel 1"]);
  });

  it("a changed pool renews the template after TEMPLATE_REFRESH_MS, not before", () => {
    const bench = searching();
    bench.jobs.poolChanged(bench.at(10).now);
    expect(bench.jobs.nextWake()).toBe(TEMPLATE_REFRESH_MS);
    bench.jobs.wake(bench.at(TEMPLATE_REFRESH_MS - 1).now);
    expect(bench.asked()).toEqual([]);
    bench.jobs.wake(bench.at(TEMPLATE_REFRESH_MS).now);
    expect(bench.asked()).toEqual(["cancel 1", "start 2"]);
    bench.jobs.wake(bench.at(2 * TEMPLATE_REFRESH_MS).now);
    expect(bench.asked()).toEqual([]);
    bench.jobs.poolChanged(bench.now);
    expect(bench.asked()).toEqual(["cancel 2", "start 3"]);
  });

  it("renews a template for its age", () => {
    const bench = searching();
    expect(bench.jobs.nextWake()).toBe(TEMPLATE_AGE_MS_MAX);
    bench.jobs.wake(bench.at(TEMPLATE_AGE_MS_MAX - 1).now);
    expect(bench.asked()).toEqual([]);
    bench.jobs.wake(bench.at(TEMPLATE_AGE_MS_MAX).now);
    expect(bench.asked()).toEqual(["cancel 1", "start 2"]);
  });

  it("renews a template when the stall rule makes the target easier", () => {
    const bench = new Bench("always");
    bench.staleAtUnixSeconds = TIP_TIME + 7;
    bench.jobs.synchronised(true, bench.at(100).now);
    expect(bench.jobs.nextWake()).toBe(7_000);
    bench.jobs.wake(bench.at(7_000).now);
    expect(bench.asked()).toEqual(["start 1", "cancel 1", "start 2"]);
  });

  it("a found nonce gives the block, then the tip is awaited", () => {
    const bench = searching();
    const block = bench.jobs.nonceFound(1, bench.header(), bench.now);
    expect(block).toBeInstanceOf(Uint8Array);
    expect(bench.jobs.state).toBe("waiting");
    expect(bench.asked()).toEqual(["cancel 1"]);
    bench.jobs.poolChanged(bench.now);
    expect(bench.asked()).toEqual([]);
    bench.jobs.tipChanged(bench.now);
    expect(bench.asked()).toEqual(["start 2"]);
  });

  it("goes on after FOUND_BLOCK_MS_MAX when a found block never becomes the tip", () => {
    const bench = searching();
    bench.jobs.nonceFound(1, bench.header(), bench.now);
    expect(bench.jobs.nextWake()).toBe(FOUND_BLOCK_MS_MAX);
    bench.jobs.wake(bench.at(FOUND_BLOCK_MS_MAX - 1).now);
    expect(bench.jobs.state).toBe("waiting");
    bench.jobs.wake(bench.at(FOUND_BLOCK_MS_MAX).now);
    expect(bench.jobs.state).toBe("searching");
  });

  it("pending: never asks to be woken in the past", () => {
    const bench = new Bench("pending");
    bench.hasTransactions = true;
    bench.jobs.synchronised(true, bench.now);
    bench.jobs.nonceFound(1, bench.header(), bench.now);
    bench.hasTransactions = false;
    bench.jobs.wake(bench.at(FOUND_BLOCK_MS_MAX).now);
    expect(bench.jobs.nextWake()).toBeUndefined();
  });

  it("a clock set back renews a template whose time nobody would take any more, and no other", () => {
    const bench = new Bench("always");
    bench.jobs.synchronised(true, bench.at(100_000).now);
    bench.setBackMs = MAX_FUTURE_SECONDS * 1_000;
    bench.jobs.hashesDone(1, bench.now);
    expect(bench.asked()).toEqual(["start 1"]);
    bench.setBackMs += 1;
    bench.jobs.hashesDone(1, bench.now);
    expect(bench.asked()).toEqual(["cancel 1", "start 2"]);
    expect(bench.jobs.nonceFound(2, bench.header(), bench.now)).toBeInstanceOf(Uint8Array);
  });

  it("ahead-of-clock: a block found for a time before the clock was set back is not given out", () => {
    const bench = new Bench("always");
    bench.jobs.synchronised(true, bench.at(100_000).now);
    const header = bench.header();
    bench.setBackMs = MAX_FUTURE_SECONDS * 1_000 + 1;
    expect(bench.jobs.nonceFound(1, header, bench.now)).toBe("ahead-of-clock");
    expect(bench.asked()).toEqual(["start 1", "cancel 1", "start 2"]);
  });

  it("waits while its clock is so far behind the tip that it would refuse every block on it", () => {
    const bench = searching();
    bench.setBackMs = MAX_FUTURE_SECONDS * 1_000 + 5;
    bench.jobs.wake(bench.now);
    expect(bench.jobs.state).toBe("waiting");
    expect(bench.asked()).toEqual(["cancel 1"]);
    expect(bench.jobs.nextWake()).toBe(5);
    bench.jobs.generate(1, bench.at(4).now);
    expect(bench.jobs.state).toBe("waiting");
    bench.jobs.wake(bench.at(5).now);
    expect(bench.asked()).toEqual(["start 2"]);
  });

  it("looks again after CLOCK_LOOK_MS_MAX at a clock that is hours behind, for it may have been set right", () => {
    const bench = searching();
    bench.setBackMs = 7_200_000;
    bench.jobs.wake(bench.now);
    expect(bench.jobs.nextWake()).toBe(CLOCK_LOOK_MS_MAX);
    bench.setBackMs = 0;
    bench.jobs.wake(bench.at(CLOCK_LOOK_MS_MAX).now);
    expect(bench.jobs.state).toBe("searching");
  });

  it("late results of cancelled jobs are ignored", () => {
    const bench = searching();
    const late = bench.header();
    bench.jobs.tipChanged(bench.now);
    bench.asked();
    expect(bench.jobs.nonceFound(1, late, bench.now)).toBeUndefined();
    bench.jobs.nonceExhausted(1, bench.now);
    expect(bench.asked()).toEqual([]);
    expect(bench.jobs.current?.job).toBe(2);
  });

  it("a second result of one job is late", () => {
    const bench = searching();
    const header = bench.header();
    expect(bench.jobs.nonceFound(1, header, bench.now)).toBeDefined();
    expect(bench.jobs.nonceFound(1, header, bench.now)).toBeUndefined();
  });

  it("a result that solves nothing starts another search", () => {
    const bench = new Bench("always");
    bench.target = new Uint8Array(32);
    bench.jobs.synchronised(true, bench.now);
    expect(bench.jobs.nonceFound(1, bench.header(), bench.now)).toBeUndefined();
    expect(bench.jobs.nonceFound(2, new Uint8Array(80), bench.now)).toBeUndefined();
    expect(bench.asked()).toEqual(["start 1", "cancel 1", "start 2", "cancel 2", "start 3"]);
  });

  it("used-up nonces lead to a new extra nonce, and no two templates share one", () => {
    const bench = searching();
    bench.jobs.nonceExhausted(1, bench.now);
    bench.jobs.tipChanged(bench.now);
    expect(bench.asked()).toEqual(["cancel 1", "start 2", "cancel 2", "start 3"]);
    expect(bench.extraNonces).toEqual([65_536, 65_537, 65_538]);
  });
});

describe("MiningJobs with fixed difficulty", () => {
  it("waits for the pace after each tip, and the pace isn't begun anew by the pool", () => {
    const bench = new Bench("always", 0);
    bench.jobs.synchronised(true, bench.at(500).now);
    expect(bench.jobs.state).toBe("waiting");
    expect(bench.jobs.nextWake()).toBe(2_001);
    bench.jobs.poolChanged(bench.at(1_500).now);
    expect(bench.jobs.nextWake()).toBe(2_001);
    bench.jobs.wake(bench.at(2_000).now);
    expect(bench.asked()).toEqual([]);
    bench.jobs.wake(bench.at(2_001).now);
    expect(bench.asked()).toEqual(["start 1"]);
    bench.tipTime += 2;
    bench.jobs.tipChanged(bench.now);
    expect(bench.jobs.nextWake()).toBe(4_001);
  });

  it("pending: a transaction on an old tip starts within the jitter", () => {
    const bench = new Bench("pending", 0);
    bench.jobs.synchronised(true, bench.now);
    bench.hasTransactions = true;
    bench.jobs.poolChanged(bench.at(60_000).now);
    expect(bench.jobs.nextWake()).toBe(60_001);
  });

  it("generate mines that many blocks at once, in any mode, unpaced and unsynchronised", () => {
    const bench = new Bench("off", 0);
    bench.jobs.generate(2, bench.now);
    expect(bench.jobs.state).toBe("searching");
    for (const job of [1, 2]) {
      expect(bench.jobs.nonceFound(job, bench.header(), bench.now)).toBeDefined();
      bench.jobs.tipChanged(bench.now);
    }
    expect(bench.asked()).toEqual(["start 1", "cancel 1", "start 2", "cancel 2"]);
    expect(bench.jobs.state).toBe("off");
    expect(bench.jobs.blocksToGenerate).toBe(0);
  });

  it("generate adds up; 0 takes it back", () => {
    const bench = new Bench("off", 0);
    bench.jobs.generate(2, bench.now);
    bench.jobs.generate(3, bench.now);
    expect(bench.jobs.blocksToGenerate).toBe(5);
    bench.jobs.generate(0, bench.now);
    expect(bench.jobs.state).toBe("off");
    expect(bench.asked()).toEqual(["start 1", "cancel 1"]);
  });

  it("counts hashes, those of cancelled jobs too", () => {
    const bench = searching();
    bench.jobs.tipChanged(bench.now);
    bench.at(1_000).jobs.hashesDone(5_000, bench.now);
    expect(bench.jobs.hashesPerSecond(bench.now)).toBeGreaterThan(4_500);
    expect(bench.jobs.hashesPerSecond(bench.now)).toBeLessThan(5_500);
  });
});

function makeQuick(bench: Bench): void {
  bench.isTemplateSlow = false;
}

describe("a new tip whose best template takes long", () => {
  it("is searched on at once without transactions, and with them from the next event on", () => {
    const bench = new Bench("always");
    bench.isTemplateSlow = true;
    bench.jobs.synchronised(true, bench.now);
    expect(bench.contents).toEqual(["best"]);
    bench.at(100).jobs.tipChanged(bench.now);
    expect([bench.contents.at(-1), bench.jobs.nextWake()]).toEqual(["none", 100]);
    bench.at(101).jobs.wake(bench.now);
    expect(bench.contents).toEqual(["best", "none", "best"]);
    expect(bench.jobs.nextWake()).toBe(101 + TEMPLATE_AGE_MS_MAX);
    expect(new Set(bench.extraNonces).size).toBe(3);
  });

  it.each([
    ["quick to make", makeQuick, 1_200],
    ["on a network with fixed difficulty", () => {}, 0],
    ["only wanted with transactions", (bench: Bench) => bench.jobs.setMode("pending", bench.now), 1_200],
    ["ordered", (bench: Bench) => bench.jobs.generate(1, bench.now), 1_200],
  ] as const)("waits for the best template where that is %s", (_, change, halfLife) => {
    const bench = new Bench("always", halfLife);
    bench.isTemplateSlow = true;
    bench.hasTransactions = true;
    bench.jobs.synchronised(true, bench.now);
    change(bench);
    bench.at(100).jobs.tipChanged(bench.now);
    bench.at(10_000).jobs.wake(bench.now);
    expect(new Set(bench.contents)).toEqual(new Set(["best"]));
  });
});

it("what the operator orders counts from the next hash on", () => {
  const bench = new Bench("always");
  bench.jobs.synchronised(true, bench.now);
  expect(bench.asked()).toEqual(["start 1"]);
  bench.at(5).jobs.searchAnew(bench.now);
  expect(bench.asked()).toEqual(["cancel 1", "start 2"]);
  bench.jobs.setMode("off", bench.now);
  bench.asked();
  bench.jobs.searchAnew(bench.now);
  expect(bench.asked()).toEqual([]);
});
