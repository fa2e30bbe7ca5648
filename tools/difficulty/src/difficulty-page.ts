/** docs/difficulty.md: the figures are computed, the words around them were written by looking at them. */
import {
  advantageOfSecond,
  gamedFigures,
  leavingFigures,
  runLaunch,
  runScenario,
  shareOfStalledBlocks,
  spreadOf,
} from "./experiments.ts";
import { drawTable, formatDuration, formatNumber, formatPercent } from "./markdown-table.ts";
import type { SimulatedNetwork, simulatedNetworks } from "./networks.ts";
import { SCENARIOS, type Scenario } from "./scenarios.ts";
import type { Run } from "./simulate.ts";
import { recoveryAfter, spacingFigures } from "./statistics.ts";

const SHARES = [0.1, 0.3, 0.45];

export function writeDifficultyPage({ main, test, testnet }: ReturnType<typeof simulatedNetworks>): string {
  const hopping = SCENARIOS.filter(({ name }) => name === "hopping");
  const [hopperOnMain, hopperOnTestnet] = [main, testnet].map((network) =>
    hopping.map((scenario) => formatPercent(advantageOfSecond(runScenario(network, scenario)), 1)).join(),
  );
  const steady = SCENARIOS.filter(({ name }) => name === "steady");
  const [wanderOnMain, wanderOnTestnet] = [main, testnet].map((network) =>
    steady.map((scenario) => formatPercent(spreadOf(runScenario(network, scenario).difficulty), 1)).join(),
  );
  const launch = recoveryAfter(runLaunch(main), 1, main.consensus.spacing);
  const launchBlocks = launch?.blocks ?? Number.POSITIVE_INFINITY;
  const launchSeconds = launch?.seconds ?? Number.POSITIVE_INFINITY;
  return `<!-- Written by \`npm run difficulty\`. Change tools/difficulty and run it again. -->

# Difficulty, simulated

What the difficulty rule ([spec/headers.md](spec/headers.md), "Difficulty"; why it was chosen: [adr/0003](adr/0003-asert-with-stall-rule.md)) does when hash rate comes and goes, and when times in headers are lies.

The rule is the real one (\`requiredBits\`), with the real parameters:

${drawTable(["network", "spacing", "half-life", "in blocks", "latest time"], [main, test, testnet].map(parametersRow))}

Block times are drawn, not mined: finding a block is a Poisson process whose rate follows from hash rate and target. The rate is integrated piece by piece while a search lasts, so the stall rule eases the target within one gap as it does for real miners. Each run has ${formatNumber(10_000)} blocks and a fixed seed. Hash rates are relative to that which fits the difficulty at the beginning, which is 2^20 times the genesis difficulty, so that the floor (\`easiestBits\`) stays out of play. There are no network delays and no orphaned blocks; honest clocks are exact. \`main\` and \`test\` differ only in scale (240 blocks to the half-life on both), so the plots leave \`test\` out.

## The figures

"Back" is the first block whose *expected* time is within 10 % of the spacing again, counted from each change of hash rate: the time of a single block is chance. Even with a steady hash rate the standard deviation of a spacing equals its mean; that is what mining is.

${drawTable(
  ["scenario", "network", "mean", "std. dev.", "99th pct.", "longest gap", "back after"],
  SCENARIOS.flatMap((scenario) => [main, test, testnet].map((network) => scenarioRow(scenario, network))),
)}

A mean below or above the spacing is no drift. The schedule is absolute: a change of hash rate shifts it once, by a half-life for each doubling, and never again.

### Steady

![Steady](plots/difficulty-steady.svg)

The difficulty wanders by itself, because a lucky hour looks like hash rate: its standard deviation is ${wanderOnMain} on \`main\` and ${wanderOnTestnet} on the test network with its half-life of four times fewer blocks. That is the price of reacting quickly.

### Ten times more, ten times less

![Ten times more](plots/difficulty-tenfold.svg)
![Ten times less](plots/difficulty-tenth.svg)

The law behind both plots: **a factor of ten in hash rate shifts the schedule by 3.3 half-lives** (13.3 hours on \`main\`, 3.3 on \`test\`, under 7 minutes on the test network). Upwards, the strong miner takes the blocks of those hours at once, 800 on \`main\`, in a fraction of the time. Downwards, the others do without them. Nothing overshoots: spacing comes back from one side.

**When a miner with ten times the hash rate leaves \`main\`, its users wait some ten minutes a block at first, and about a day until the spacing is right again.** This is the rule's slowness, chosen with the half-life; a shorter one would recover sooner and wander more.

### A daily tide

![Daily](plots/difficulty-daily.svg)

±50 % within 1,440 blocks. \`main\`'s half-life of a sixth of that follows with a lag of a few hours, and cannot follow fully: blocks take nearly twice as long in the small hours, and 0.6 of the spacing at the peak. The test network follows more closely (0.8 to 1.3).

### Coin-hopping

![Coin-hopping](plots/difficulty-hopping.svg)

A loyal miner of 1, and hoppers of 4 who join below a difficulty of 1.9 and leave above 2.1. The difficulty stays where the hoppers want it, and the spacing goes up and down in waves around it, but they gain little: a block cost them ${hopperOnMain} fewer hashes than the loyal miner on \`main\` and ${hopperOnTestnet} on the test network, the cheap blocks of their first arrival included. There is no window to wait for: each block they take raises the difficulty for the next one. What it costs the users is unevenness: on \`main\` a standard deviation half as large again.

### Leaving for good

![Leaving](plots/difficulty-leaving.svg)
![Leaving, by the clock](plots/difficulty-leaving-in-time.svg)

Medians of 101 runs (in brackets what one run in twenty exceeds), from the moment of leaving:

${drawTable(
  ["network", "leave", "stall rule", "first block", "tenth block", "longest gap", "back after"],
  [main, testnet].flatMap((network) =>
    [0.001, 0.000001].flatMap((rest) => [true, false].map((stallRule) => leavingRow(network, rest, stallRule))),
  ),
)}

The stall rule bounds the first gap, and only that. When 99.9 % leave \`main\` it helps moderately: a block would take 1,000 spacings (17 hours), and the first step comes after 240 (4 hours). It takes a third off the median of the first gap and nearly two thirds off the bad luck; on the test network, with its shorter half-life, two thirds off the median too. Its case is the miner who is a million times stronger than the rest: two days instead of more than a year. The time until all is right again is hardly changed, since it is the law above: 10 half-lives for a factor of a thousand, 20 for a million, and then the last few percent. **A chain on \`main\` that loses 99.9 % of its hash rate is slow for two days, with or without the stall rule.** Without the rule the million-fold gap on the test network is so long that the schedule then owes far too many blocks and the difficulty falls to its floor ("–": not back within 1,000 blocks); with it, this cannot happen, because the gap ends when the lateness fits.

### Times gamed within the rules

![Gamed](plots/difficulty-gamed.svg)

One miner always writes the earliest time (its parent's) or the latest (now + the limit); the others are honest, and must write at least their parent's time. Five runs of ${formatNumber(10_000)} blocks each. "Gain": by how much fewer hashes its blocks cost than the others'. One standard deviation of chance is 0.05 to 0.1 % of gain and 0.2 % of the blocks; both lies of one share were run with the same luck, so they err alike.

${drawTable(
  ["network", "share", "writes", "blocks", "gain", "mean spacing", "headers ahead: mean", "least", "most"],
  [main, testnet].flatMap((network) =>
    SHARES.flatMap((share) => (["parent", "latest"] as const).map((stamps) => gamedRow(network, share, stamps))),
  ),
)}

No gain that can be told from chance, and no lasting change of spacing. The reasons: a block's own time does not enter its own difficulty (below a whole half-life); it enters the next block's, which is the same for all miners; and as the schedule is absolute, what a lie adds once is taken back when the times are honest again. Forwards, all that lies can do is to move the next targets by the limit: 2^(600/14,400), 2.9 %, on \`main\` and 12 % on the test network; a steady lie gives the chain ten blocks once. Backwards, times stand still only while the liar finds all the blocks (16.7 minutes at worst here), and the next targets are harder, for the liar too. A liar who also hops, mining only while its own lie makes blocks easier, has those 2.9 % or 12 % as its upper bound; this was not simulated.

What liars can do:

- **Headers ahead of the clock.** With 10 % of the hash rate the times of all blocks are 4 minutes ahead on average on \`main\`, with 45 % almost 9. Header times say when a block was found within ten minutes, no better; \`lock_height\` is not concerned.
- **Nodes with a slow clock.** A block dated at the limit is refused for a while (\`time-too-new\`, retried) by every node whose clock is behind the liar's. For so long that node stays on another tip. Honest times leave ten spacings to spare for wrong clocks; a liar takes that away.
- **Stalls.** Only the stall rule looks at a block's own time, so a liar reaches each step ten spacings before the others. With 30 % of what is left after 99.9 % left, it found ${formatPercent(shareOfStalledBlocks(main), 0)} of the first blocks on \`main\` and ${formatPercent(shareOfStalledBlocks(testnet), 0)} on the test network (2,000 runs, ±1 %; by reckoning, 31 % and 33 %). In a chain that is not stalled the steps are practically never reached.

A miner with most of the hash rate is another matter: it can hold times still or push them for as long as it likes, but then it can also rewrite the chain.

### At launch

![Launch](plots/difficulty-launch.svg)

Not a failure of the rule, but its largest effect. \`main\` begins at the difficulty of 2^32 hashes. A miner with a million times the hash rate that fits (75 TH/s, about one ASIC) finds the first ${formatNumber(launchBlocks)} blocks in ${formatDuration(launchSeconds)}, instead of ${formatDuration(launchBlocks * main.consensus.spacing)}: 20 doublings at 240 blocks each must be climbed. Who launches a network that matters sets genesis bits near the hash rate that it expects.

## Weaknesses, in short

- Recovery takes hours to days on \`main\` after large losses; the half-life sets it, the stall rule does not shorten it.
- The stall rule acts only after a whole half-life without a block (4 hours, 1 hour, 2 minutes).
- A strong miner who comes gets the blocks of 3.3 half-lives for each factor of ten before the difficulty has caught up; when it goes, the others do without as many.
- The difficulty wanders by a few percent with chance alone, more with a shorter half-life.
- Nothing eases below \`easiestBits\`: on \`main\` and \`test\`, a hash rate below that of genesis stays slow.
- Header times can be pushed ahead to the limit by a small miner.
`;
}

