/** What a host hands to a role's constructor: everything from outside, fixed for the role's life. */
import type { ChainStore, Network } from "@triad/chain";
import type { SchnorrBackend } from "@triad/crypto";
import type { PoolLimits } from "@triad/mempool";
import type { KeySource } from "@triad/wallet";
import type { AccessPolicy, MiningMode } from "./operator.ts";
import type { NetAddress, Randomness } from "./seam.ts";

/**
 * The fewest blocks below the tip of which a node keeps bodies and undo data. Two weeks of ten-minute blocks and some
 * more, and twice what it offers to every peer (docs/spec/network.md): a deeper reorganisation ends it.
 */
export const KEEP_BLOCKS_MIN = 2_880;

export type RoleName = "full-node" | "miner" | "light-node";

export interface RoleOptions {
  readonly network: Network;
  readonly store: ChainStore;
  readonly randomness: Randomness;
  readonly schnorr: SchnorrBackend;
  /** 32 bytes; who this node is among its peers. */
  readonly nodeSecretKey: Uint8Array;
  /** 64 bytes (BIP-39 seed); of an encrypted wallet its account's public key, until an operator unlocks it. */
  readonly walletSeed: KeySource;
  /** Unix seconds: no older block pays the wallet; undefined: any may. A light node looks at none before. */
  readonly walletBirthday?: number | undefined;
  readonly userAgent: string;
  /** Where peers reach this node; undefined: it does not listen. A host of `::` means every address of the machine. */
  readonly listen: NetAddress | undefined;
  /** When given, no other address is dialled. */
  readonly connectOnly: readonly NetAddress[] | undefined;
  /** Dialled besides those that the node finds by itself. */
  readonly peers: readonly NetAddress[];
  readonly maxInbound: number;
  readonly maxOutbound: number;
  readonly mining?: MiningOptions;
  /** Blocks below the tip of which bodies and undo data are kept; undefined: all. At least KEEP_BLOCKS_MIN. */
  readonly keepBlocks?: number | undefined;
  /** Whether an index of addresses is kept. Only where all blocks are. */
  readonly isIndexed?: boolean | undefined;
  /** Memory for coins; a default unless given. */
  readonly coinCacheBytes?: number | undefined;
  /** Of the pool; its own policy where nothing is given. */
  readonly poolLimits?: Partial<PoolLimits>;
  /** Who may have the complete chain of a full node; everybody unless given. */
  readonly access?: AccessOptions;
}

export interface AccessOptions {
  readonly policy: AccessPolicy;
  /** Node keys, 64 hexadecimal digits each, that are granted access whatever the policy. */
  readonly allow: readonly string[];
}

export interface MiningOptions {
  readonly mode: MiningMode;
  readonly threads: number;
  /** Public key (32 bytes, x-only); undefined: the wallet's own. */
  readonly payTo: Uint8Array | undefined;
  /** Written into the coinbase. */
  readonly text: string;
  /** How much of its time each thread searches, 1 to 100; all of it unless given. */
  readonly powerPercent?: number;
}
