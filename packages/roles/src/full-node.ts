/** The full node: keeps and verifies the whole chain, relays, and gives the chain to those who ask for it. */
import type { RoleOptions } from "./role-options.ts";
import type { Core } from "./seam.ts";
import { ValidatingNode } from "./validating-node.ts";

export function createFullNode({ mining: _, ...options }: RoleOptions): Core {
  return new ValidatingNode("full-node", options);
}
