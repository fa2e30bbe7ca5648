/** What a subcommand on the wallet is, and what it is given. */
import type { CommittingStore, Network } from "@triad/chain";
import type { DataPaths } from "../data-directory.ts";
import type { Prompt } from "../prompt.ts";
import type { RoleName } from "../role-options.ts";
import type { ScryptCosts } from "../wallet-cipher.ts";

export interface WalletRun {
  readonly role: RoleName;
  readonly network: Network;
  /** Held for this command: no node runs on it. */
  readonly paths: DataPaths;
  readonly prompt: Prompt;
  /** Behind the command's name; undefined where none was given. */
  readonly file: string | undefined;
  readonly birthday: number | undefined;
  readonly remove: boolean;
  /** Of a passphrase that is set. */
  readonly costs: ScryptCosts;
  /** The chain of the directory, where there is one. */
  readonly withStore: (use: (store: CommittingStore) => Promise<void>) => Promise<void>;
  /** A line for whoever looks on: to the standard error. */
  readonly tell: (line: string) => void;
  /** A line of the result: to the standard output. */
  readonly print: (line: string) => void;
}

export interface WalletCommand {
  readonly name: string;
  /** What follows the name. */
  readonly usage: string;
  /** A file, named after it. */
  readonly takesFile: "always" | "if-given" | "never";
  /** Options of its own, beside those of the role. */
  readonly takes: readonly ("birthday" | "remove")[];
  /** Begins a data directory where there is none. */
  readonly createsDirectory: boolean;
  readonly help: string;
  /** @throws FatalError, WalletFault */
  readonly run: (run: WalletRun) => Promise<void>;
}
