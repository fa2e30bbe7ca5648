/** The subcommands on a chain, once: reading the command line, `--help` and running are all made of this table. */
import { exportChain } from "./export-chain.ts";
import { importChain } from "./import-chain.ts";
import { reindex } from "./reindex.ts";
import type { Subcommand } from "./subcommand.ts";
import { verifyChain } from "./verify-chain.ts";

export const SUBCOMMANDS: readonly Subcommand[] = [
  {
    name: "export-chain",
    takesFile: true,
    createsChain: false,
    runsOnLightNode: true,
    progressWord: "Exported",
    help: "Write the best chain to FILE (- for the standard output).",
    run: exportChain,
  },
  {
    name: "import-chain",
    takesFile: true,
    createsChain: true,
    progressWord: "Imported",
    help: "Read blocks from FILE (- for the standard input), with every check.",
    run: importChain,
  },
  {
    name: "verify-chain",
    takesFile: false,
    createsChain: false,
    progressWord: "Verified",
    help: "Check all rules and signatures again from genesis, and compare the coins.",
    run: (_file, run) => verifyChain(run),
  },
  {
    name: "reindex",
    takesFile: false,
    createsChain: false,
    progressWord: "Connected",
    help: "Make coins, undo data, filters and history anew from the stored blocks, with every check.",
    run: (_file, run) => reindex(run),
  },
];
