/**
 * `npm run reference -- --chains 10000 --seed 1`: as many random chains as are asked for. The first disagreement ends
 * the run; with `--find-smallest` its case is made smaller first, which takes minutes.
 */
import { parseArgs } from "node:util";
import * as chain from "@triad/chain";
import * as blocks from "@triad/chain/blocks";
import * as testing from "@triad/chain/testing";
import fc from "fast-check";
import { compareCase, prepareCase } from "./compare/compare-tree.ts";
import { randomCase } from "./compare/random-case.ts";
import { newTally, tallyLines } from "./compare/tally.ts";

const { values } = parseArgs({
  options: {
    chains: { type: "string", default: "1000" },
    seed: { type: "string" },
    "find-smallest": { type: "boolean" },
    help: { type: "boolean" },
  },
});
if (values.help) {
  console.log("npm run reference -- [--chains N (1000)] [--seed N (the time)] [--find-smallest]");
  console.log("Compares the chain with a slow, obvious model on random chains.");
  process.exit();
}
const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);
const chains = Number(values.chains);
const tally = newTally();
const start = performance.now();
console.log(`seed ${seed}`);

fc.assert(
  fc.property(randomCase(18, 20), (each) => {
    compareCase(prepareCase(each), { chain, blocks, testing }, tally);
    if (tally.chains % 500 === 0) console.log(`${seconds()} s; ${tallyLines(tally).join("; ")}`);
  }),
  { numRuns: chains, seed, endOnFailure: values["find-smallest"] !== true },
);
for (const line of tallyLines(tally)) console.log(line);
console.log(`${seconds()} s`);

function seconds(): string {
  return ((performance.now() - start) / 1000).toFixed(0);
}
