/**
 * Single old blocks for peers without a grant. One block by its hash is open to everybody: a wallet fetches the block
 * that its filter points to. Without a bound, the complete chain could be had so, one block after the other.
 */
import { hostGroup } from "@triad/gossip";
import { type Allowance, GroupAllowance } from "./group-allowance.ts";
import type { NetAddress, Now } from "./seam.ts";

/**
 * Of a network group, on any number of connections and with any number of keys: as many as a wallet that was away for a
 * week and was paid often needs at once, then 8,640 in a day.
 */
export const OLD_BLOCKS_OF_GROUP: Allowance = { tokens: 64, tokenMs: 10_000 };
/**
 * Of all groups together: 86,400 in a day, and 512 once. So the complete chain of a year at a block a minute (525,600
 * blocks) takes somebody with addresses of ten groups six days, and somebody with addresses of one group two months;
 * without a bound, minutes. What may be passed on by anybody who has it is slowed down by this, not kept secret.
 */
export const OLD_BLOCKS_OF_ALL: Allowance = { tokens: 512, tokenMs: 1_000 };

export class OldBlocks {
  readonly #allowance = new GroupAllowance(OLD_BLOCKS_OF_GROUP, OLD_BLOCKS_OF_ALL);

  /** Whether whoever is connected from there may have one more. */
  take(from: NetAddress | undefined, now: Now): boolean {
    return from !== undefined && this.#allowance.take(hostGroup(from.host), now);
  }
}
