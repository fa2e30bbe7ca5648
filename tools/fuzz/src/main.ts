/** `npm run fuzz`: exit code 1 when something was found, 2 when it was told something it does not know. */
import { randomInt } from "node:crypto";
import { relative } from "node:path";
import { keepInput, readCorpus, SHAPE_BYTES_MAX } from "./corpus.ts";
import { Random } from "./generate/random.ts";
import { measureAll } from "./measure.ts";
import { type FuzzOptions, readFuzzOptions, USAGE } from "./options.ts";
import { describeFinding, describeReport } from "./report.ts";
import { runTarget, tryInput } from "./run-target.ts";
import type { TargetEntry } from "./target.ts";

const say = (line: string) => process.stdout.write(`${line}\n`);

async function main(): Promise<number> {
  let options: FuzzOptions;
  try {
    options = readFuzzOptions(process.argv.slice(2), randomInt(2 ** 32));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${USAGE}`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  if (options.measure) {
    await measureAll(say);
    return 0;
  }
  const [first] = options.targets;
  if (options.replay !== undefined && first !== undefined) return replay(first, options.replay);
  say(`seed ${options.seed}`);
  let findings = 0;
  for (const entry of options.targets) findings += await runEntry(entry, options);
  return findings === 0 ? 0 : 1;
}

async function runEntry(entry: TargetEntry, { minutes, targets, seed, keepShapes }: FuzzOptions): Promise<number> {
  const target = await entry.open();
  const end = performance.now() + (minutes * 60_000) / targets.length;
  const report = await runTarget(target, {
    random: new Random(seed, entry.name),
    goesOn: () => performance.now() < end,
    corpus: readCorpus(entry.name).map(({ input }) => input),
    slowIsFound: true,
  });
  await target.close?.();
  say(describeReport(entry.name, report));
  for (const finding of report.findings) {
    const path = relative(process.cwd(), keepInput(entry.name, "found", finding.input));
    say(describeFinding(entry.name, finding, path));
  }
  if (keepShapes) {
    for (const [outcome, input] of report.firsts) {
      if (outcome !== "failed" && input.length <= SHAPE_BYTES_MAX) keepInput(entry.name, "shape", input);
    }
  }
  return report.findings.length;
}

async function replay(entry: TargetEntry, input: Uint8Array): Promise<number> {
  const target = await entry.open();
  const { outcome, ms, finding } = await tryInput(target, input);
  await target.close?.();
  say(finding === undefined ? `${outcome} in ${ms.toFixed(2)} ms` : finding.what);
  return finding === undefined ? 0 : 1;
}

process.exitCode = await main();
