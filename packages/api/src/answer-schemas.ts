/**
 * JSON schemas of answers. They are no second description: fastify writes each answer by its schema, so a member that
 * is missing here is missing in the answer too, and the tests of the routes see it.
 */
import type { JsonSchema } from "./route.ts";

const TEXT = { type: "string" };
const FLAG = { type: "boolean" };
const NUMBER = { type: "number" };
const COUNT = { type: "integer", minimum: 0 };
const HASH = { type: "string", pattern: "^[0-9a-f]{64}$", description: "32 bytes as people see them" };
const NODE_KEY = { type: "string", description: "64 hexadecimal digits" };
const HEX = { type: "string", pattern: "^([0-9a-f]{2})*$" };
const AMOUNT = { type: "integer", description: "Base units" };
const UNIX_SECONDS = { type: "integer", description: "Seconds since 1970" };
const UNIX_MS = { type: "integer", description: "Milliseconds since 1970" };
const WORK = { type: "string", description: "Cumulative work, hexadecimal" };

function orNull(schema: JsonSchema): JsonSchema {
  return { ...schema, type: [schema.type, "null"] };
}

function listOf(items: JsonSchema): JsonSchema {
  return { type: "array", items };
}

/** Every member is there, but those of `optional`. */
function record(
  properties: Readonly<Record<string, JsonSchema>>,
  optional: Readonly<Record<string, JsonSchema>> = {},
): JsonSchema {
  return { type: "object", properties: { ...properties, ...optional }, required: Object.keys(properties) };
}

function oneOf(...values: readonly string[]): JsonSchema {
  return { type: "string", enum: values };
}

/** Of every refusal, whatever its status. */
export const PROBLEM = record({
  code: { type: "string", description: "Stable, for programs" },
  message: { type: "string", description: "For people: what is wrong, and what to do" },
});

/** A document that is made elsewhere. */
export const ANYTHING = { type: "object", additionalProperties: true };

export const LOG_LEVELS = record({ levels: { type: "string", description: "Such as info,peers=debug" } });

export const DONE = record({ text: { type: "string", description: "For people" } });

const PROGRESS = {
  ...record({
    phase: oneOf("finding-peers", "presync", "headers", "permission", "bodies", "wallet-scan"),
    done: COUNT,
    total: orNull(COUNT),
    isTotalExact: FLAG,
    perSecond: orNull(NUMBER),
    secondsLeft: orNull(NUMBER),
  }),
  type: ["object", "null"],
  description: "How far a synchronisation has come; null: there is nothing to wait for",
};

const PERMISSION = {
  ...record({ grantedBy: listOf(TEXT), waitingFor: listOf(TEXT), deniedBy: listOf(TEXT) }),
  type: ["object", "null"],
  description: "What nodes that were asked for the complete chain answered; null: none was asked",
};

export const NODE = record({
  role: oneOf("full-node", "miner", "light-node"),
  network: TEXT,
  chainId: HASH,
  nodeKey: NODE_KEY,
  userAgent: TEXT,
  height: COUNT,
  tipHash: HASH,
  tipTime: UNIX_SECONDS,
  chainWork: WORK,
  headers: COUNT,
  synchronising: FLAG,
  progress: PROGRESS,
  permission: PERMISSION,
  peers: COUNT,
  poolTransactions: COUNT,
  listening: listOf(TEXT),
  version: TEXT,
});

export const HEALTHY = record({ healthy: FLAG });
export const READY = record({ ready: FLAG, height: COUNT });

