/**
 * @triad/chain: consensus. Which headers, blocks and transactions are valid, and which chain is the best.
 *
 * Responsible for: the rules of docs/spec; doors ./headers (what a light node needs), ./blocks (the whole chain)
 * and ./testing (a store in memory, blocks made to order).
 * Depends on: protocol, crypto.
 */
export { type AddressFault, addressOfKey, keyOfAddress } from "./address.ts";
export { assert } from "./assert.ts";
export { COIN_BYTES, type Coin, HEIGHT_MAX, readCoin, writeCoin } from "./coin.ts";
export {
  bytesOfKey,
  type HashKey,
  hashKey,
  type IndexKey,
  type IndexValue,
  type OutpointKey,
  outpointKey,
  outpointOfKey,
} from "./keys.ts";
export { BUILT_IN_NETWORKS } from "./params/built-in.ts";
export { makeNetwork } from "./params/genesis.ts";
export * from "./params/limits.ts";
export type { Genesis, Network, NetworkParams, RolePorts } from "./params/network.ts";
export { ParamsError, PORTS_DEFAULT, readNetworkFile, writeNetworkFile } from "./params/network-file.ts";
export { Reject, type RejectClass, type RejectCode, reject, rejectTable } from "./reject.ts";
export {
  type ChainStore,
  type CoinWrites,
  type CommitBatch,
  type CommittingStore,
  type DerivedTable,
  HeaderStatus,
  INDEX_KEY_BYTES_MAX,
  type IndexRange,
  type IndexRow,
  type StoredBytes,
  type StoredHeader,
  type StoredHistoryNode,
} from "./store/chain-store.ts";
export { EMPTY_BATCH } from "./store/empty-batch.ts";
export {
  readStoredHeaders,
  STORED_HEADER_BYTES,
  STORED_HEADERS_PER_PAGE,
  storedHeaderPage,
  writeStoredHeader,
} from "./store/stored-header.ts";
