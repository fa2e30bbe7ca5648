/** `npm run simulate -- --measure NAME`: measures what no invariant says, and prints it as tables. */
import { runInThreads } from "../seed-workers.ts";
import { eclipseCases, eclipseTables } from "./eclipse-tables.ts";
import { MEASURE_HELP, type MeasureOptions, readMeasureOptions } from "./measure-options.ts";
import type { MeasureAnswer, MeasureTask } from "./measure-task.ts";
import { partitionCases, partitionTables } from "./partition-tables.ts";
import { propagationTables } from "./propagation-tables.ts";

const options = readMeasureOptions(process.argv.slice(2));
if (typeof options === "string") {
  console.error(`${options}\n\n${MEASURE_HELP}`);
  process.exit(2);
}
const answers: MeasureAnswer[] = [];
const module = new URL("./measure-worker.ts", import.meta.url);
// memory and time of a large network are its own only if no other runs beside it
const jobs = options.measure === "propagation" ? 1 : options.jobs;
await runInThreads<MeasureTask, MeasureAnswer>({ module, data: undefined, jobs }, tasksOf(options), (answer) => {
  answers.push(answer);
  if (options.json) console.log(JSON.stringify(answer));
  else console.error(`${answers.length}: ${answer.seconds.toFixed(1)} s`);
});
if (!options.json) for (const text of tablesOf(answers)) console.log(`${text}\n`);

function tasksOf({ measure, seed, seeds, nodes, blocks, payments, pool }: MeasureOptions): readonly MeasureTask[] {
  const all = Array.from({ length: seeds }, (_, i) => String(seed + i));
  switch (measure) {
    case "propagation":
      return nodes.map((count) => {
        return { measure, order: { seed: String(seed), nodes: count, blocks, payments, pool } };
      });
    case "eclipse":
      return all.flatMap((each) => eclipseCases().map((of) => ({ measure, seed: each, of })));
    case "partition":
      return all.flatMap((each) => partitionCases(nodes).map((of) => ({ measure, seed: each, of })));
    default:
      return measure satisfies never;
  }
}

function tablesOf(all: readonly MeasureAnswer[]): readonly string[] {
  const propagation = all.flatMap((each) => (each.measure === "propagation" ? [each] : []));
  const eclipse = all.flatMap((each) => (each.measure === "eclipse" ? [each] : []));
  const partition = all.flatMap((each) => (each.measure === "partition" ? [each] : []));
  return [
    ...(propagation.length > 0
      ? propagationTables(propagation.map((each) => ({ ...each, megabytes: each.megabytes ?? 0 })))
      : []),
    ...(eclipse.length > 0 ? eclipseTables(eclipse) : []),
    ...(partition.length > 0 ? partitionTables(partition) : []),
  ];
}