export const PEERS = listOf(
  record({
    peer: COUNT,
    direction: oneOf("inbound", "outbound"),
    address: TEXT,
    toldBy: orNull(TEXT),
    role: TEXT,
    nodeKey: NODE_KEY,
    userAgent: TEXT,
    height: COUNT,
    connectedSeconds: COUNT,
    group: TEXT,
    lastTransactionUnixMs: orNull(UNIX_MS),
    lastBlockUnixMs: orNull(UNIX_MS),
    protectedBy: orNull(TEXT),
    isAnchor: FLAG,
    isDiscouraged: FLAG,
    pingMs: orNull(NUMBER),
    bytesSent: COUNT,
    bytesReceived: COUNT,
    access: oneOf("granted", "pending", "denied", "not-a-full-node", "not-asked"),
    state: oneOf("handshake", "ready"),
  }),
);

export const BANS = listOf(
  record({ kind: oneOf("host", "node-key"), who: TEXT, sinceUnixMs: UNIX_MS, untilUnixMs: UNIX_MS }),
);

export const ACCESS = record({
  policy: oneOf("open", "ask", "allow"),
  requests: listOf(
    record({
      nodeKey: NODE_KEY,
      peer: orNull(COUNT),
      address: TEXT,
      role: TEXT,
      decision: oneOf("pending", "granted", "denied"),
      sinceUnixMs: UNIX_MS,
    }),
  ),
});

export const BLOCK = record({
  id: HASH,
  height: COUNT,
  version: { type: "integer" },
  timestamp: UNIX_SECONDS,
  tx_count: orNull(COUNT),
  size: orNull(COUNT),
  merkle_root: HASH,
  previousblockhash: orNull(HASH),
  nonce: COUNT,
  bits: COUNT,
  confirmations: COUNT,
  chain_work: WORK,
  filter_hash: orNull(HASH),
  history_root: orNull(HASH),
});
export const BLOCKS = listOf(BLOCK);
export const HASHES = listOf(HASH);

export const STATUS = record({ confirmed: FLAG }, { block_height: COUNT, block_hash: HASH, block_time: UNIX_SECONDS });

const OUTPUT = record({ value: AMOUNT, scriptpubkey_address: TEXT });
export const TRANSACTION = record({
  txid: HASH,
  wtxid: HASH,
  locktime: COUNT,
  memo: HEX,
  vin: listOf(
    record({ txid: HASH, vout: COUNT, prevout: { ...orNull(OUTPUT), description: "Null: not known to this node" } }),
  ),
  vout: listOf(OUTPUT),
  size: COUNT,
  fee: orNull(AMOUNT),
  status: STATUS,
});

export const TRANSACTIONS = listOf(TRANSACTION);

const TOTALS = record({
  tx_count: COUNT,
  funded_txo_count: COUNT,
  funded_txo_sum: AMOUNT,
  spent_txo_count: COUNT,
  spent_txo_sum: AMOUNT,
});
export const ADDRESS_TOTALS = record({ address: TEXT, chain_stats: TOTALS, mempool_stats: TOTALS });
export const COINS = listOf(record({ txid: HASH, vout: COUNT, value: AMOUNT, status: STATUS }));

export const MERKLE_PROOF = record({
  block_height: COUNT,
  block_hash: HASH,
  merkle: { ...listOf(HASH), description: "Siblings, bottom up" },
  pos: COUNT,
  tx_count: COUNT,
  commitments: { ...HEX, description: "Filter hash, then history root, as they are hashed" },
  tx: { ...HEX, description: "The signed encoding, whose hash is the leaf" },
});
const INNER_HASH = { ...HEX, description: "32 bytes as they are hashed" };
export const FILTER = record({
  filter: { ...HEX, description: "BIP-158's coded set" },
  tx_root: INNER_HASH,
  history_root: INNER_HASH,
});

