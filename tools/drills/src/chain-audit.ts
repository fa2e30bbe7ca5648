/** The audit of a node's data directory while the node does not run. */
import type { Network } from "@triad/chain";
import { auditStore, type ChainAudit } from "@triad/host-nodejs";
import { openLmdbStore } from "@triad/store-lmdb";

/** @throws StoreError */
export async function auditDirectory(chainDirectory: string, network: Network): Promise<ChainAudit> {
  const store = openLmdbStore({
    directory: chainDirectory,
    networkName: network.params.name,
    chainId: network.chainId,
    create: false,
  });
  try {
    return await auditStore(store, network);
  } finally {
    await store.close();
  }
}
