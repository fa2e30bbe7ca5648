/**
 * Every limit on what a peer may send, one row for each message kind. A frame's length is compared with its
 * kind's limit before anything in it is decoded, and elements are counted before they are built, so that
 * the memory a frame costs is known from its first bytes.
 *
 * Wire limits, not consensus; consensus limits stand in the chain package.
 */
import type { MessageKind } from "./messages.ts";

/** Carried in Hello; raised when nodes of the two versions cannot understand each other. */
export const PROTOCOL_VERSION = 1;

/** WebSocket subprotocol. A server that does not know it closes the connection. */
export const SUBPROTOCOL = "triad.v1";

/** Bytes of a block hash, wtxid, chain id, x-only key, Hello nonce, or cumulative work. */
export const HASH_BYTES = 32;
/** A BIP-340 signature. */
export const SIGNATURE_BYTES = 64;
/** Tells a pong from the answer to an earlier ping; 64 bits cannot be guessed within a ping's time. */
export const PING_NONCE_BYTES = 8;

/** Hashes in a locator: it thins out exponentially, so 64 reach back further than any chain is long. */
export const LOCATOR_HASHES_MAX = 64;
/** Headers in one message, as in Bitcoin: 160 kB, about a third of a second of a slow home line. */
export const HEADERS_MAX = 2000;
/** Wtxids announced at once: 32 kB, more than a node admits between two rounds of announcements. */
export const INVENTORY_MAX = 1000;
/** As many as one inventory can announce. */
export const GET_TRANSACTIONS_MAX = 1000;
/** Transactions in one message; a longer answer takes several. */
export const TRANSACTIONS_MAX = 100;
/** Bytes of all transactions of one message: a quarter of a block, so that one answer never delays a block for long. */
export const TRANSACTIONS_BYTES_MAX = 1_000_000;
/** Blocks asked for at once, and reported as not found: of small blocks so many that a round trip hardly counts. */
export const GET_BLOCKS_MAX = 64;
/** Largest `maxBlockBytes` that a network may choose; what a message carries bounds what consensus may allow. */
export const BLOCK_BYTES_MAX = 4_000_000;
/** Largest encoded block: 4 MiB. Beyond the transactions there are header, commitments and 2 to 5 bytes for each transaction of 65 and more. */
export const ENCODED_BLOCK_BYTES_MAX = 4_194_304;
/** Transactions of the largest block: each has at least 65 bytes (transaction.ts). */
export const BLOCK_TRANSACTIONS_MAX = Math.floor(BLOCK_BYTES_MAX / 65);
/** Tells the short ids of one sender from another's, so that nobody can make transactions that collide at all nodes. */
export const COMPACT_NONCE_BYTES = 8;
/** As in BIP-152: with a pool of 100,000 a collision in a block of 10,000 happens once in 280,000 blocks. */
export const SHORT_ID_BYTES = 6;
/** Transactions that a compact block carries whole: the coinbase, and room for what a sender thinks is unknown. */
export const PREFILLED_MAX = 16;
/** Bytes of them in all: many times a usual coinbase, and little beside the short ids of a large block. */
export const PREFILLED_BYTES_MAX = 100_000;
/** Missing transactions asked for at once; who lacks more asks for the whole block. */
export const MISSING_TRANSACTIONS_MAX = 2000;
/** A place in a block, uint32. */
export const BLOCK_INDEX_BYTES = 4;
/** Filters in one message: of small blocks so many that a round trip hardly counts. */
export const FILTERS_MAX = 1000;
/** Bytes of a block's filter: more than any block of BLOCK_BYTES_MAX has (docs/spec/proofs.md, "Filters"). */
export const FILTER_BYTES_MAX = 305_561;
/** Bytes of all filters of one message: a quarter of a block, and of the largest filters three. */
export const FILTERS_BYTES_MAX = 1_000_000;
/** What a header's root commits to beside the filter: txRoot and historyRoot. */
export const FILTER_ROOTS_BYTES = 64;
/** Siblings in a transaction's path: a tree of 2^32 - 1 leaves is 32 levels high. */
export const PROOF_SIBLINGS_MAX = 32;
/** Filter hash and history root, as in Block. */
export const COMMITMENTS_BYTES = 64;
/** Addresses in one message, as in Bitcoin. */
export const ADDRESSES_MAX = 1000;
/** Characters of a DNS name (RFC 1035 §2.3.4); every IP address is shorter. */
export const HOST_CHARS_MAX = 253;
/** Shown to the operator in one line. */
export const USER_AGENT_BYTES_MAX = 256;
/** A sentence or two for a person. */
export const NOTICE_TEXT_BYTES_MAX = 1024;
/** A kebab-case code such as "different-network". */
export const CODE_CHARS_MAX = 64;
/** Fields that a newer version may have added to a message. They are skipped, not kept; the bound is on the work of skipping. */
export const UNKNOWN_FIELDS_MAX = 16;

export interface MessageLimit {
  /** Largest frame of the kind, envelope included. */
  readonly frameBytesMax: number;
  /** Most elements of the message's one list; absent: it has none. */
  readonly elementsMax?: number;
}

