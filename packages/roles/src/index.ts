/**
 * @triad/roles: the three programs as state machines.
 *
 * Responsible for: wiring chain, pool, gossip, mining and wallet into a full node, a miner and a light node;
 * doors ./full-node, ./miner, ./light-node.
 * Depends on: gossip, mempool, mining, wallet, chain, protocol, crypto. No I/O.
 */

export { formatNetAddress, parseNetAddress } from "./net-address.ts";
export type * from "./operator.ts";
export type { AccessOptions, MiningOptions, RoleName, RoleOptions } from "./role-options.ts";
export type * from "./seam.ts";
