/** What `--help` prints. */
import type { Adversary } from "./adversaries/adversary.ts";
import type { Checker } from "./checkers/checker.ts";
import { LIVENESS_MS, MINUTE } from "./engine/timetable.ts";
import type { Scenario } from "./scenarios/scenario.ts";

export function helpText(
  scenarios: readonly Scenario[],
  adversaries: readonly Adversary[],
  checkers: readonly Checker[],
): string {
  const rows = (items: readonly (readonly [string, string])[]): string =>
    items.map(([name, about]) => `  ${name.padEnd(26)} ${about}`).join("\n");
  return `npm run simulate -- [options]

Runs the programs' own code in a simulated world, in which everything that happens follows from the seed.
Faults end ${LIVENESS_MS / MINUTE} minutes before the end of a run; by its end all must be well.

${rows([
  ["--seeds N", "how many seeds to run (1)"],
  ["--seed S", "the first seed (1)"],
  ["--nodes N", "machines in each run (12)"],
  ["--hours H", "simulated time of each run (2)"],
  ["--scenario NAME", "one of those below, or all in turn (all)"],
  ["--adversaries A,B", "strategies dealt out besides those of the scenario"],
  ["--share S", "part of the nodes that lie, at most 0.5"],
  ["--trace N", "lines of the trace to print after a violation (60)"],
  ["--jobs J", "threads that share the runs (one for each core)"],
  ["--memory", "tell what a run's memory comes to, for each node"],
  ["--json", "one line of JSON for each run, and one for all"],
  ["--measure NAME", "measure propagation, eclipse or partition instead; without a name it lists its options"],
  ["--mutations", "plant bugs instead, and say who finds them; with --only NAME, --runs N, --jobs J"],
])}

Exit code 0: no invariant was violated; 1: some were; 2: the options make no sense.

Scenarios:
${rows(scenarios.map(({ name, about }) => [name, about]))}

Adversaries:
${rows(adversaries.map(({ name, about }) => [name, about]))}

Checked in every run, besides that nothing throws:
${rows(checkers.map(({ name, claim }) => [name, claim]))}
`;
}
