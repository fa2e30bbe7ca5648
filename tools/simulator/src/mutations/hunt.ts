/** Runs a copy with a bug in a process of its own, since what a bug does to a process can be anything. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { HuntOrder, RunReport } from "./hunt-order.ts";
import { makeCopy } from "./mutated-copy.ts";
import type { Mutation } from "./mutation.ts";

/** Of real time. A run takes seconds on an idle core; whoever is not through by then has lost its way. */
const RUN_MS_MAX = 300_000;
const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));

export interface HuntResult {
  /** Runs that were begun. */
  readonly runs: number;
  /** Simulated, of all runs together. */
  readonly nodeHours: number;
  readonly last: RunReport | undefined;
}

/** Undefined: an exact copy, in which nothing may be found. */
export async function hunt(mutation: Mutation | undefined, order: HuntOrder): Promise<HuntResult> {
  const program = `${makeCopy(mutation)}/mutations/hunt-in-copy.ts`;
  const child = spawn(process.execPath, ["--import", "tsx", program, JSON.stringify(order)], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let isStuck = false;
  let errors = "";
  const giveUp = (): void => {
    isStuck = true;
    child.kill("SIGKILL");
  };
  let timer = setTimeout(giveUp, RUN_MS_MAX);
  const reports: RunReport[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => {
    clearTimeout(timer);
    timer = setTimeout(giveUp, RUN_MS_MAX);
    reports.push(JSON.parse(line));
  });
  child.stderr.on("data", (data) => {
    errors = `${errors}${data}`.slice(-2_000);
  });
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  clearTimeout(timer);
  const isOver = code === 0 || reports.at(-1)?.found !== undefined;
  if (!isOver) {
    const next = order.runs[reports.length];
    const by = isStuck ? "a run never ends" : "the process ends";
    if (next !== undefined) reports.push({ ...next, nodeHours: 0, found: { by, text: errors } });
  }
  const nodeHours = reports.reduce((sum, report) => sum + report.nodeHours, 0);
  return { runs: reports.length, nodeHours, last: reports.at(-1) };
}
