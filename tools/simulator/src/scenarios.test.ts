import { describe, expect, it } from "vitest";
import { readOptions } from "./command-line.ts";
import { loadAdversaries, loadScenarios } from "./load-folder.ts";
import { replayCommand } from "./replay-command.ts";
import { tasksOf } from "./run-task.ts";
import { runInWorkers } from "./seed-workers.ts";

/** Over all scenarios together: every scenario with seed 1, then every one with seed 2, until so many are done. */
const RUNS = Number(process.env.TRIAD_SIMULATOR_SEEDS ?? "50");
/** Floods take several times as long as all else: here one seed of each, by command as many as one likes. */
const COSTLY: readonly string[] = ["peers-eclipse", "peers-floods", "peers-half-liars"];
const HOURS = process.env.TRIAD_SIMULATOR_HOURS ?? "2";
/** A run takes some seconds of a core that does nothing else. */
const TEST_MS_MAX = 60_000 * RUNS;

const [scenarios, adversaries] = await Promise.all([loadScenarios(), loadAdversaries()]);

function options(...args: readonly string[]) {
  const read = readOptions(["--hours", HOURS, ...args]);
  if (typeof read === "string") throw new Error(read);
  return read;
}

describe("twelve nodes", () => {
  it(
    `keep every invariant in ${RUNS} runs of ${HOURS} hours`,
    async () => {
      const cheap = scenarios.filter(({ name, isOnlyByName }) => !COSTLY.includes(name) && isOnlyByName !== true);
      const order = options("--seeds", String(Math.ceil(RUNS / cheap.length)));
      const tasks = tasksOf(order, scenarios).filter(
        ({ scenario, seed }) => seed === "1" || !COSTLY.includes(scenario),
      );
      const violations: string[] = [];
      let done = 0;
      await runInWorkers(tasks.slice(0, RUNS), order, ({ scenario, seed, violation }) => {
        done += 1;
        if (violation === undefined) return;
        const replay = replayCommand(order, scenario, seed);
        violations.push(`${violation.checker} at ${violation.at}: ${violation.text}\n${replay}`);
      });
      expect(violations).toEqual([]);
      expect(done).toBe(RUNS);
    },
    TEST_MS_MAX,
  );
});

it("every strategy and scenario that is named exists", () => {
  const known = adversaries.map(({ name }) => name);
  const named = scenarios.flatMap(({ liars }) => liars?.strategies ?? []);
  expect(named.filter((name) => !known.includes(name))).toEqual([]);
  expect(COSTLY.filter((name) => !scenarios.some((scenario) => scenario.name === name))).toEqual([]);
});
