/**
 * `npm start`: asks which node to run and becomes that program. It is imported into this process rather than started
 * as a child, so that the terminal has one owner and Ctrl-C arrives once.
 */
import { fileURLToPath } from "node:url";
import { machineAddresses, VERSION } from "@triad/host-nodejs";
import { chooseProgram } from "./choose-program.ts";

const choice = await chooseProgram(process.argv.slice(2), {
  input: process.stdin,
  output: process.stdout,
  addresses: machineAddresses(),
  version: VERSION,
});
if ("exitCode" in choice) {
  process.exitCode = choice.exitCode;
} else {
  const url = new URL(`../../../${choice.program.path}`, import.meta.url);
  process.argv.splice(1, process.argv.length, fileURLToPath(url), ...choice.options);
  await import(url.href);
}
