/** `network new` as a program: the file written, and what to do with it. */
import { writeFileSync } from "node:fs";
import { basename } from "node:path";
import { makeNetwork, type Network, ParamsError, writeNetworkFile } from "@triad/chain";
import { EXIT, FatalError } from "../fatal-error.ts";
import { fileFault } from "../file-fault.ts";
import { newNetworkParams } from "./new-network.ts";
import type { NetworkLine } from "./read-network-command.ts";

/** Instead of a file: the standard output, as a container's files are gone with it. */
const STANDARD_OUTPUT = "-";

/** Resolves with the exit code. A file that is there stays as it is. @throws FatalError */
export function runNetworkCommand(
  { file, settings }: NetworkLine,
  unixSeconds: number,
  print: (line: string) => void,
): number {
  if (file === STANDARD_OUTPUT && settings.name === undefined) {
    throw new FatalError(
      "The standard output has no name to call the network by. Give it one with --name.",
      EXIT.usage,
    );
  }
  const name = settings.name ?? nameOfFile(file);
  const network = make(newNetworkParams(settings, name, unixSeconds));
  if (file === STANDARD_OUTPUT) {
    print(writeNetworkFile(network.params).trimEnd());
    return EXIT.ok;
  }
  try {
    // "wx": a network that somebody mines on is not replaced by another one
    writeFileSync(file, writeNetworkFile(network.params), { flag: "wx" });
  } catch (error) {
    throw new FatalError(describeFault(file, error));
  }
  print(`The network ${name} stands in ${file}.`);
  print(`Its chain id is ${Buffer.from(network.chainId).reverse().toString("hex")}.`);
  print(`Give the same file to every node of it: --network ${file}`);
  return EXIT.ok;
}

function make(params: Parameters<typeof makeNetwork>[0]): Network {
  try {
    return makeNetwork(params);
  } catch (error) {
    if (!(error instanceof ParamsError)) throw error;
    throw new FatalError(`This makes no network: ${error.message}.`, EXIT.usage);
  }
}

/** `My Acme.json` is acme's: what a name may not have is left out. */
function nameOfFile(file: string): string {
  return basename(file)
    .replace(/\.[^.]*$/, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "");
}

function describeFault(file: string, error: unknown): string {
  const isThere = error instanceof Error && "code" in error && error.code === "EEXIST";
  if (isThere) return `${file} is there already and stays as it is. Choose another name, or move it away.`;
  return `Can't write ${file}: ${fileFault(error)}.`;
}
