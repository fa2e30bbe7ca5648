/** How long the chains of payments are that a pool is handed when none of them is confirmed. */
import { ANCESTORS_MAX, DESCENDANTS_MAX } from "@triad/mempool";
import type { NodeClient } from "@triad/testnet";

/** txid → ids of those payments that it builds on, however far back. */
export type Ancestors = ReadonlyMap<string, ReadonlySet<string>>;

/** Of these payments among themselves, all of which the node must know. */
export async function ancestorsAmong(client: NodeClient, txids: readonly string[]): Promise<Ancestors> {
  const parents = new Map<string, readonly string[]>();
  for (const txid of txids) parents.set(txid, await client.parentsOf(txid));
  return new Map(txids.map((txid) => [txid, reach(txid, parents)]));
}

/**
 * Whether pools refuse it while the others are unconfirmed: then it waits in its payer's wallet, which offers it again
 * in rounds until the pool's limits leave room for it.
 */
export function isChainTooLong(txid: string, ancestors: Ancestors): boolean {
  const own = ancestors.get(txid) ?? new Set();
  if (own.size + 1 > ANCESTORS_MAX) return true;
  return [...own].some((above) => {
    const builtOn = [...ancestors.values()].filter((set) => set.has(above)).length;
    return builtOn + 1 > DESCENDANTS_MAX;
  });
}

function reach(txid: string, parents: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const found = new Set<string>();
  const stack = [txid];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    for (const parent of parents.get(next) ?? []) {
      if (!parents.has(parent) || found.has(parent)) continue;
      found.add(parent);
      stack.push(parent);
    }
  }
  return found;
}
