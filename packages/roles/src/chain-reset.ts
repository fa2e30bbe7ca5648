/**
 * What makes a store's chain begin anew, as one batch each: what follows from headers and bodies is dropped, and so is
 * what the wallet read from blocks. A marker, a record of the store, stays until the work is done, so that a start after
 * a crash goes on with it.
 */
import {
  type ChainStore,
  type CommitBatch,
  EMPTY_BATCH,
  HeaderStatus,
  hashKey,
  type Network,
  readStoredHeaders,
  type StoredHeader,
  storedHeaderPage,
} from "@triad/chain";
import { historyNodesOf } from "@triad/chain/blocks";
import { HeaderIndex } from "@triad/chain/headers";
import { DecodeError, readBlock, readHeader, readTransaction, type Transaction } from "@triad/protocol";
import { forgetBlocks, WALLET_RECORD_PREFIX } from "@triad/wallet";

/** Coins, undo data, filters and history are being made again from the stored bodies. */
export const REINDEX_RECORD = "chain/reindex";
/** The bodies that are kept lead nowhere: the chain is to be got from peers from its beginning. */
export const SYNC_ANEW_RECORD = "chain/sync-anew";

const MARK = Uint8Array.of(1);

/**
 * The bodies stay, and count as not here until they are read again. The store must have all of them: nothing pruned.
 * History nodes follow from the headers alone, so that they come with the batch.
 */
export function reindexBatch(store: ChainStore, network: Network): CommitBatch {
  const headers = [...readStoredHeaders(store.headers())].map((header) => ({ ...header, status: 0 }));
  return {
    ...EMPTY_BATCH,
    cleared: ["coins", "undos", "filters", "history", "index"],
    headers,
    historyNodes: historyNodesOf(new HeaderIndex(network, [storedHeaderPage(headers)])),
    records: forgottenWith(store, REINDEX_RECORD, MARK, []),
  };
}

/**
 * Nothing but headers, keys and own payments is left; what was condemned stays condemned. Payments that are in blocks
 * which are still here count as sent again: the chain that comes may not have them.
 */
export function syncAnewBatch(store: ChainStore): CommitBatch {
  const headers = [...readStoredHeaders(store.headers())];
  return {
    ...EMPTY_BATCH,
    cleared: ["coins", "undos", "filters", "index"],
    headers: headers.map((header) => ({ ...header, status: header.status & HeaderStatus.invalid })),
    prunedBlocks: headers.filter(({ status }) => (status & HeaderStatus.hasBody) !== 0).map(({ hash }) => hash),
    prunedHeight: 0,
    records: forgottenWith(store, SYNC_ANEW_RECORD, null, transactionsFromTip(store, headers)),
  };
}

function forgottenWith(
  store: ChainStore,
  name: string,
  mark: Uint8Array | null,
  left: Iterable<Transaction>,
): Map<string, Uint8Array | null> {
  return new Map([...forgetBlocks(store.records(WALLET_RECORD_PREFIX), left), [name, mark]]);
}

/** Of all blocks that are kept, from the tip downwards. */
function* transactionsFromTip(store: ChainStore, headers: readonly StoredHeader[]): Iterable<Transaction> {
  const parents = new Map(headers.map(({ hash, header }) => [hashKey(hash), parentOf(header)]));
  for (let hash = store.coinsTip; hash !== undefined; hash = parents.get(hashKey(hash))) {
    const body = store.body(hash);
    const block = body && readBlock(body);
    if (block === undefined || block instanceof DecodeError) return;
    for (const bytes of block.transactions) {
      const tx = readTransaction(bytes);
      if (!(tx instanceof DecodeError)) yield tx;
    }
  }
}

function parentOf(headerBytes: Uint8Array): Uint8Array | undefined {
  const header = readHeader(headerBytes);
  return header instanceof DecodeError ? undefined : header.prev;
}
