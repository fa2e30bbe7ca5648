/** `npm run testnet`: exit code 0 only if all nodes ended at one tip and no payment was lost. */
import { readTestnetOptions, USAGE } from "./options.ts";
import { makeReport } from "./report.ts";
import { runTestnet } from "./testnet.ts";

const ended = new AbortController();

async function main(): Promise<number> {
  let options: ReturnType<typeof readTestnetOptions>;
  try {
    options = readTestnetOptions(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${USAGE}`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => ended.abort());
  const report = makeReport(options.json, (line) => process.stdout.write(`${line}\n`));
  return (await runTestnet(options, report, ended.signal)) ? 0 : 1;
}

// at once: after a failure payments or streams may still be under way
process.exit(await main());
