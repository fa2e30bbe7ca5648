/**
 * @triad/roles: the three programs as state machines.
 *
 * Responsible for: wiring chain, pool, gossip, mining and wallet into a full node, a miner and a light node;
 * doors ./full-node, ./miner, ./light-node.
 * Depends on: gossip, mempool, mining, wallet, chain, protocol, crypto. No I/O.
 */

export { REINDEX_RECORD, reindexBatch, SYNC_ANEW_RECORD, syncAnewBatch } from "./chain-reset.ts";
export { formatNetAddress, parseNetAddress } from "./net-address.ts";
export type * from "./operator.ts";
export {
  type AccessOptions,
  KEEP_BLOCKS_MIN,
  type MiningOptions,
  type RoleName,
  type RoleOptions,
} from "./role-options.ts";
export type * from "./seam.ts";
