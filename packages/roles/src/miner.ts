/** The miner: verifies everything, manages a pool that its operator can choose from, and makes blocks. */
import type { MiningOptions, RoleOptions } from "./role-options.ts";
import type { Core } from "./seam.ts";
import { ValidatingNode } from "./validating-node.ts";

const MINING_DEFAULT: MiningOptions = { mode: "always", threads: 1, payTo: undefined, text: "" };

export function createMiner(options: RoleOptions): Core {
  return new ValidatingNode("miner", { ...options, mining: options.mining ?? MINING_DEFAULT });
}
