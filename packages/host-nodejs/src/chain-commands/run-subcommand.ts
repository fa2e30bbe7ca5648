/** A subcommand as a program: the directory opened, the work done, the exit code. */

import { coinCacheBytes } from "../core-options.ts";
import { defaultDataDirectory } from "../data-directory.ts";
import { EXIT } from "../fatal-error.ts";
import type { NodeOptions } from "../option-table.ts";
import { openNetwork } from "../role-network.ts";
import type { RoleName } from "../role-options.ts";
import { withChain } from "./open-chain.ts";
import { BAR_EVERY_MS, tellProgress } from "./progress.ts";
import { openWorkLines } from "./progress-bar.ts";
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
  const lines = openWorkLines(process.stderr, process.env);
  const { tell } = lines;
  const print = (line: string) => {
    lines.clear();
    process.stdout.write(`${line}\n`);
  };
  const progress = tellProgress(
    subcommand.progressWord,
    lines.tellProgress,
    lines.moves ? { everyMs: BAR_EVERY_MS } : {},
  );
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
  ).finally(lines.clear);
  return isGood ? EXIT.ok : EXIT.failure;
}
