/**
 * @triad/protocol: what travels and what is hashed.
 *
 * Responsible for: the canonical reader and writer of consensus objects (docs/spec/encodings.md) and the
 * codec of network messages with a limit for every kind (docs/spec/network.md).
 * Depends on: crypto, protobufjs (minimal runtime).
 */

export { type Block, blockBytes, readBlock, writeBlock } from "./block.ts";
export { type ConsensusParams, writeConsensusParams } from "./consensus-params.ts";
export { DecodeError } from "./decode-error.ts";
export { decodeFrame, encodeMessage } from "./frame.ts";
export { HEADER_BYTES, type Header, hashHeader, readHeader, writeHeader } from "./header.ts";
export {
  BLOCK_BYTES_MAX,
  COMPACT_NONCE_BYTES,
  FILTER_BYTES_MAX,
  FILTERS_BYTES_MAX,
  FILTERS_MAX,
  FRAME_BYTES_MAX,
  LIMITS,
  MISSING_TRANSACTIONS_MAX,
  PREFILLED_BYTES_MAX,
  PROTOCOL_VERSION,
  SHORT_ID_BYTES,
  SUBPROTOCOL,
  TRANSACTIONS_BYTES_MAX,
} from "./limits.ts";
export type {
  AccessDecision,
  CommittedFilter,
  Message,
  MessageKind,
  MessageOf,
  NodeRole,
  PeerAddress,
  PrefilledTransaction,
} from "./messages.ts";
export {
  type Input,
  type Output,
  readTransaction,
  readTransactions,
  TRANSACTION_BYTES_MIN,
  type Transaction,
  type TransactionFields,
  transactionFrom,
  writeTransaction,
} from "./transaction.ts";
export { decodeUtf8, encodeUtf8, isWellFormed } from "./utf8.ts";
