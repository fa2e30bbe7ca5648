import { describe, expect, it } from "vitest";
import { TARGETS } from "./all-targets.ts";
import { readCorpus } from "./corpus.ts";
import { Random } from "./generate/random.ts";
import { runTarget, tryInput } from "./run-target.ts";

const SEED = 20_261_123;
/** Each target's share of a test run; `npm run fuzz` goes on for as long as it is told. */
const INPUTS_MAX = 3_000;
const MS_MAX = 1_500;

describe.each(TARGETS)("$name ($reads)", ({ name, open }) => {
  it("survives its corpus: what once failed, and one input of each outcome", async () => {
    const target = await open();
    const findings: string[] = [];
    for (const kept of readCorpus(name)) {
      const { finding } = await tryInput(target, kept.input);
      // how long it takes says nothing on a machine that runs other tests beside this one
      if (finding !== undefined && !finding.slow) findings.push(`${kept.name}: ${finding.what}`);
    }
    await target.close?.();
    expect(findings).toEqual([]);
  });

  it("lets nothing escape for random, shaped and mutated inputs", async () => {
    const target = await open();
    const end = performance.now() + MS_MAX;
    const report = await runTarget(target, {
      random: new Random(SEED, name),
      // a busy machine gets through its samples too
      goesOn: (executions) =>
        executions <= target.samples.length || (executions < INPUTS_MAX && performance.now() < end),
      corpus: [],
      slowIsFound: false,
    });
    await target.close?.();
    const found = report.findings.map(({ what, input }) => `${what}: ${Buffer.from(input).toString("hex")}`);
    expect(found).toEqual([]);
    expect(report.executions).toBeGreaterThan(target.samples.length);
    const outcomes = [...report.outcomes.keys()].map((outcome) => outcome.split(" ")[0]);
    expect(outcomes, "the samples are accepted").toContain("accepted");
  });
});
