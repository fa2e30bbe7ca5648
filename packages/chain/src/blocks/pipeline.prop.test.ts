/**
 * The pipeline against a sequential reference: random trees with good and bad blocks, and a random life of the chain
 * (testing/pipeline-run.ts). `TRIAD_PROPERTY_RUNS=20000` runs what docs/crash-safety.md tells of.
 */
import fc from "fast-check";
import { expect, it } from "vitest";
import {
  asertTestNetwork,
  drawFrom,
  newPipelineTally,
  type PipelineOptions,
  PipelineRun,
  type RandomTree,
  randomBlockTree,
  SequentialCoins,
  testNetwork,
  unsignedPayment,
} from "../testing/index.ts";

const RUNS = Number(process.env["TRIAD_PROPERTY_RUNS"] ?? 300);
const RUNS_OF_A_TREE = 4;
const BLOCKS_MAX = 30;
const ACTIONS_MAX = 140;
const HABITS = { pay: unsignedPayment, breaksOneIn: 40 };
/** The fewest bytes a coin cache is bounded by. */
const NO_CACHE = 1;

const trees = new Map<number, { readonly tree: RandomTree; readonly coins: SequentialCoins }>();

function treeOf(seed: number): { readonly tree: RandomTree; readonly coins: SequentialCoins } {
  const known = trees.get(seed);
  if (known !== undefined) return known;
  const makeNetwork = seed % 2 === 0 ? testNetwork : asertTestNetwork;
  const draw = drawFrom(seed);
  const tree = randomBlockTree(makeNetwork({ coinbaseMaturity: 2 }), 1 + draw(BLOCKS_MAX), draw, HABITS);
  const made = { tree, coins: new SequentialCoins(tree) };
  trees.set(seed, made);
  return made;
}

const manyCoins = { coins: 1e9, blocks: 1e9 };
const options: fc.Arbitrary<PipelineOptions> = fc.record({
  limits: fc.constantFrom(manyCoins, manyCoins, { coins: 1e9, blocks: 3 }, { coins: 6, blocks: 1e9 }),
  coinCacheBytes: fc.constantFrom(undefined, undefined, NO_CACHE, 4_000, 10_000),
  keepBlocks: fc.constantFrom(undefined, undefined, undefined, 1, 2, 4, 8),
  isIndexed: fc.boolean(),
  neededFrom: fc.constantFrom(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 1, 3, 6),
  isPrompt: fc.nat(3).map((n) => n === 0),
});

/** The lowest digit says what to do, the others which and how. */
const actions = fc.array(fc.nat(2 ** 20 - 1), { maxLength: ACTIONS_MAX, size: "max" });

/**
 * Where everything is done at once and nothing crashes, the tip is that of the reference; then bodies come in any order,
 * so that branches of equal work are complete at the same time.
 */
function perform(run: PipelineRun, action: number, isPrompt: boolean): void {
  const pick = action >>> 5;
  const kind = action & 31;
  if (kind < 3) run.header(pick);
  else if (kind < 6 || (isPrompt && kind < 12)) run.body(pick);
  else if (kind < 12) run.nextBody();
  else if (kind < 17) run.advance(1 + (pick % 12));
  else if (kind < 22) run.verdict(pick >> 2, pick % 4 === 0);
  else if (kind < 28) run.commitStep(pick % 3 === 0 ? "blocks" : "all", pick % 2 === 0, pick % 5 === 0);
  else if (kind < 29) spread(run, pick);
  else if (isPrompt) return;
  else if (kind < 30) run.losePower(pick);
  else if (pick % 3 === 0) run.killProcess();
  else if (pick % 3 === 1) run.release();
}

/** What happens beside the chain: a record, and an index that is behind, or off for a while. */
function spread(run: PipelineRun, pick: number): void {
  if (pick % 4 === 0) run.switchIndex();
  else if (pick % 4 === 1) run.indexStep(1 + (pick % 30));
  else run.record();
}

it("ends as the sequential reference does, whatever the order of arrival, verdicts, commits and crashes", () => {
  const tally = newPipelineTally();
  const start = performance.now();
  fc.assert(
    fc.property(fc.nat(Math.ceil(RUNS / RUNS_OF_A_TREE)), options, actions, (seed, choice, steps) => {
      const { tree, coins } = treeOf(seed);
      const run = new PipelineRun(tree, coins, choice, tally);
      for (const step of steps) perform(run, step, choice.isPrompt);
      run.finish();
    }),
    { numRuns: RUNS },
  );
  expect(tally.crashes).toBeGreaterThan(RUNS / 2);
  expect(tally.reorganisations).toBeGreaterThan(RUNS / 2);
  if (process.env["TRIAD_PROPERTY_RUNS"] === undefined) return;
  for (const [name, count] of Object.entries(tally)) console.log(`${name} ${count}`);
  console.log(`seconds ${((performance.now() - start) / 1000).toFixed(0)}`);
}, 3_600_000);
