/** All bugs that are planted. */
import { CHAIN_MUTATIONS } from "./chain-mutations.ts";
import { GOSSIP_MUTATIONS } from "./gossip-mutations.ts";
import { LIGHT_MUTATIONS } from "./light-mutations.ts";
import { MEMPOOL_MUTATIONS } from "./mempool-mutations.ts";
import type { Mutation } from "./mutation.ts";
import { ROLES_MUTATIONS } from "./roles-mutations.ts";
import { WALLET_MUTATIONS } from "./wallet-mutations.ts";

export const MUTATIONS: readonly Mutation[] = [
  ...CHAIN_MUTATIONS,
  ...MEMPOOL_MUTATIONS,
  ...GOSSIP_MUTATIONS,
  ...ROLES_MUTATIONS,
  ...WALLET_MUTATIONS,
  ...LIGHT_MUTATIONS,
];
