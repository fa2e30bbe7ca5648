/**
 * What the end of a connection means for the peer's next one. One row for each code, so that a new code cannot be added
 * without the question being asked.
 *
 * - nothing: no fault of the peer, or none that it could help;
 * - discourage: it broke a rule that no attacker can make an honest node break. It may come back, and its connections
 *   are the first to make room. Not more: keys cost nothing, and behind an address there may be others;
 * - ban: an operator's decision. No program bans by itself, or whoever shares an address with an honest node could shut
 *   it out.
 */
import type { DisconnectCode } from "./disconnect-codes.ts";

export type Consequence = "nothing" | "discourage" | "ban";

export const CONSEQUENCES: Readonly<Record<DisconnectCode, Consequence>> = {
  "shutting-down": "nothing",
  operator: "nothing",
  "different-network": "nothing",
  self: "nothing",
  duplicate: "nothing",
  "too-old": "nothing",
  "bad-proof": "discourage",
  "protocol-error": "discourage",
  "handshake-timeout": "nothing",
  full: "nothing",
  "ping-timeout": "nothing",
  unrequested: "discourage",
  "invalid-header": "discourage",
  "invalid-block": "discourage",
  stalled: "nothing",
  banned: "ban",
  "not-allowed": "nothing",
  "slow-reader": "nothing",
  "bad-frame": "discourage",
  flood: "discourage",
  feeler: "nothing",
  evicted: "nothing",
  "wrong-filter": "discourage",
};
