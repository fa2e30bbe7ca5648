/** What surrounds a drill with processes: nothing of it outlives it, and the data are kept only when it failed. */
import { rm } from "node:fs/promises";
import { killLivingNodes, type Report } from "@triad/testnet";

export interface Verdict {
  /** One line each. */
  readonly numbers: readonly string[];
  readonly problems: readonly string[];
  /** The drill can't be run here, and why; it has said nothing about the nodes. */
  readonly skipped?: string;
}

export type DrillEnd = "well" | "failed" | "skipped";

export interface DrillRun {
  /** Where its data are, once there are any. */
  directory: string | undefined;
  readonly report: Report;
}

/** Prints the verdict. */
export async function runDrill(
  name: string,
  run: DrillRun,
  keep: boolean,
  drill: (run: DrillRun) => Promise<Verdict>,
): Promise<DrillEnd> {
  process.once("exit", killLivingNodes);
  let verdict: Verdict;
  try {
    verdict = await drill(run);
  } catch (error) {
    verdict = { numbers: [], problems: [(error as Error).message] };
  } finally {
    killLivingNodes();
  }
  const { numbers, problems, skipped } = verdict;
  for (const line of numbers) run.report.event("result", line);
  for (const problem of problems) run.report.event("problem", `PROBLEM: ${problem}`);
  const ok = problems.length === 0;
  const end: DrillEnd = !ok ? "failed" : skipped === undefined ? "well" : "skipped";
  run.report.event("verdict", describeEnd(name, end, skipped));
  if (run.directory !== undefined) {
    if (ok && !keep) await rm(run.directory, { recursive: true, force: true });
    else run.report.event("kept", `data and logs of the nodes are in ${run.directory}`);
  }
  return end;
}

function describeEnd(name: string, end: DrillEnd, skipped: string | undefined): string {
  switch (end) {
    case "well":
      return `The drill "${name}" ended well.`;
    case "failed":
      return `The drill "${name}" FAILED.`;
    case "skipped":
      return `The drill "${name}" was SKIPPED: ${skipped}.`;
    default: {
      const impossible: never = end;
      throw new Error(`no such end: ${impossible}`);
    }
  }
}
