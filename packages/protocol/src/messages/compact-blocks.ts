/**
 * A block by the short ids of its transactions, asking for those that are missing, and sending them (after BIP-152;
 * docs/spec/network.md says what a short id is).
 */
import { triad } from "../generated/wire.js";
import { HEADER_BYTES } from "../header.ts";
import {
  BLOCK_BYTES_MAX,
  BLOCK_INDEX_BYTES,
  BLOCK_TRANSACTIONS_MAX,
  COMMITMENTS_BYTES,
  COMPACT_NONCE_BYTES,
  HASH_BYTES,
  MISSING_TRANSACTIONS_MAX,
  PREFILLED_BYTES_MAX,
  PREFILLED_MAX,
  SHORT_ID_BYTES,
} from "../limits.ts";
import type { PrefilledTransaction } from "../messages.ts";
import { TRANSACTION_BYTES_MIN } from "../transaction.ts";
import { copyOf } from "./bytes-fields.ts";
import { type Converter, once } from "./converter.ts";

export const compactBlock: Converter<"compact-block"> = {
  field: 13,
  occurrencesMax: [1, 1, 1, 1, PREFILLED_MAX],
  read(payload) {
    const wire = triad.CompactBlock.decode(payload);
    return {
      kind: "compact-block",
      header: copyOf(wire.header),
      commitments: copyOf(wire.commitments),
      nonce: copyOf(wire.nonce),
      shortIds: copyOf(wire.shortIds),
      prefilled: wire.prefilled.map(({ index, transaction }) => ({
        index: index ?? 0,
        transaction: copyOf(transaction ?? new Uint8Array(0)),
      })),
    };
  },
  problemOf({ header, commitments, nonce, shortIds, prefilled }) {
    if (header.length !== HEADER_BYTES) return "header-length";
    if (commitments.length !== COMMITMENTS_BYTES) return "commitments-length";
    if (nonce.length !== COMPACT_NONCE_BYTES) return "nonce-length";
    if (shortIds.length % SHORT_ID_BYTES !== 0) return "list-length";
    const count = shortIds.length / SHORT_ID_BYTES + prefilled.length;
    if (count === 0) return "list-empty";
    if (count > BLOCK_TRANSACTIONS_MAX || prefilled.length > PREFILLED_MAX) return "too-many-elements";
    return (
      problemOfIndexes(
        prefilled.map(({ index }) => index),
        count,
      ) ?? problemOfPrefilled(prefilled)
    );
  },
  write({ header, commitments, nonce, shortIds, prefilled }) {
    return { compactBlock: { header, commitments, nonce, shortIds, prefilled: [...prefilled] } };
  },
};

export const getBlockTransactions: Converter<"get-block-transactions"> = {
  field: 14,
  occurrencesMax: once(2),
  read(payload) {
    const wire = triad.GetBlockTransactions.decode(payload);
    const indexes = readIndexes(wire.indexes);
    return typeof indexes === "string" ? indexes : { kind: "get-block-transactions", hash: copyOf(wire.hash), indexes };
  },
  problemOf({ hash, indexes }) {
    if (hash.length !== HASH_BYTES) return "hash-length";
    if (indexes.length === 0) return "list-empty";
    if (indexes.length > MISSING_TRANSACTIONS_MAX) return "too-many-elements";
    return problemOfIndexes(indexes, BLOCK_TRANSACTIONS_MAX);
  },
  write({ hash, indexes }) {
    return { getBlockTransactions: { hash, indexes: writeIndexes(indexes) } };
  },
};

export const blockTransactions: Converter<"block-transactions"> = {
  field: 15,
  occurrencesMax: [1, MISSING_TRANSACTIONS_MAX],
  read(payload) {
    const { hash, transactions } = triad.BlockTransactions.decode(payload);
    return { kind: "block-transactions", hash: copyOf(hash), transactions: transactions.map(copyOf) };
  },
  problemOf({ hash, transactions }) {
    if (hash.length !== HASH_BYTES) return "hash-length";
    if (transactions.length === 0) return "list-empty";
    if (transactions.length > MISSING_TRANSACTIONS_MAX) return "too-many-elements";
    return problemOfTransactions(transactions, BLOCK_BYTES_MAX);
  },
  write({ hash, transactions }) {
    return { blockTransactions: { hash, transactions: [...transactions] } };
  },
};

function problemOfPrefilled(prefilled: readonly PrefilledTransaction[]): string | undefined {
  return problemOfTransactions(
    prefilled.map(({ transaction }) => transaction),
    PREFILLED_BYTES_MAX,
  );
}

function problemOfTransactions(transactions: readonly Uint8Array[], bytesMax: number): string | undefined {
  let bytes = 0;
  for (const transaction of transactions) {
    if (transaction.length < TRANSACTION_BYTES_MIN) return "transaction-too-short";
    bytes += transaction.length;
  }
  return bytes > bytesMax ? "too-many-bytes" : undefined;
}

/** Rising, so that none is named twice; each below `count`. */
function problemOfIndexes(indexes: readonly number[], count: number): string | undefined {
  let last = -1;
  for (const index of indexes) {
    if (index >= count) return "index-beyond-block";
    if (index <= last) return "index-order";
    last = index;
  }
  return undefined;
}

/** The count is compared before the list is built. */
function readIndexes(bytes: Uint8Array): readonly number[] | string {
  if (bytes.length % BLOCK_INDEX_BYTES !== 0) return "list-length";
  const count = bytes.length / BLOCK_INDEX_BYTES;
  if (count > MISSING_TRANSACTIONS_MAX) return "too-many-elements";
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: count }, (_, place) => view.getUint32(place * BLOCK_INDEX_BYTES, true));
}

function writeIndexes(indexes: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(indexes.length * BLOCK_INDEX_BYTES);
  const view = new DataView(bytes.buffer);
  for (const [place, index] of indexes.entries()) view.setUint32(place * BLOCK_INDEX_BYTES, index, true);
  return bytes;
}
