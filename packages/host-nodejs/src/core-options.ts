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
      return { ...common, ...chainOptions(role, options), access: { policy: options.access, allow: options.allow } };
    case "miner":
      return {
        ...common,
        ...chainOptions(role, options),
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
  role: RoleName,
  options: NodeOptions,
): Pick<RoleOptions, "keepBlocks" | "coinCacheBytes" | "isIndexed"> {
  return {
    keepBlocks: keepBlocksOf(role, options),
    coinCacheBytes: coinCacheBytes(options),
    isIndexed: options.index !== undefined,
  };
}

/** How many blocks below the tip are kept; undefined: all, as far as the role keeps blocks. */
export function keepBlocksOf(role: RoleName, { prune }: NodeOptions): number | undefined {
  const blocks = prune ?? (role === "miner" ? KEEP_BLOCKS_MIN : 0);
  return blocks === 0 ? undefined : blocks;
}

/** @throws FatalError where an index is wished for and not all blocks are to be kept. */
export function checkIndexOption(role: RoleName, options: NodeOptions): void {
  if (options.index === undefined || keepBlocksOf(role, options) === undefined) return;
  const advice = role === "miner" ? "Add --prune 0; the miner then keeps every block." : "Leave --prune away.";
  throw new FatalError(`--index address needs every block, and this node is to prune them. ${advice}`, EXIT.usage);
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
