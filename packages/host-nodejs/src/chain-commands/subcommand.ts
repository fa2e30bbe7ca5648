/** What a subcommand is, and what it is given. */
import type { CommittingStore, Network } from "@triad/chain";
import type { SchnorrWish } from "../choose-schnorr.ts";
import type { DataPaths } from "../data-directory.ts";
import type { Progress } from "./progress.ts";

export interface CommandRun {
  readonly network: Network;
  readonly paths: DataPaths;
  readonly store: CommittingStore;
  readonly progress: Progress;
  /** As the option says. */
  readonly signatures: SchnorrWish;
  readonly coinCacheBytes: number;
  /** A line for whoever looks on: to the standard error. */
  readonly tell: (line: string) => void;
  /** A line of the result: to the standard output. */
  readonly print: (line: string) => void;
}

export interface Subcommand {
  readonly name: string;
  /** It takes a file, named after it. */
  readonly takesFile: boolean;
  /** Begins a chain where there is none. */
  readonly createsChain: boolean;
  /** A light node, which keeps no blocks, can do it all the same: by getting them from full nodes. */
  readonly runsOnLightNode?: true;
  /** What lines about its progress begin with. */
  readonly progressWord: string;
  readonly help: string;
  /** False: it ended without an error and found something wrong. `file` is "" where it takes none. */
  readonly run: (file: string, run: CommandRun) => Promise<boolean>;
}
