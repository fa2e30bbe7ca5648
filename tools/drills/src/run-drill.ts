/** What surrounds a drill with processes: nothing of it outlives it, and the data are kept only when it failed. */
import { rm } from "node:fs/promises";
import { killLivingNodes, type Report } from "@triad/testnet";

export interface Verdict {
  /** One line each. */
  readonly numbers: readonly string[];
  readonly problems: readonly string[];
}

export interface DrillRun {
  /** Where its data are, once there are any. */
  directory: string | undefined;
  readonly report: Report;
}

/** Prints the verdict; true: nothing is wrong. */
export async function runDrill(
  name: string,
  run: DrillRun,
  keep: boolean,
  drill: (run: DrillRun) => Promise<Verdict>,
): Promise<boolean> {
  process.once("exit", killLivingNodes);
  let verdict: Verdict;
  try {
    verdict = await drill(run);
  } catch (error) {
    verdict = { numbers: [], problems: [(error as Error).message] };
  } finally {
    killLivingNodes();
  }
  const { numbers, problems } = verdict;
  for (const line of numbers) run.report.event("result", line);
  for (const problem of problems) run.report.event("problem", `PROBLEM: ${problem}`);
  const ok = problems.length === 0;
  run.report.event("verdict", ok ? `The drill "${name}" ended well.` : `The drill "${name}" FAILED.`);
  if (run.directory !== undefined) {
    if (ok && !keep) await rm(run.directory, { recursive: true, force: true });
    else run.report.event("kept", `data and logs of the nodes are in ${run.directory}`);
  }
  return ok;
}
