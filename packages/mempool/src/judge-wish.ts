/**
 * Whether the next block can be as the operator wishes it. A wish that contradicts another one, or the size of a block,
 * is refused with the reason when it is made: a wish that is taken is met.
 */
import { bytesOfKey, type HashKey } from "@triad/chain";
import { hashToDisplay } from "@triad/crypto";
import { type PolicyReject, policyReject } from "./policy-reject.ts";
import type { PoolEntry } from "./pool-entry.ts";
import { allWithAncestors, withAncestors, withDescendants } from "./pool-graph.ts";
import type { Wish, WishChoice } from "./verdicts.ts";

export interface WishedPool {
  byTxid(txid: HashKey): PoolEntry | undefined;
}

/** `blockBytesMax`: of the next block's transactions together, without the coinbase. */
export function judgeWish(
  txid: HashKey,
  choice: WishChoice,
  pool: WishedPool,
  wishes: Iterable<readonly [HashKey, Wish]>,
  blockBytesMax: number,
): PolicyReject | undefined {
  if (choice === "none") return undefined;
  const entry = pool.byTxid(txid);
  // to be kept out when it comes: that can be met whatever happens
  if (entry === undefined) return choice === "exclude" ? undefined : policyReject("wish-not-in-pool");
  const others = [...wishes].filter(([each]) => each !== txid);
  if (choice === "exclude") {
    const needed = withDescendants(entry);
    return refuseFirst(others, "include", needed, pool, "wish-needed");
  }
  const refusal = refuseFirst(others, "exclude", withAncestors(entry), pool, "wish-excluded");
  return refusal ?? checkFitsTogether(entry, others, pool, blockBytesMax);
}

/** The first of these wishes that is about one of these entries. */
function refuseFirst(
  wishes: readonly (readonly [HashKey, Wish])[],
  choice: WishChoice,
  entries: ReadonlySet<PoolEntry>,
  pool: WishedPool,
  code: "wish-needed" | "wish-excluded",
): PolicyReject | undefined {
  for (const [txid, wish] of wishes) {
    const other = wish.choice === choice ? pool.byTxid(txid) : undefined;
    if (other !== undefined && entries.has(other)) {
      return policyReject(code, { txid: hashToDisplay(bytesOfKey(txid)) });
    }
  }
  return undefined;
}

function checkFitsTogether(
  entry: PoolEntry,
  others: readonly (readonly [HashKey, Wish])[],
  pool: WishedPool,
  blockBytesMax: number,
): PolicyReject | undefined {
  const included = [entry];
  for (const [txid, { choice }] of others) {
    const other = choice === "include" ? pool.byTxid(txid) : undefined;
    if (other !== undefined) included.push(other);
  }
  let bytes = 0;
  for (const each of allWithAncestors(included)) bytes += each.bytes;
  return bytes <= blockBytesMax ? undefined : policyReject("wish-too-large", { bytes, max: blockBytesMax });
}