export const POOL = record({
  count: COUNT,
  bytes: COUNT,
  vsize: COUNT,
  total_fee: AMOUNT,
  min_fee_rate: { ...NUMBER, description: "Base units a byte that a transaction must pay now" },
  fee_histogram: {
    ...listOf(listOf(NUMBER)),
    description: "[lowest rate of the step, bytes in it], highest rate first",
  },
});
export const POOL_RECENT = listOf(record({ txid: HASH, fee: AMOUNT, vsize: COUNT, value: AMOUNT }));
const NEXT_BLOCK = {
  ...record({
    transactions: COUNT,
    bytes: COUNT,
    bytesMax: COUNT,
    fees: AMOUNT,
    feesGivenUp: { ...AMOUNT, description: "What a choice by fees alone would bring more" },
  }),
  description: "The next block as it would be now, without its coinbase",
};
const WISHED = oneOf("include", "exclude", "none");
export const POOL_ENTRIES = record({
  transactions: COUNT,
  bytes: COUNT,
  fees: AMOUNT,
  feeRateMin: NUMBER,
  nextBlock: NEXT_BLOCK,
  entries: listOf(
    record({
      txid: HASH,
      wtxid: HASH,
      bytes: COUNT,
      fee: AMOUNT,
      feeRate: NUMBER,
      ageSeconds: COUNT,
      dependsOn: HASHES,
      wish: WISHED,
      feeDelta: AMOUNT,
      place: { ...orNull(COUNT), description: "In the next block, from 1; null: it is not in it" },
      held: { ...orNull(oneOf("excluded", "after-excluded", "block-full")), description: "Why it is not" },
    }),
  ),
});
export const FEE_ESTIMATES = {
  type: "object",
  additionalProperties: NUMBER,
  description: "Base units a byte, by the number of blocks within which nearly all were confirmed that paid so much",
};
const WISH_CHANGES = listOf(record({ txid: HASH, fee: AMOUNT, bytes: COUNT }));
export const WISH = record({
  txid: HASH,
  wish: WISHED,
  feeDelta: AMOUNT,
  inPool: FLAG,
  before: NEXT_BLOCK,
  after: NEXT_BLOCK,
  entered: WISH_CHANGES,
  left: WISH_CHANGES,
});

export const MINING = record({
  mode: oneOf("always", "pending", "off"),
  state: oneOf("searching", "waiting", "off", "synchronising"),
  height: COUNT,
  threads: COUNT,
  powerPercent: { ...COUNT, description: "How much of its time each thread searches" },
  hashesPerSecond: NUMBER,
  averages: listOf(record({ minutes: COUNT, hashesPerSecond: NUMBER })),
  hashRateByMinute: { ...listOf(NUMBER), description: "Of the last whole minutes, an hour at most, oldest first" },
  blocksFound: COUNT,
  templateTransactions: COUNT,
  templateFees: AMOUNT,
  payTo: TEXT,
  coinbaseText: TEXT,
});
export const MINED = record({ text: TEXT }, { id: { ...HASH, description: "The last block's" } });

export const WALLET = record({
  confirmed: AMOUNT,
  pending: AMOUNT,
  immature: AMOUNT,
  address: TEXT,
  coins: COUNT,
  scannedHeight: orNull({ ...COUNT, description: "Of the last block that the wallet has looked at" }),
  isProven: {
    ...FLAG,
    description: "It has looked at every block up to the tip, and each is what its header commits to",
  },
  encrypted: { ...FLAG, description: "Its words are encrypted with a passphrase" },
  unlockedUntilUnixMs: orNull({ ...COUNT, description: "Until when an encrypted wallet can pay; null: it is locked" }),
});
export const PAYMENTS = listOf(
  record({
    txid: HASH,
    change: AMOUNT,
    fee: orNull(AMOUNT),
    height: orNull(COUNT),
    confirmations: COUNT,
    coinbase: FLAG,
    label: orNull({ ...TEXT, description: "The payment's own, or that of our address which it paid" }),
  }),
);
export const ADDRESSES = listOf(
  record({
    address: TEXT,
    label: orNull(TEXT),
    received: { ...AMOUNT, description: "All that blocks paid to it, spent or not" },
    payments: COUNT,
  }),
);
export const SENT = record({ txid: orNull(HASH), text: TEXT });
export const ADDRESS = record({ address: orNull(TEXT), text: TEXT });
