/** `npm run drill`: exit code 0 only if the drill ended well, 2 where it can't be run. */
import { makeReport } from "@triad/testnet";
import { drillAccess } from "./access/access.ts";
import { drillBlockRelay } from "./block-relay/block-relay.ts";
import { drillContainers } from "./containers/containers.ts";
import { drillKills } from "./kills.ts";
import { runLine } from "./line.ts";
import { drillNetnsAddressChange } from "./namespaces/netns-address-change.ts";
import { drillNetnsPartition } from "./namespaces/netns-partition.ts";
import { drillNetnsSlowLine } from "./namespaces/netns-slow-line.ts";
import { readDrillOptions, USAGE } from "./options.ts";
import { drillPartition } from "./partition.ts";
import { type DrillRun, runDrill, type Verdict } from "./run-drill.ts";
import { drillDiskFull, FULL_DISK_SIZES } from "./store/disk-full.ts";
import { FULL_SIZES } from "./store/drill-chains.ts";
import { drillStoreKills } from "./store/store-kills.ts";
import { median, worst } from "./wait-until.ts";

/** A wallet announces what is unconfirmed every 30 seconds: by then one round has passed. */
const REANNOUNCED_MS = 35_000;
const EXIT_CODES = { well: 0, failed: 1, skipped: 2 } as const;

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
  // the nodes end with this process, at its exit
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(1));
  const report = makeReport(false, (line) => process.stdout.write(`${line}\n`));
  const run: DrillRun = { directory: undefined, report };
  const start = {
    kills: () => drillKills(run, kills),
    "store-kills": () => drillStoreKills(run, kills, FULL_SIZES),
    partition: () => drillPartition(run, blocks, payEveryMs),
    line: () => drillLine(payments, (text) => report.event("progress", text)),
    "block-relay": () => drillBlockRelay(blocks, payments, (text) => report.event("progress", text)),
    access: () => drillAccess(run),
    containers: () => drillContainers(run),
    "disk-full": () => drillDiskFull(run, FULL_DISK_SIZES),
    "netns-partition": () => drillNetnsPartition(run),
    "netns-slow-line": () => drillNetnsSlowLine(run),
    "netns-address-change": () => drillNetnsAddressChange(run),
  }[drill];
  return EXIT_CODES[await runDrill(drill, run, keep, start)];
}

async function drillLine(payments: number, tell: (text: string) => void): Promise<Verdict> {
  const { paymentMs, blockMs, links, problems } = await runLine(Math.ceil(payments / 2), REANNOUNCED_MS, tell);
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

// at once: after a failure payments or streams may still be under way
process.exit(await main());
