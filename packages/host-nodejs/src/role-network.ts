/** The network that `--network` names: a built-in one, or a file. */
import { readFileSync } from "node:fs";
import { BUILT_IN_NETWORKS, makeNetwork, type Network, ParamsError, readNetworkFile } from "@triad/chain";
import { nearestWord } from "./edit-distance.ts";
import { EXIT, FatalError } from "./fatal-error.ts";
import { fileFault } from "./file-fault.ts";

/** @throws FatalError with what is wrong, exit code 2. */
export function openNetwork(nameOrFile: string): Network {
  const builtIn = Object.entries(BUILT_IN_NETWORKS).find(([name]) => name === nameOrFile);
  if (builtIn !== undefined) return makeNetwork(builtIn[1]);
  try {
    return makeNetwork(readNetworkFile(readFileSync(nameOrFile, "utf8")));
  } catch (error) {
    if (error instanceof ParamsError) throw usage(`The network file ${nameOrFile} can't be used: ${error.message}.`);
    throw usage(unknownNetwork(nameOrFile, error));
  }
}

function unknownNetwork(nameOrFile: string, error: unknown): string {
  const names = Object.keys(BUILT_IN_NETWORKS);
  const near = nearestWord(nameOrFile, names);
  const hint = near === undefined ? "" : ` Did you mean ${near}?`;
  return `--network ${nameOrFile} is neither ${names.join(", ")} nor a file that can be read (${fileFault(error)}).${hint}`;
}

function usage(message: string): FatalError {
  return new FatalError(message, EXIT.usage);
}
