/** Subcommands, one after another on the data of nodes that don't run. */
import type { RoleName } from "@triad/host-nodejs";
import type { ChainPlace } from "../nodes/chain-place.ts";
import { CHAIN_SUBCOMMANDS } from "./chain-subcommands.ts";
import { NETWORK_SUBCOMMANDS } from "./network-subcommands.ts";
import { WALLET_SUBCOMMANDS } from "./wallet-subcommands.ts";

export interface SubcommandRow {
  readonly subcommand: string;
  readonly role: RoleName;
  readonly claim: string;
  readonly run: (place: ChainPlace) => Promise<void>;
}

export interface SubcommandCase {
  readonly touches: string;
  readonly title: string;
  readonly run: (place: ChainPlace) => Promise<void>;
}

export const SUBCOMMAND_CASES: readonly SubcommandCase[] = [
  ...CHAIN_SUBCOMMANDS,
  ...WALLET_SUBCOMMANDS,
  ...NETWORK_SUBCOMMANDS,
].map(({ subcommand, role, claim, run }) => ({
  touches: `subcommand ${subcommand}`,
  title: `${subcommand} of a ${role}: ${claim}`,
  run,
}));
