/** Invariants 12 and 24, as far as sizes can be seen from outside: nothing grows beyond what the product states. */
import { BLOCKS_IN_FLIGHT_PER_PEER_MAX } from "@triad/gossip";
import { ORPHANS_MAX, POOL_BYTES_MAX, POOL_TRANSACTIONS_MAX } from "@triad/mempool";
import { partsOf, type ValidatingParts } from "../engine/nodes-view.ts";
import { INBOUND_MAX, OUTBOUND_MAX } from "../engine/population.ts";
import { MINUTE } from "../engine/timetable.ts";
import type { Checker } from "./checker.ts";

const NAME = "sizes-bounded";
/** Addresses that an operator gave are dialled besides. */
const MANUAL_MAX = 1;
/** As in gossip's address-book.ts and transaction-requests.ts. */
const ADDRESSES_MAX = 4_096;
const ANNOUNCEMENTS_PER_PEER_MAX = 5_000;
/** Itself included. As in mempool's policy.ts. */
const ANCESTORS_MAX = 25;

export const checker: Checker = {
  name: NAME,
  claim: "Pool, orphans, requests, announcements, connections and known addresses stay within their bounds.",
  begin: (world) => ({
    everyMs: MINUTE,
    periodically() {
      for (const node of world.honestValidating) {
        if (node.core === undefined) continue;
        const fault = beyondBounds(partsOf(node.core));
        if (fault !== undefined) world.violated(NAME, fault, node);
      }
    },
    atRest() {
      // liars go on asking and announcing; where there are none, everything must have been answered
      if (world.honest.length < world.nodes.length) return;
      for (const node of world.honestValidating) {
        if (node.core === undefined) continue;
        const { blocks, transactions } = partsOf(node.core);
        const inFlight = blocks.download.inFlight() + transactions.counts().inFlight;
        if (inFlight > 0) world.violated(NAME, `${inFlight} requests are in flight at rest`, node);
      }
    },
  }),
};

/** What is too large, in a sentence. */
export function beyondBounds({
  pool,
  peers,
  blocks,
  transactions,
}: Pick<ValidatingParts, "pool" | "peers" | "blocks" | "transactions">): string | undefined {
  const counts = peers.connections.counts();
  const { announcements, inFlight } = transactions.counts();
  const announcementsMax = ANNOUNCEMENTS_PER_PEER_MAX * Math.max(1, counts.inbound + counts.outbound);
  const sizes: readonly (readonly [what: string, size: number, max: number])[] = [
    ["bytes in the pool", pool.bytes, POOL_BYTES_MAX],
    ["transactions in the pool", pool.size, POOL_TRANSACTIONS_MAX],
    [
      "ancestors of a transaction",
      Math.max(0, ...[...pool.entries()].map(({ withAncestors }) => withAncestors.count)),
      ANCESTORS_MAX,
    ],
    ["orphans", pool.orphanCount, ORPHANS_MAX],
    ["inbound connections", counts.inbound, INBOUND_MAX],
    ["outbound connections", counts.outbound, OUTBOUND_MAX + MANUAL_MAX],
    ["known addresses", counts.addresses, ADDRESSES_MAX],
    ["blocks in flight", blocks.download.inFlight(), BLOCKS_IN_FLIGHT_PER_PEER_MAX * Math.max(1, counts.ready)],
    ["announcements kept", announcements, announcementsMax],
    ["transactions in flight", inFlight, announcementsMax],
  ];
  const wrong = sizes.find(([, size, max]) => size > max);
  return wrong && `${wrong[1]} ${wrong[0]}; ${wrong[2]} is the limit`;
}
