import { type MutationRow, mutationsOf } from "./mutation.ts";

const CONNECT = "blocks/connect-block.ts";
const CONTEXT = "blocks/transaction-in-context.ts";
const SIGNATURE = "blocks/signature-hash.ts";
const SUBSIDY = "blocks/subsidy.ts";
const CHAIN = "blocks/block-chain.ts";

const ROWS: readonly MutationRow[] = [
  [
    "the lock height is a block too strict",
    CONTEXT,
    "tx.lockHeight > context.height",
    "tx.lockHeight >= context.height",
  ],
  [
    "the lock height is a block too lax",
    CONTEXT,
    "tx.lockHeight > context.height",
    "tx.lockHeight > context.height + 1",
  ],
  [
    "coinbases mature a block late",
    CONTEXT,
    "context.height - coin.height < context.coinbaseMaturity",
    "context.height - coin.height <= context.coinbaseMaturity",
  ],
  [
    "coinbases mature a block early",
    CONTEXT,
    "context.height - coin.height < context.coinbaseMaturity",
    "context.height - coin.height + 1 < context.coinbaseMaturity",
  ],
  ["every coin has to mature", CONTEXT, "coin.isCoinbase && context.height", "context.height"],
  ["a fee of 0 is refused", CONTEXT, "valueIn < valueOut", "valueIn <= valueOut"],
  ["outputs may be worth one more than inputs", CONTEXT, "valueIn < valueOut", "valueIn + 1 < valueOut"],
  ["fees are not paid out", CONNECT, "fees += spend.fee;", ""],
  ["a coinbase may take one more", CONNECT, "paid <= allowed ?", "paid <= allowed + 1 ?"],
  ["a coinbase must take less than it may", CONNECT, "paid <= allowed ?", "paid < allowed ?"],
  ["a coin may be spent twice in a block", CONNECT, "(changed ?? undefined)", "(changed ?? context.coins.coin(key))"],
  [
    "coins of the same block are not seen",
    CONNECT,
    "changed === undefined ? context.coins.coin(key)",
    "changed !== null ? context.coins.coin(key)",
  ],
  [
    "coinbase outputs are like others",
    CONNECT,
    "applyTransaction(tx, height, position === 0, changes)",
    "applyTransaction(tx, height, false, changes)",
  ],
  [
    "the premine need not mature",
    CONNECT,
    "applyTransaction(coinbase, 0, true, changes)",
    "applyTransaction(coinbase, 0, false, changes)",
  ],
  [
    "coins are a block too young",
    CONNECT,
    "{ amount, key, height, isCoinbase }",
    "{ amount, key, height: height + 1, isCoinbase }",
  ],
  ["transactions are disconnected in their order", CONNECT, "transactions.toReversed()", "transactions"],
  [
    "a disconnected block's outputs stay",
    CONNECT,
    "for (const index of tx.outputs.keys()) changes",
    "for (const index of [].keys()) changes",
  ],
  ["spent coins do not come back", CONNECT, "spent[position] as Coin", "null as never"],
  ["no signature is checked", CONNECT, "if (!context.isVerified(tx.wtxid))", "if (context.isVerified(tx.wtxid))"],
  [
    "the amount of the coinbase is judged before signatures",
    CONNECT,
    "  return { changes, transactions, checks: concatBytes(...checks), rejectAfterSignatures };",
    "  if (rejectAfterSignatures !== undefined) return rejectAfterSignatures;\n  return { changes, transactions, checks: concatBytes(...checks), rejectAfterSignatures };",
  ],
  ["signatures do not cover amounts", SIGNATURE, "BigInt(amount)", "0n"],
  ["signatures are good on every network", SIGNATURE, '"Triad/sighash", chainId, txid', '"Triad/sighash", txid'],
  [
    "each input has a signature of its own",
    SIGNATURE,
    "if (!byKey.has(id)) byKey.set(id, key);",
    "byKey.set(id + String(byKey.size), key);",
  ],
  [
    "signatures are in order of last use",
    SIGNATURE,
    "if (!byKey.has(id)) byKey.set(id, key);",
    "byKey.delete(id);\n    byKey.set(id, key);",
  ],
  [
    "signatures too many are overlooked",
    SIGNATURE,
    "tx.signatures.length !== keys.length",
    "tx.signatures.length < keys.length",
  ],
  ["the subsidy halves a block late", SUBSIDY, "Math.floor(height / params", "Math.floor((height - 1) / params"],
  ["half base units are rounded up", SUBSIDY, "Math.floor(params.subsidy", "Math.ceil(params.subsidy"],
  ["the subsidy is never halved", SUBSIDY, "2 ** halvings", "2 ** 0"],
  [
    "what is verified late is not judged",
    CHAIN,
    "if (layer.rejectAfterSignatures !== undefined)",
    "if (layer.rejectAfterSignatures !== undefined && layer.checks.length < 0)",
  ],
  [
    "an invalid signature is overlooked",
    CHAIN,
    'this.#fail(layer.entry, reject("bad-txns-signature", { check: verdict.firstInvalid }));',
    "layer.job = undefined;",
  ],
  ["stored coins forget that a coinbase made them", "coin.ts", "coin.isCoinbase ? 1 : 0", "0"],
  ["large amounts are stored in 32 bits", "coin.ts", "Math.floor(coin.amount / 0x1_0000_0000)", "0"],
  [
    "candidates are not found again after a restart",
    CHAIN,
    "entry.chainWork > this.#tip.chainWork && this.headers.hasChainOfBodies(entry)) this",
    "entry.chainWork < 0n) this",
  ],
  [
    "layers of another branch are kept",
    CHAIN,
    "this.#dropLayersFrom(this.#layersOnTheWay(plan));",
    "this.#layersOnTheWay(plan);",
  ],
];

export const CONNECT_MUTATIONS = mutationsOf("chain", ROWS);
