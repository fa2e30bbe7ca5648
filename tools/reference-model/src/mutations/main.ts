/**
 * `npm run mutations -- --chains 300 --seed 1 --only "regular expression"`: plants each bug of the tables in a copy of
 * the chain and says after how many random chains the comparison with the model finds it. Fails if one is not found.
 */
import { parseArgs } from "node:util";
import fc from "fast-check";
import type { ChainModules } from "../compare/chain-modules.ts";
import { compareCase, type PreparedCase, prepareCase } from "../compare/compare-tree.ts";
import { randomCase } from "../compare/random-case.ts";
import { newTally } from "../compare/tally.ts";
import { BLOCK_MUTATIONS } from "./block-mutations.ts";
import { CONNECT_MUTATIONS } from "./connect-mutations.ts";
import { HEADER_MUTATIONS } from "./header-mutations.ts";
import { importCopy, removeCopies } from "./mutated-copy.ts";

const { values } = parseArgs({
  options: {
    chains: { type: "string", default: "300" },
    seed: { type: "string", default: "1" },
    only: { type: "string", default: "" },
    help: { type: "boolean" },
  },
});
if (values.help) {
  console.log('npm run mutations -- [--chains N (300)] [--seed N (1)] [--only "REGULAR EXPRESSION"]');
  console.log("Plants bugs in copies of the chain, and says after how many random chains the model finds each.");
  process.exit();
}
const recipes = fc.sample(randomCase(14, 1_000_000), { numRuns: Number(values.chains), seed: Number(values.seed) });
const cases = recipes.map(prepareCase);
const mutations = [...HEADER_MUTATIONS, ...BLOCK_MUTATIONS, ...CONNECT_MUTATIONS].filter(({ bug }) =>
  new RegExp(values.only).test(bug),
);

try {
  await holdAll();
} finally {
  removeCopies();
}

async function holdAll(): Promise<void> {
  const first = firstDisagreement(await importCopy("exact", undefined), cases);
  if (first !== undefined) throw new Error(`without any bug: ${first.what}`);
  console.log("| Bug | Chains until found | How |\n| --- | --- | --- |");
  const missed: string[] = [];
  for (const [number, mutation] of mutations.entries()) {
    const found = firstDisagreement(await importCopy(String(number), mutation), cases);
    if (found === undefined) missed.push(mutation.bug);
    console.log(`| ${mutation.bug} | ${found?.chains ?? "not found"} | ${found?.what ?? ""} |`);
  }
  console.log(`\n${mutations.length - missed.length} of ${mutations.length} bugs found by ${cases.length} chains`);
  if (missed.length > 0) process.exitCode = 1;
}

function firstDisagreement(
  modules: ChainModules,
  prepared: readonly PreparedCase[],
): { readonly chains: number; readonly what: string } | undefined {
  for (const [number, each] of prepared.entries()) {
    try {
      compareCase(each, modules, newTally());
    } catch (error) {
      return { chains: number + 1, what: shortened(error) };
    }
  }
  return undefined;
}

/** Without hashes and the lists of them, which differ in every run. */
function shortened(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message
    .replace(/[0-9a-f]{64}/g, "…")
    .replace(/\s+/g, " ")
    .replaceAll("|", "/")
    .slice(0, 100);
}
