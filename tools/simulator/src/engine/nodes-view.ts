/**
 * What checkers may look at inside a program that validates. The role's class is not exported; these are its public
 * parts, found by looking for them, so that a renamed part fails at once instead of checking nothing.
 */
import type { BlockChain } from "@triad/chain/blocks";
import type { ConnectionCounts } from "@triad/gossip";
import type { Mempool } from "@triad/mempool";
import type { Core } from "@triad/roles";
import type { Wallet } from "@triad/wallet";
import { LyingCore } from "./lying-core.ts";

export interface ValidatingParts {
  readonly chain: BlockChain;
  readonly pool: Mempool;
  readonly wallet: { readonly wallet: Wallet };
  readonly peers: { readonly connections: { counts(): ConnectionCounts } };
  readonly blocks: { readonly download: { inFlight(): number } };
  readonly transactions: { counts(): { readonly announcements: number; readonly inFlight: number } };
  readonly commits: { readonly hasFailed: boolean };
  readonly isSynchronising: boolean;
  /** Of nodes that keep an index of addresses. */
  readonly index: { readonly isReady: boolean } | undefined;
}

const PARTS = ["chain", "pool", "wallet", "peers", "blocks", "transactions", "commits", "isSynchronising", "index"];

/** Looked at once each: checkers ask after every turn. */
const looked = new WeakMap<Core, ValidatingParts>();

/** @throws Error when the core is no full node or miner. */
export function partsOf(program: Core): ValidatingParts {
  const known = looked.get(program);
  if (known !== undefined) return known;
  const parts = findParts(program);
  looked.set(program, parts);
  return parts;
}

function findParts(program: Core): ValidatingParts {
  const core = program instanceof LyingCore ? program.core : program;
  for (const part of PARTS) {
    if (!(part in core)) throw new Error(`the validating node has no part "${part}" any more: tell the simulator`);
  }
  return core as Core & ValidatingParts;
}
