/** `npm run drill`: exit code 0 only if the drill ended well. */
import { makeReport } from "@triad/testnet";
import { drillKills } from "./kills.ts";
import { runLine } from "./line.ts";
import { readDrillOptions, USAGE } from "./options.ts";
import { drillPartition } from "./partition.ts";
import { type DrillRun, runDrill, type Verdict } from "./run-drill.ts";
import { median, worst } from "./wait-until.ts";

const ended = new AbortController();

async function main(): Promise<number> {
  let options: ReturnType<typeof readDrillOptions>;
  try {
    options = readDrillOptions(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${USAGE}`);
    return 2;
  }
  const { drill, kills, blocks, payments, payEveryMs, keep } = options;
  if (drill === undefined) {
    process.stdout.write(USAGE);
    return 0;
  }
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, interrupt);
  const report = makeReport(false, (line) => process.stdout.write(`${line}\n`));
  const run: DrillRun = { directory: undefined, report, ended: ended.signal };
  const start = {
    kills: () => drillKills(run, kills),
    partition: () => drillPartition(run, blocks, payEveryMs),
    line: () => drillLine(payments),
  }[drill];
  return (await runDrill(drill, run, keep, start)) ? 0 : 1;
}

/** The first asks for an orderly end, the second ends at once; the nodes end with this process. */
function interrupt(): void {
  if (ended.signal.aborted) process.exit(1);
  ended.abort();
}

async function drillLine(payments: number): Promise<Verdict> {
  const { paymentMs, blockMs, links, problems } = await runLine(Math.ceil(payments / 2));
  const ms = (values: readonly number[]): string =>
    `median ${median(values).toFixed(0)} ms, worst ${worst(values).toFixed(0)} ms`;
  return {
    numbers: [
      `${paymentMs.length} payments over four hops into the last pool: ${ms(paymentMs)}`,
      `${blockMs.length} blocks over four hops to the last tip: ${ms(blockMs)}`,
      ...links.map(
        ({ link, frames, byKind }) =>
          `link ${link}: ${frames} frames (${[...byKind].map(([kind, count]) => `${count} ${kind}`).join(", ")})`,
      ),
      `items that crossed a link twice: ${problems.filter((problem) => problem.includes("times over link")).length}`,
    ],
    problems,
  };
}

process.exitCode = await main();