function parametersRow({ name, consensus: { spacing, halfLife }, maxFutureSeconds }: SimulatedNetwork): string[] {
  return [
    `\`${name}\``,
    `${spacing} s`,
    `${formatNumber(halfLife)} s`,
    formatNumber(halfLife / spacing),
    `now + ${formatNumber(maxFutureSeconds)} s`,
  ];
}

function scenarioRow(scenario: Scenario, network: SimulatedNetwork): string[] {
  const run = runScenario(network, scenario);
  const { mean, deviation, percentile99, longest } = spacingFigures(run);
  return [
    scenario.title,
    `\`${network.name}\``,
    ...[mean, deviation, percentile99, longest].map(formatDuration),
    recoveryCell(scenario, network, run),
  ];
}

function recoveryCell({ changesAt }: Scenario, network: SimulatedNetwork, run: Run): string {
  if (changesAt.length === 0) return "";
  return changesAt
    .map((height) => recoveryAfter(run, height, network.consensus.spacing))
    .map((found) => (found ? recoveryText(found.blocks, found.seconds) : "–"))
    .join("; ");
}

function leavingRow(network: SimulatedNetwork, rest: number, stallRule: boolean): string[] {
  const figures = leavingFigures(network, rest, stallRule);
  const [median, percentile95] = figures.firstBlock;
  const isBack = Number.isFinite(figures.recoveryBlocks);
  return [
    `\`${network.name}\``,
    `${Number((100 * (1 - rest)).toFixed(6))} %`,
    stallRule ? "yes" : "no",
    `${formatDuration(median)} (${formatDuration(percentile95)})`,
    formatDuration(figures.tenthBlock),
    formatDuration(figures.longestGap),
    isBack ? recoveryText(figures.recoveryBlocks, figures.recoverySeconds) : "–",
  ];
}

function gamedRow(network: SimulatedNetwork, share: number, stamps: "parent" | "latest"): string[] {
  const figures = gamedFigures(network, share, stamps);
  return [
    `\`${network.name}\``,
    formatPercent(share, 0),
    stamps === "parent" ? "parent's" : "latest",
    formatPercent(figures.shareOfBlocks, 1),
    formatPercent(figures.gain, 2),
    `${figures.meanSpacing.toPrecision(4)} s`,
    // header times are whole seconds, so what is below a tenth says nothing; + 0 makes 0 of −0
    ...figures.lead.map((seconds) => formatDuration(Math.round(seconds * 10) / 10 + 0)),
  ];
}

function recoveryText(blocks: number, seconds: number): string {
  return `${formatNumber(blocks)} ${blocks === 1 ? "block" : "blocks"}, ${formatDuration(seconds)}`;
}
