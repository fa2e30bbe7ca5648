/**
 * `npm run simulate -- --mutations --only NAME --runs 8 --jobs 1`: plants each bug of the tables in a copy of the
 * packages and says which checker sees it, in which scenario, and what it took. `--only` is a regular expression.
 * Fails when one is not found that should be.
 */
import { parseArgs } from "node:util";
import { hunt } from "./hunt.ts";
import { runsOf } from "./hunt-order.ts";
import { removeCopies } from "./mutated-copy.ts";
import type { Mutation } from "./mutation.ts";
import { MUTATIONS } from "./mutations.ts";

const NODES = 12;

const { values } = parseArgs({
  options: {
    mutations: { type: "boolean" },
    only: { type: "string", default: "" },
    runs: { type: "string", default: "8" },
    jobs: { type: "string", default: "1" },
  },
});
const wanted = MUTATIONS.filter(({ name }) => new RegExp(values.only).test(name));

try {
  await holdAll();
} finally {
  removeCopies();
}

async function holdAll(): Promise<void> {
  const exact = await hunt(undefined, { nodes: NODES, runs: runsOf({ scenarios: ["network-honest"] }, 1) });
  if (exact.last?.found !== undefined) throw new Error(`without any bug: ${exact.last.found.text}`);
  console.log("| Bug | Found by | In | Seeds | Runs | Node-hours |\n| --- | --- | --- | ---: | ---: | ---: |");
  const missed: string[] = [];
  const queue = [...wanted];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift())
      if (!(await isFound(next))) missed.push(next.name);
  };
  await Promise.all(Array.from({ length: Number(values.jobs) }, work));
  console.log(`\n${wanted.length - missed.length} of ${wanted.length} bugs found`);
  const surprising = wanted.filter(({ name, unseen }) => unseen === undefined && missed.includes(name));
  if (surprising.length > 0) process.exitCode = 1;
}

async function isFound(mutation: Mutation): Promise<boolean> {
  const { name } = mutation;
  const { runs, nodeHours, last } = await hunt(mutation, {
    nodes: NODES,
    runs: runsOf(mutation, Number(values.runs)),
  });
  const found = last?.found;
  const [by, where] = found === undefined ? ["not found", ""] : [found.by, last?.scenario ?? ""];
  console.log(`| ${name} | ${by} | ${where} | ${last?.seed ?? 0} | ${runs} | ${nodeHours.toFixed(1)} |`);
  if (found !== undefined) console.error(`  ${name}: ${found.text.replace(/\s+/g, " ").slice(-300)}`);
  return found !== undefined;
}
