/** All seeds of all scenarios that were asked for, and what to tell about them. */
import type { Adversary } from "./adversaries/adversary.ts";
import type { Checker } from "./checkers/checker.ts";
import { type Options, seedsOf } from "./command-line.ts";
import { SignatureMemory } from "./engine/signature-memory.ts";
import { replayCommand } from "./replay-command.ts";
import { type RunResult, runSeed } from "./run-seed.ts";
import type { Scenario } from "./scenarios/scenario.ts";

export interface Parts {
  readonly scenarios: readonly Scenario[];
  readonly adversaries: readonly Adversary[];
  readonly checkers: readonly Checker[];
}

export interface SimulationPorts {
  /** Real time; told, never used by a run. */
  readonly stopwatchMs: () => number;
  /** For a person. */
  readonly say: (line: string) => void;
  /** For a program. */
  readonly write: (line: string) => void;
}

/** The process's exit code. */
export function simulate(options: Options, parts: Parts, { stopwatchMs, say, write }: SimulationPorts): 0 | 1 | 2 {
  const scenarios = parts.scenarios.filter(({ name }) => options.scenario === "all" || options.scenario === name);
  const unknown = options.adversaries.find((name) => !parts.adversaries.some((each) => each.name === name));
  if (scenarios.length === 0 || unknown !== undefined) {
    say(`There is no ${unknown === undefined ? `scenario ${options.scenario}` : `adversary ${unknown}`}; see --help.`);
    return 2;
  }
  const signatures = new SignatureMemory();
  const startMs = stopwatchMs();
  const results: RunResult[] = [];
  for (const seed of seedsOf(options)) {
    for (const scenario of scenarios) {
      const names = [...(scenario.liars?.strategies ?? []), ...options.adversaries];
      const adversaries = parts.adversaries.filter(({ name }) => names.includes(name));
      const { nodes, hours, share, traceLines } = options;
      const liarShare = share ?? scenario.liars?.share ?? (options.adversaries.length > 0 ? SHARE : 0);
      const runMs = stopwatchMs();
      const order = { seed, nodes, hours, scenario, checkers: parts.checkers, adversaries, liarShare, signatures };
      const result = runSeed({ ...order, traceLines });
      results.push(result);
      if (options.json) write(JSON.stringify(result));
      else say(describeRun(result, (stopwatchMs() - runMs) / 1000));
      if (result.violation !== undefined) describeViolation(options, result, say);
    }
  }
  return summarise(options, results, (stopwatchMs() - startMs) / 1000, { stopwatchMs, say, write });
}

/** Of the nodes lie, where strategies are named and no share is. */
const SHARE = 0.25;

function describeRun({ scenario, seed, height, payments, events, traceHash }: RunResult, seconds: number): string {
  const what = `${String(height).padStart(5)} blocks ${String(payments).padStart(5)} payments ${String(events).padStart(8)} events`;
  return `${scenario.padEnd(26)} seed ${seed.padEnd(8)}${what}  ${traceHash}  ${seconds.toFixed(1)} s`;
}

function describeViolation(
  options: Options,
  { scenario, seed, violation }: RunResult,
  say: (line: string) => void,
): void {
  if (violation === undefined) return;
  for (const line of violation.trace) say(line);
  say(`VIOLATED: ${violation.checker} at ${violation.at}: ${violation.text}`);
  say(`Replay:   ${replayCommand(options, scenario, seed)}`);
}

function summarise(options: Options, results: readonly RunResult[], seconds: number, ports: SimulationPorts): 0 | 1 {
  const failed = results.filter(({ violation }) => violation !== undefined);
  const nodeHours = results.reduce((sum, each) => sum + each.nodeHours, 0);
  const events = results.reduce((sum, each) => sum + each.events, 0);
  const summary = {
    runs: results.length,
    violations: failed.length,
    seconds: Number(seconds.toFixed(1)),
    nodeHoursPerMinute: Math.round((nodeHours / seconds) * 60),
    eventsPerSecond: Math.round(events / seconds),
  };
  if (options.json) ports.write(JSON.stringify(summary));
  else {
    const speed = `${summary.nodeHoursPerMinute} node-hours a minute, ${summary.eventsPerSecond} events a second`;
    ports.say(`${summary.runs} runs, ${summary.violations} violations, ${summary.seconds} s: ${speed}.`);
    for (const { scenario, seed } of failed) ports.say(`  ${replayCommand(options, scenario, seed)}`);
  }
  return failed.length > 0 ? 1 : 0;
}
