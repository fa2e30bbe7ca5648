/**
 * The real chain against the model that was written from the specification alone: random networks, random trees of
 * valid blocks and of blocks that break each rule, any order of arrival, of verdicts, commits and restarts.
 */
import * as chain from "@triad/chain";
import * as blocks from "@triad/chain/blocks";
import * as testing from "@triad/chain/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareCase, prepareCase } from "./compare-tree.ts";
import { randomCase } from "./random-case.ts";
import { newTally } from "./tally.ts";

const RUNS = Number(process.env["TRIAD_PROPERTY_RUNS"] ?? 200);
const BLOCKS_MAX = 14;
const NOBLE_ONE_IN = 25;

describe("the chain and the reference model", () => {
  const tally = newTally();

  it("give the same verdicts, tip, coins, filters and history on random chains", { timeout: RUNS * 1000 }, () => {
    fc.assert(
      fc.property(randomCase(BLOCKS_MAX, NOBLE_ONE_IN), (each) => {
        compareCase(prepareCase(each), { chain, blocks, testing }, tally);
      }),
      { numRuns: RUNS },
    );
  });

  it.skipIf(RUNS < 200)("were compared on every reject code", () => {
    const never = chain.rejectTable().filter(({ code }) => !tally.codes.has(code));
    expect(never.map(({ code }) => code)).toEqual([]);
  });
});
