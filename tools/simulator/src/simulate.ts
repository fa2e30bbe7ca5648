/** All runs that were asked for, and what to tell about them. */
import type { Options } from "./command-line.ts";
import { replayCommand } from "./replay-command.ts";
import { type Parts, type Task, tasksOf } from "./run-task.ts";
import type { TaskResult } from "./seed-worker.ts";

export interface SimulationPorts {
  /** Real time; told, never used by a run. */
  readonly stopwatchMs: () => number;
  /** What all threads of the process have used so far: on a machine that others use too, it says more. */
  readonly processorSeconds: () => number;
  /** Hands on the results in the order of the tasks. */
  readonly runAll: (tasks: readonly Task[], options: Options, onResult: (result: TaskResult) => void) => Promise<void>;
  /** For a person. */
  readonly say: (line: string) => void;
  /** For a program. */
  readonly write: (line: string) => void;
}

/** The process's exit code. */
export async function simulate(options: Options, parts: Parts, ports: SimulationPorts): Promise<0 | 1 | 2> {
  const { stopwatchMs, runAll, say, write } = ports;
  const tasks = tasksOf(options, parts.scenarios);
  const unknown = options.adversaries.find((name) => !parts.adversaries.some((each) => each.name === name));
  if (tasks.length === 0 || unknown !== undefined) {
    say(`There is no ${unknown === undefined ? `scenario ${options.scenario}` : `adversary ${unknown}`}; see --help.`);
    return 2;
  }
  const startMs = stopwatchMs();
  const results: TaskResult[] = [];
  await runAll(tasks, options, (result) => {
    results.push(result);
    if (options.json) write(JSON.stringify(result));
    else say(describeRun(result, options));
    if (result.violation !== undefined) describeViolation(options, result, say);
  });
  return summarise(options, results, (stopwatchMs() - startMs) / 1000, ports);
}

function describeRun(result: TaskResult, { nodes, hours }: Options): string {
  const { scenario, seed, height, payments, events, traceHash, seconds, megabytes } = result;
  const what = `${String(height).padStart(5)} blocks ${String(payments).padStart(5)} payments ${String(events).padStart(8)} events`;
  const line = `${scenario.padEnd(30)} seed ${seed.padEnd(8)}${what}  ${traceHash}  ${seconds.toFixed(1)} s${besides(result)}`;
  if (megabytes === undefined) return line;
  const perNode = `${(megabytes / nodes).toFixed(2)} MB a node, ${Math.round(events / seconds)} events a second`;
  return `${line}\n  ${perNode}, ${(seconds / hours / 60).toFixed(2)} s a simulated minute`;
}

/** What a run shows that others don't. */
function besides({ liarsMining, headersMost, height }: TaskResult): string {
  const percent = (part: number): string => `${Math.round(part * 100)} %`;
  const mined =
    liarsMining === undefined
      ? ""
      : `, liars have ${percent(liarsMining.hashShare)} of hashes, ${percent(liarsMining.blockShare)} of blocks`;
  // a few side branches are usual
  return headersMost > 2 * height + 100 ? `${mined}, up to ${headersMost} headers` : mined;
}

function describeViolation(
  options: Options,
  { scenario, seed, violation }: TaskResult,
  say: (line: string) => void,
): void {
  if (violation === undefined) return;
  for (const line of violation.trace) say(line);
  say(`VIOLATED: ${violation.checker} at ${violation.at}: ${violation.text}`);
  say(`Replay:   ${replayCommand(options, scenario, seed)}`);
}

function summarise(options: Options, results: readonly TaskResult[], seconds: number, ports: SimulationPorts): 0 | 1 {
  const failed = results.filter(({ violation }) => violation !== undefined);
  const nodeHours = results.reduce((sum, each) => sum + each.nodeHours, 0);
  const events = results.reduce((sum, each) => sum + each.events, 0);
  const processorSeconds = ports.processorSeconds();
  const summary = {
    runs: results.length,
    violations: failed.length,
    jobs: options.jobs,
    seconds: Number(seconds.toFixed(1)),
    processorSeconds: Math.round(processorSeconds),
    nodeHoursPerMinute: Math.round((nodeHours / seconds) * 60),
    eventsPerSecond: Math.round(events / seconds),
    nodeHoursPerProcessorMinute: Math.round((nodeHours / processorSeconds) * 60),
    eventsPerProcessorSecond: Math.round(events / processorSeconds),
  };
  if (options.json) ports.write(JSON.stringify(summary));
  else {
    const speed = `${summary.nodeHoursPerMinute} node-hours a minute, ${summary.eventsPerSecond} events a second`;
    ports.say(`${summary.runs} runs, ${summary.violations} violations, ${summary.seconds} s: ${speed}.`);
    const { nodeHoursPerProcessorMinute, eventsPerProcessorSecond } = summary;
    const cost = `${nodeHoursPerProcessorMinute} node-hours a minute, ${eventsPerProcessorSecond} events a second`;
    ports.say(`Of processor time, ${summary.processorSeconds} s: ${cost}.`);
    for (const { scenario, seed } of failed) ports.say(`  ${replayCommand(options, scenario, seed)}`);
  }
  return failed.length > 0 ? 1 : 0;
}
