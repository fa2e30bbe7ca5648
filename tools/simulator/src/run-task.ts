/** One of the runs that were asked for: finds what it names, and runs it. */
import type { Adversary } from "./adversaries/adversary.ts";
import type { Checker } from "./checkers/checker.ts";
import { type Options, seedsOf } from "./command-line.ts";
import type { SignatureMemory } from "./engine/signature-memory.ts";
import { type RunResult, runSeed } from "./run-seed.ts";
import type { Scenario } from "./scenarios/scenario.ts";

export interface Parts {
  readonly scenarios: readonly Scenario[];
  readonly adversaries: readonly Adversary[];
  readonly checkers: readonly Checker[];
}

/** What differs among the runs of one command. */
export interface Task {
  readonly scenario: string;
  readonly seed: string;
}

/** Of the nodes lie, where strategies are named and no share is. */
const SHARE = 0.25;

/** In the order in which they are told. */
export function tasksOf(options: Options, scenarios: readonly Scenario[]): readonly Task[] {
  const wanted = scenarios.filter(({ name, isOnlyByName }) => {
    return options.scenario === name || (options.scenario === "all" && isOnlyByName !== true);
  });
  return seedsOf(options).flatMap((seed) => wanted.map(({ name }) => ({ scenario: name, seed })));
}

/** `atEnd` is called while all of the world is still there. */
export function runTask(
  task: Task,
  options: Options,
  parts: Parts,
  signatures: SignatureMemory,
  atEnd?: () => void,
): RunResult {
  const scenario = parts.scenarios.find(({ name }) => name === task.scenario);
  if (scenario === undefined) throw new Error(`there is no scenario ${task.scenario}`);
  const names = [...(scenario.liars?.strategies ?? []), ...options.adversaries];
  const { nodes, hours, share, traceLines } = options;
  return runSeed({
    seed: task.seed,
    nodes,
    hours,
    scenario,
    checkers: parts.checkers,
    adversaries: parts.adversaries.filter(({ name }) => names.includes(name)),
    liarShare: share ?? scenario.liars?.share ?? (options.adversaries.length > 0 ? SHARE : 0),
    signatures,
    traceLines,
    ...(atEnd && { atEnd }),
  });
}