/** Envelope: a tag of up to 2 bytes and a length of up to 4. */
const ENVELOPE_BYTES = 6;
/** A field in a message: a tag of 1 byte and a length of up to 4. */
const FIELD_BYTES = 5;
/** A uint32 with its tag, or an enum that is not negative. */
const UINT32_BYTES = 6;
const BOOL_BYTES = 2;

/** What a compact block holds beside its short ids. */
const COMPACT_BLOCK_BYTES =
  3 * FIELD_BYTES +
  80 +
  64 +
  COMPACT_NONCE_BYTES +
  PREFILLED_MAX * (2 * FIELD_BYTES + UINT32_BYTES) +
  PREFILLED_BYTES_MAX;

/** Room for fields of a newer version in the small messages. */
const SPARE_BYTES = 256;
const ADDRESS_BYTES = FIELD_BYTES + FIELD_BYTES + HOST_CHARS_MAX + 2 * UINT32_BYTES + BOOL_BYTES;
const HELLO_BYTES =
  4 * (FIELD_BYTES + HASH_BYTES) +
  2 * FIELD_BYTES +
  USER_AGENT_BYTES_MAX +
  HOST_CHARS_MAX +
  6 * UINT32_BYTES +
  BOOL_BYTES;

/** A row for a message with `bytes` of content in its fields. */
function limit(bytes: number, elementsMax?: number): MessageLimit {
  const frameBytesMax = ENVELOPE_BYTES + bytes + SPARE_BYTES;
  return elementsMax === undefined ? { frameBytesMax } : { frameBytesMax, elementsMax };
}

/** A row for a message whose list travels as one field of `elementsMax` times `elementBytes`. */
function listLimit(elementsMax: number, elementBytes: number, otherBytes = 0): MessageLimit {
  return limit(FIELD_BYTES + elementsMax * elementBytes + otherBytes, elementsMax);
}

export const LIMITS: { readonly [K in MessageKind]: MessageLimit } = {
  hello: limit(HELLO_BYTES),
  "hello-proof": limit(FIELD_BYTES + SIGNATURE_BYTES),
  ping: limit(FIELD_BYTES + PING_NONCE_BYTES),
  pong: limit(FIELD_BYTES + PING_NONCE_BYTES),
  "get-addresses": limit(0),
  addresses: limit(ADDRESSES_MAX * ADDRESS_BYTES, ADDRESSES_MAX),
  "get-headers": listLimit(LOCATOR_HASHES_MAX, HASH_BYTES, FIELD_BYTES + HASH_BYTES),
  headers: listLimit(HEADERS_MAX, 80),
  inventory: listLimit(INVENTORY_MAX, HASH_BYTES),
  "get-transactions": listLimit(GET_TRANSACTIONS_MAX, HASH_BYTES),
  transactions: limit(TRANSACTIONS_MAX * FIELD_BYTES + TRANSACTIONS_BYTES_MAX, TRANSACTIONS_MAX),
  "block-announcement": limit(FIELD_BYTES + 80),
  "compact-block": listLimit(BLOCK_TRANSACTIONS_MAX, SHORT_ID_BYTES, COMPACT_BLOCK_BYTES),
  "get-block-transactions": listLimit(MISSING_TRANSACTIONS_MAX, BLOCK_INDEX_BYTES, FIELD_BYTES + HASH_BYTES),
  "block-transactions": limit(
    FIELD_BYTES + HASH_BYTES + MISSING_TRANSACTIONS_MAX * FIELD_BYTES + BLOCK_BYTES_MAX,
    MISSING_TRANSACTIONS_MAX,
  ),
  "get-blocks": listLimit(GET_BLOCKS_MAX, HASH_BYTES),
  "block-reply": limit(FIELD_BYTES + ENCODED_BLOCK_BYTES_MAX),
  "blocks-not-found": listLimit(GET_BLOCKS_MAX, HASH_BYTES, FIELD_BYTES + CODE_CHARS_MAX),
  "access-request": limit(0),
  "access-reply": limit(UINT32_BYTES),
  notice: limit(2 * FIELD_BYTES + CODE_CHARS_MAX + NOTICE_TEXT_BYTES_MAX),
  "get-filters": limit(UINT32_BYTES + FIELD_BYTES + HASH_BYTES),
  filters: limit(
    UINT32_BYTES + 2 * FIELD_BYTES + HASH_BYTES + FILTERS_MAX * (FIELD_BYTES + FILTER_ROOTS_BYTES) + FILTERS_BYTES_MAX,
    FILTERS_MAX,
  ),
  "get-transaction-proof": limit(2 * (FIELD_BYTES + HASH_BYTES)),
  "transaction-proof": listLimit(
    PROOF_SIBLINGS_MAX,
    HASH_BYTES,
    4 * FIELD_BYTES + 2 * HASH_BYTES + 2 * UINT32_BYTES + COMMITMENTS_BYTES + BLOCK_BYTES_MAX,
  ),
  "proof-not-found": limit(3 * FIELD_BYTES + 2 * HASH_BYTES + CODE_CHARS_MAX),
};

/** What the socket accepts at most, before the kind is known. */
export const FRAME_BYTES_MAX = Math.max(...Object.values(LIMITS).map((row) => row.frameBytesMax));
