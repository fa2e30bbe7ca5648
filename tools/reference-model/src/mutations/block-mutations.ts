import { type MutationRow, mutationsOf } from "./mutation.ts";

const ALONE = "blocks/block-alone.ts";
const COINBASE = "blocks/coinbase.ts";
const TRANSACTION = "blocks/transaction-alone.ts";
const FILTER = "filter/block-filter.ts";
const CODED_SET = "filter/golomb-coded-set.ts";
const HISTORY = "history/history-tree.ts";

const ROWS: readonly MutationRow[] = [
  [
    "the body is not compared with the root",
    ALONE,
    "return equalBytes(root, entry.header.root) ?",
    "return root.length === 32 ?",
  ],
  [
    "a body that is not committed to condemns the block",
    "blocks/block-chain.ts",
    'rejectClass === "invalid"',
    'rejectClass !== "missing"',
  ],
  ["a block of the largest size is refused", ALONE, "bytes <= maxBlockBytes", "bytes < maxBlockBytes"],
  ["a block may be a byte too large", ALONE, "bytes <= maxBlockBytes", "bytes <= maxBlockBytes + 1"],
  ["the filter hash is not checked", ALONE, "checkFilterHash(block, filter) ?? ", ""],
  ["the history root is not checked", ALONE, "checkHistoryRoot(block, historyRoot) ?? ", ""],
  [
    "the history root is checked first",
    ALONE,
    "checkFilterHash(block, filter) ?? checkHistoryRoot(block, historyRoot) ??",
    "checkHistoryRoot(block, historyRoot) ?? checkFilterHash(block, filter) ??",
  ],
  [
    "the coinbase is no transaction for the rules of one",
    ALONE,
    "checkTransactionsAlone(body.transactions)",
    "checkTransactionsAlone(body.transactions.slice(1))",
  ],
  [
    "the first transaction need not be a coinbase",
    COINBASE,
    "coinbase === undefined || !isCoinbase(coinbase)",
    "coinbase === undefined",
  ],
  [
    "the second transaction may be a coinbase",
    COINBASE,
    "others.findIndex(isCoinbase)",
    "others.slice(1).findIndex(isCoinbase)",
  ],
  ["a coinbase may have a lock height", COINBASE, "coinbase.lockHeight !== 0", "coinbase.lockHeight < 0"],
  ["a coinbase may carry signatures", COINBASE, "coinbase.signatures.length !== 0", "coinbase.signatures.length < 0"],
  [
    "a memo of 64 bytes is too short",
    COINBASE,
    "memo.length < COINBASE_MEMO_BYTES_MIN",
    "memo.length <= COINBASE_MEMO_BYTES_MIN",
  ],
  [
    "a memo of 63 bytes is long enough",
    "params/limits.ts",
    "COINBASE_MEMO_BYTES_MIN = 64",
    "COINBASE_MEMO_BYTES_MIN = 63",
  ],
  ["a memo may have 257 bytes", "params/limits.ts", "MEMO_BYTES_MAX = 256", "MEMO_BYTES_MAX = 257"],
  ["the coinbase may tell a lower height", COINBASE, "told === height ?", "told <= height ?"],
  ["the coinbase's height is read big-endian", COINBASE, ".getUint32(0, true)", ".getUint32(0, false)"],
  ["a later version is allowed", TRANSACTION, "tx.version !== TRANSACTION_VERSION", "tx.version < TRANSACTION_VERSION"],
  [
    "a memo of 256 bytes is refused",
    TRANSACTION,
    "tx.memo.length > MEMO_BYTES_MAX",
    "tx.memo.length >= MEMO_BYTES_MAX",
  ],
  [
    "a coinbase must have an output",
    TRANSACTION,
    "tx.outputs.length === 0 && !isCoinbase(tx)",
    "tx.outputs.length === 0",
  ],
  ["a payment may have no output", TRANSACTION, "tx.outputs.length === 0 && !isCoinbase(tx)", "tx.outputs.length < 0"],
  ["an output of all money is refused", TRANSACTION, "amount > AMOUNT_MAX", "amount >= AMOUNT_MAX"],
  ["outputs of all money are refused", TRANSACTION, "total > AMOUNT_MAX", "total >= AMOUNT_MAX"],
  [
    "only the last sum of outputs is bounded",
    TRANSACTION,
    '    if (total > AMOUNT_MAX) return reject("bad-txns-txouttotal-toolarge", { total });\n  }\n',
    '  }\n  if (total > AMOUNT_MAX) return reject("bad-txns-txouttotal-toolarge", { total });\n',
  ],
  ["an outpoint may be spent twice in a transaction", TRANSACTION, "if (seen.has(key))", "if (seen.size < 0)"],
  [
    "the filter leaves out what is spent",
    FILTER,
    "elements.set(hashKey(element), element);",
    "if (inputs.length < 0) elements.set(hashKey(element), element);",
  ],
  ["the filter leaves out the coinbase", FILTER, "of transactions) {", "of transactions.slice(1)) {"],
  ["the filter is keyed by other bytes of prev", FILTER, "prev.subarray(0, 16)", "prev.subarray(16, 32)"],
  ["outpoints are big-endian in the filter", FILTER, "setUint32(32, index, true)", "setUint32(32, index, false)"],
  [
    "equal keys count twice in the filter",
    FILTER,
    "elements.set(hashKey(key), key)",
    "elements.set(hashKey(key) + String(elements.size), key)",
  ],
  ["M is off by one", CODED_SET, "M = 784931", "M = 784932"],
  ["peaks are joined in the wrong order", HISTORY, "joinTops(peak, top)", "joinTops(top, peak)"],
  ["an inner node forgets the left work", HISTORY, "work: left.work + right.work", "work: right.work"],
  ["the history root leaves out the number of leaves", HISTORY, "countBytes, top.hash", "top.hash"],
  ["history nodes begin too late", HISTORY, "before: left.before", "before: right.before"],
];

export const BLOCK_MUTATIONS = [
  ...mutationsOf("chain", ROWS),
  ...mutationsOf("protocol", [
    ["a transaction may have 64 bytes", "transaction.ts", "TRANSACTION_BYTES_MIN = 65", "TRANSACTION_BYTES_MIN = 64"],
    ["defaults may be written", "canonical-reader.ts", 'if (value === 0) this.fail("default-written", start);', ""],
    [
      "varints need not be minimal",
      "canonical-reader.ts",
      "if (byte === 0 && count > 1)",
      "if (byte === 0 && count > 11)",
    ],
    ["bytes may be left over", "canonical-reader.ts", "if (this.left > 0)", "if (this.left < 0)"],
    [
      "a block may be empty",
      "block.ts",
      "if (transactions.length === 0) reader.fail",
      "if (transactions.length < 0) reader.fail",
    ],
    ["the txid covers the signatures", "transaction.ts", "return bytes.subarray(0, unsignedLength)", "return bytes"],
  ]),
  ...mutationsOf("crypto", [
    [
      "the last node of an odd level is hashed with itself",
      "sha256-wasm.ts",
      "this.#exports.joinPairs(count >> 1)",
      "this.#copyNode(count - 1, count); count += count % 2; this.#exports.joinPairs(count >> 1)",
    ],
  ]),
];
