/** `npm run bench -- NAME [options]`: exit code 1 when a bench failed, 2 when it was told something it does not know. */
import { BENCHES } from "./all-benches.ts";
import { type Bench, UsageError } from "./bench.ts";
import { printReport } from "./print-report.ts";

async function main(): Promise<number> {
  const [name, ...rest] = process.argv.slice(2);
  if (name === undefined || name === "--help") {
    process.stdout.write(listBenches());
    return 0;
  }
  const bench = BENCHES.find((candidate) => candidate.name === name);
  if (bench === undefined) {
    process.stderr.write(`There is no bench "${name}".\n\n${listBenches()}`);
    return 2;
  }
  if (rest.includes("--help")) {
    process.stdout.write(describeBench(bench));
    return 0;
  }
  const isJson = rest.includes("--json");
  const args = rest.filter((arg) => arg !== "--json");
  try {
    const report = await bench.run(args, (line) => void process.stderr.write(`${line}\n`));
    const { data } = report;
    process.stdout.write(isJson ? `${JSON.stringify({ bench: bench.name, ...data })}\n` : printReport(report));
    return 0;
  } catch (error) {
    // parseArgs of node:util throws TypeErrors of its own for options that it does not know
    const isUsage = error instanceof UsageError || (error as { code?: string }).code?.startsWith("ERR_PARSE_ARGS");
    if (isUsage !== true) throw error;
    process.stderr.write(`${(error as Error).message}\n\n${describeBench(bench)}`);
    return 2;
  }
}

function listBenches(): string {
  const width = Math.max(0, ...BENCHES.map(({ name }) => name.length));
  const lines = BENCHES.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `Usage: npm run bench -- NAME [options] [--json]\n\n${lines.join("\n")}\n\nEach has --help.\n`;
}

function describeBench({ name, summary, options }: Bench): string {
  const lines = [...options, "--json  one JSON object instead of tables"].map((line) => `  ${line}`);
  return `Usage: npm run bench -- ${name} [options]\n\n${summary}\n\n${lines.join("\n")}\n`;
}

// the nodes that a bench started end with this process, at its exit
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(1));

process.exit(await main());
