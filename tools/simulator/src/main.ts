/** `npm run simulate`: reads the options, runs, says what came of it. */
import { readOptions } from "./command-line.ts";
import { helpText } from "./help-text.ts";
import { loadAdversaries, loadCheckers, loadScenarios } from "./load-folder.ts";
import { runInWorkers } from "./seed-workers.ts";
import { simulate } from "./simulate.ts";

if (process.argv.includes("--mutations")) {
  await import("./mutations/main.ts");
  process.exit();
}
if (process.argv.includes("--measure")) {
  await import("./measure/main.ts");
  process.exit();
}
const options = readOptions(process.argv.slice(2));
if (typeof options === "string") {
  console.error(options);
  process.exit(2);
}
const [scenarios, adversaries, checkers] = await Promise.all([loadScenarios(), loadAdversaries(), loadCheckers()]);
if (options.help) {
  console.log(helpText(scenarios, adversaries, checkers));
  process.exit(0);
}
process.exitCode = await simulate(
  options,
  { scenarios, adversaries, checkers },
  {
    runAll: runInWorkers,
    stopwatchMs: () => performance.now(),
    processorSeconds: () => (process.cpuUsage().user + process.cpuUsage().system) / 1e6,
    say: (line) => console.error(line),
    write: (line) => console.log(line),
  },
);
