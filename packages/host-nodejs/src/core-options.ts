/** What the options and the data directory mean for the role itself. */
import { availableParallelism } from "node:os";
import { keyOfAddress, type Network } from "@triad/chain";
import { KEEP_BLOCKS_MIN, type NetAddress } from "@triad/roles";
import { EXIT, FatalError } from "./fatal-error.ts";
import type { NodeOptions } from "./option-table.ts";
import { systemRandomness } from "./randomness.ts";
import type { RoleName, RoleOptions } from "./role-options.ts";
import type { Running } from "./running.ts";
import { VERSION } from "./version.ts";

export function coreOptions(running: Running, listen: NetAddress | undefined, threads: number): RoleOptions {
  const { role, options, network, data, payTo } = running;
  const common = {
    network,
    store: data.store,
    randomness: systemRandomness,
    schnorr: data.schnorr.backend,
    nodeSecretKey: data.nodeSecretKey,
    walletSeed: data.walletSeed,
    walletBirthday: data.walletBirthday,
    userAgent: `triad-${role}/${VERSION}`,
    listen,
    connectOnly: options.connect,
    peers: options.peers,
    maxInbound: options.maxInbound,
    maxOutbound: options.maxOutbound,
  };
  switch (role) {
    case "full-node":
      return { ...common, ...chainOptions(options, 0), access: { policy: options.access, allow: options.allow } };
    case "miner":
      return {
        ...common,
        ...chainOptions(options, KEEP_BLOCKS_MIN),
        mining: {
          mode: options.mine,
          threads,
          payTo,
          text: options.coinbaseText,
          powerPercent: options.power,
        },
      };
    case "light-node":
      return common;
    default:
      return role satisfies never;
  }
}

function chainOptions(
  options: NodeOptions,
  keepByDefault: number,
): Pick<RoleOptions, "keepBlocks" | "coinCacheBytes" | "isIndexed"> {
  const keepBlocks = options.prune ?? keepByDefault;
  return {
    keepBlocks: keepBlocks === 0 ? undefined : keepBlocks,
    coinCacheBytes: coinCacheBytes(options),
    isIndexed: options.index !== undefined,
  };
}

/** @throws FatalError where an index is wished for and not all blocks are to be kept. */
export function checkIndexOption(role: RoleName, { index, prune }: NodeOptions): void {
  if (index === undefined || (prune ?? (role === "miner" ? KEEP_BLOCKS_MIN : 0)) === 0) return;
  const advice = role === "miner" ? "Add --prune 0; the miner then keeps every block." : "Leave --prune away.";
  throw new FatalError(`--index address needs every block, and this node is to prune them. ${advice}`, EXIT.usage);
}

/** @throws FatalError where an index is wished for of a chain of which an earlier run has pruned blocks. */
export function checkIndexedChain({ index }: NodeOptions, prunedHeight: number): void {
  if (index === undefined || prunedHeight === 0) return;
  throw new FatalError(
    `--index address needs every block, and those up to height ${prunedHeight} were pruned by an earlier run. Start with ` +
      "an empty data directory to get all of them again, or without --index.",
  );
}

export function coinCacheBytes({ coinCache }: NodeOptions): number {
  return coinCache * 1_000_000;
}

/** One core is left to the node itself. */
export function threadsOf({ threads }: NodeOptions): number {
  return threads ?? Math.max(1, availableParallelism() - 1);
}

/** @throws FatalError when it is no address of this network. */
export function readPayTo(address: string | undefined, network: Network): Uint8Array | undefined {
  if (address === undefined) return undefined;
  const key = keyOfAddress(address, network.params.addressPrefix);
  if (typeof key !== "string") return key;
  const { name, addressPrefix } = network.params;
  throw new FatalError(
    `--address ${address} can't be paid (${key}). Addresses of the network ${name} begin with ${addressPrefix}1.`,
    EXIT.usage,
  );
}
