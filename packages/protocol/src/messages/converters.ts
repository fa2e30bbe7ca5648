/** The table of all kinds. A new message is one converter here, one limit in limits.ts and one test row. */
import type { MessageKind } from "../messages.ts";
import { blockReply, blocksNotFound, getBlocks } from "./blocks.ts";
import { accessReply, accessRequest } from "./chain-access.ts";
import { blockTransactions, compactBlock, getBlockTransactions } from "./compact-blocks.ts";
import type { Converter } from "./converter.ts";
import { filters, getFilters } from "./filters.ts";
import { hello, helloProof } from "./handshake.ts";
import { blockAnnouncement, getHeaders, headers } from "./headers.ts";
import { notice } from "./notice.ts";
import { addresses, getAddresses } from "./peer-addresses.ts";
import { ping, pong } from "./ping-pong.ts";
import { getTransactionProof, proofNotFound, transactionProof } from "./transaction-proof.ts";
import { getTransactions, inventory, transactions } from "./transaction-relay.ts";

export const CONVERTERS: { readonly [K in MessageKind]: Converter<K> } = {
  hello,
  "hello-proof": helloProof,
  ping,
  pong,
  "get-addresses": getAddresses,
  addresses,
  "get-headers": getHeaders,
  headers,
  inventory,
  "get-transactions": getTransactions,
  transactions,
  "block-announcement": blockAnnouncement,
  "compact-block": compactBlock,
  "get-block-transactions": getBlockTransactions,
  "block-transactions": blockTransactions,
  "get-blocks": getBlocks,
  "block-reply": blockReply,
  "blocks-not-found": blocksNotFound,
  "access-request": accessRequest,
  "access-reply": accessReply,
  notice,
  "get-filters": getFilters,
  filters,
  "get-transaction-proof": getTransactionProof,
  "transaction-proof": transactionProof,
  "proof-not-found": proofNotFound,
};

const KIND_OF_FIELD: ReadonlyMap<number, MessageKind> = new Map(
  (Object.keys(CONVERTERS) as MessageKind[]).map((kind) => [CONVERTERS[kind].field, kind]),
);

/** The kind that a field of Envelope stands for. */
export function kindOfField(field: number): MessageKind | undefined {
  return KIND_OF_FIELD.get(field);
}
