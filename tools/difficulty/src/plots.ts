/** The plots of docs/difficulty.md: which runs, which axes. */
import { medianTimesAfterLeaving, runGamed, runLaunch, runScenario } from "./experiments.ts";
import { drawLinePlot, type Panel, type Point, type Series } from "./line-plot.ts";
import type { SimulatedNetwork, simulatedNetworks } from "./networks.ts";
import { SCENARIOS } from "./scenarios.ts";
import type { Run } from "./simulate.ts";
import { meanOf } from "./statistics.ts";

/** Blocks that one point of a plot stands for: single blocks vary too much to show anything. */
const GROUP = 50;
const X_LABEL = "blocks since the beginning of the run";
const MAIN = "main (60 s)";
const TESTNET = "npm run testnet (2 s)";
const LOGARITHMIC: ReadonlySet<string> = new Set(["tenfold", "tenth", "leaving"]);
const SECONDS_PER_HOUR = 3600;

interface LabelledRun {
  readonly label: string;
  readonly network: SimulatedNetwork;
  readonly run: Run;
  readonly dashed?: boolean;
}

/** By file name. */
export function drawAllPlots(networks: ReturnType<typeof simulatedNetworks>): ReadonlyMap<string, string> {
  const { main, testnet } = networks;
  const plots = new Map<string, string>();
  for (const scenario of SCENARIOS) {
    const runs: LabelledRun[] = [
      { label: MAIN, network: main, run: runScenario(main, scenario) },
      { label: TESTNET, network: testnet, run: runScenario(testnet, scenario) },
    ];
    if (scenario.name === "leaving") {
      runs.push({
        label: "main without the stall rule",
        network: main,
        run: runScenario(main, scenario, { stallRule: false }),
        dashed: true,
      });
    }
    const scale = LOGARITHMIC.has(scenario.name) ? "log" : "linear";
    plots.set(
      scenario.name,
      drawLinePlot({
        title: `Hash rate: ${scenario.title}`,
        xLabel: X_LABEL,
        panels: [spacingPanel(runs, scale), difficultyPanel(runs, scale)],
      }),
    );
  }
  plots.set("leaving-in-time", drawLeavingInTime(main));
  plots.set("gamed", drawGamed(main));
  const launch = [{ label: MAIN, network: main, run: runLaunch(main) }];
  plots.set(
    "launch",
    drawLinePlot({
      title: "A new network met by a million times its hash rate",
      xLabel: X_LABEL,
      panels: [spacingPanel(launch, "log"), difficultyPanel(launch, "log", "in the end")],
    }),
  );
  return plots;
}

function drawLeavingInTime(main: SimulatedNetwork): string {
  const cases = [
    { label: "99.9 % leave", rest: 0.001, stallRule: true },
    { label: "99.9 % leave, without the stall rule", rest: 0.001, stallRule: false },
    { label: "99.9999 % leave", rest: 0.000001, stallRule: true },
  ];
  const series = cases.map(({ label, rest, stallRule }): Series => {
    const times = medianTimesAfterLeaving(main, rest, stallRule);
    const points = times.map((seconds, index): Point => [seconds / SECONDS_PER_HOUR, index + 1]);
    // every fourth is enough for the eye, but the first ones are few and far between
    return { label, points: points.filter((_, index) => index < 20 || index % 4 === 0), dashed: !stallRule };
  });
  return drawLinePlot({
    title: "main: blocks after most of the hash rate has left (medians of runs)",
    xLabel: "hours since they left",
    panels: [{ yLabel: "blocks found", yScale: "log", series }],
  });
}

function drawGamed(main: SimulatedNetwork): string {
  const runs = [
    { label: "45 % write the latest time", network: main, run: runGamed(main, 0.45, "latest") },
    { label: "45 % write their parent's time", network: main, run: runGamed(main, 0.45, "parent"), dashed: true },
  ];
  const lead: Panel = {
    yLabel: "headers ahead, seconds",
    yScale: "linear",
    series: seriesOf(runs, ({ run }) => run.lead),
  };
  return drawLinePlot({
    title: "main: times written to gain by",
    xLabel: X_LABEL,
    panels: [spacingPanel(runs, "linear"), difficultyPanel(runs, "linear"), lead],
  });
}

function spacingPanel(runs: readonly LabelledRun[], yScale: Panel["yScale"]): Panel {
  const inSpacings = ({ run, network }: LabelledRun) => run.spacing.map((each) => each / network.consensus.spacing);
  return { yLabel: "spacing, × intended", yScale, series: seriesOf(runs, inSpacings) };
}

function difficultyPanel(runs: readonly LabelledRun[], yScale: Panel["yScale"], unit = "at start"): Panel {
  return { yLabel: `difficulty, × ${unit}`, yScale, series: seriesOf(runs, ({ run }) => run.difficulty) };
}

function seriesOf(runs: readonly LabelledRun[], valuesOf: (run: LabelledRun) => readonly number[]): Series[] {
  return runs.map((run) => ({ label: run.label, dashed: run.dashed ?? false, points: grouped(valuesOf(run)) }));
}

/** The means of groups of blocks, each at its last block. */
function grouped(values: readonly number[]): Point[] {
  const points: Point[] = [];
  for (let end = GROUP; end <= values.length; end += GROUP) points.push([end, meanOf(values.slice(end - GROUP, end))]);
  return points;
}
