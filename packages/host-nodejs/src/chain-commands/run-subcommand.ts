/** A subcommand as a program: the directory opened, the work done, the exit code. */

import { coinCacheBytes } from "../core-options.ts";
import { defaultDataDirectory } from "../data-directory.ts";
import { EXIT } from "../fatal-error.ts";
import type { NodeOptions } from "../option-table.ts";
import { openNetwork } from "../role-network.ts";
import type { RoleName } from "../role-options.ts";
import { withChain } from "./open-chain.ts";
import { tellProgress } from "./progress.ts";
import type { SubcommandLine } from "./read-subcommand.ts";

/** Resolves with the exit code. @throws FatalError */
export async function runSubcommand(
  role: RoleName,
  { subcommand, file }: SubcommandLine,
  options: NodeOptions,
  home: string | undefined,
): Promise<number> {
  const network = openNetwork(options.network);
  const directory = options.dataDirectory ?? defaultDataDirectory(role, network.params.name, home);
  const tell = (line: string) => void process.stderr.write(`${line}\n`);
  const print = (line: string) => void process.stdout.write(`${line}\n`);
  const progress = tellProgress(subcommand.progressWord, tell);
  const isGood = await withChain(directory, network, { create: subcommand.createsChain }, (chain) =>
    subcommand.run(file, {
      ...chain,
      network,
      progress,
      signatures: options.signatures,
      coinCacheBytes: coinCacheBytes(options),
      tell,
      print,
    }),
  );
  return isGood ? EXIT.ok : EXIT.failure;
}
