/** Announcing transactions, asking for them and sending them. */
import { triad } from "../generated/wire.js";
import {
  GET_TRANSACTIONS_MAX,
  HASH_BYTES,
  INVENTORY_MAX,
  TRANSACTIONS_BYTES_MAX,
  TRANSACTIONS_MAX,
} from "../limits.ts";
import { TRANSACTION_BYTES_MIN } from "../transaction.ts";
import { copyOf, joinList, problemOfList, splitList } from "./bytes-fields.ts";
import { type Converter, once } from "./converter.ts";

export const inventory: Converter<"inventory"> = {
  field: 9,
  occurrencesMax: once(1),
  read(payload) {
    const wtxids = splitList(triad.Inventory.decode(payload).wtxids, HASH_BYTES, INVENTORY_MAX);
    return typeof wtxids === "string" ? wtxids : { kind: "inventory", wtxids };
  },
  problemOf(message) {
    return problemOfList(message.wtxids, HASH_BYTES, { min: 1, max: INVENTORY_MAX });
  },
  write(message) {
    return { inventory: { wtxids: joinList(message.wtxids, HASH_BYTES) } };
  },
};

export const getTransactions: Converter<"get-transactions"> = {
  field: 10,
  occurrencesMax: once(1),
  read(payload) {
    const wtxids = splitList(triad.GetTransactions.decode(payload).wtxids, HASH_BYTES, GET_TRANSACTIONS_MAX);
    return typeof wtxids === "string" ? wtxids : { kind: "get-transactions", wtxids };
  },
  problemOf(message) {
    return problemOfList(message.wtxids, HASH_BYTES, { min: 1, max: GET_TRANSACTIONS_MAX });
  },
  write(message) {
    return { getTransactions: { wtxids: joinList(message.wtxids, HASH_BYTES) } };
  },
};

/** The list may be empty: none of what was asked for is known. */
export const transactions: Converter<"transactions"> = {
  field: 11,
  occurrencesMax: [TRANSACTIONS_MAX],
  read(payload) {
    return { kind: "transactions", transactions: triad.Transactions.decode(payload).transactions.map(copyOf) };
  },
  problemOf(message) {
    if (message.transactions.length > TRANSACTIONS_MAX) return "too-many-elements";
    let bytes = 0;
    for (const transaction of message.transactions) {
      if (transaction.length < TRANSACTION_BYTES_MIN) return "transaction-too-short";
      bytes += transaction.length;
    }
    return bytes > TRANSACTIONS_BYTES_MAX ? "too-many-bytes" : undefined;
  },
  write(message) {
    return { transactions: { transactions: [...message.transactions] } };
  },
};
