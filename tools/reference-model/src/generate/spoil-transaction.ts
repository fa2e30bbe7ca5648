/** Transactions that break one rule, or stand exactly at its bound; where a signature can be right, it is. */
import { AMOUNT_MAX, type Bytes, join, littleEndian, sumOf, type Transaction } from "../model/index.ts";
import type { Payment } from "./content.ts";
import { OWNER_KEYS } from "./owners.ts";
import type { FlawRecipe } from "./recipe.ts";
import { signed } from "./sign.ts";

const KEY = OWNER_KEYS[2] as Bytes;
const UINT32_MAX = 2n ** 32n - 1n;

export function spoilPayment(payment: Payment, recipe: FlawRecipe, height: bigint, chainId: Bytes): Payment {
  const { tx, spent } = payment;
  if (recipe.flaw === "tx-signature") return { tx: spoilSignature(payment, recipe.pick, chainId), spent };
  if (recipe.flaw === "tx-signature-count") {
    return { tx: { ...tx, signatures: spoilSignatureCount(tx.signatures, recipe.pick) }, spent };
  }
  const changed = { ...tx, ...changesOf(payment, recipe, height) };
  return { tx: signed(changed, spent, chainId), spent };
}

export function spoilCoinbase(tx: Transaction, { flaw, pick }: FlawRecipe, height: bigint): Transaction {
  switch (flaw) {
    case "coinbase-lock":
      return { ...tx, lockHeight: pick % 2 === 0 ? height : 1n };
    case "coinbase-signatures":
      return { ...tx, signatures: new Uint8Array(pick % 2 === 0 ? 64 : 1) };
    case "coinbase-memo":
      return { ...tx, memo: resized(tx.memo, [63, 64, 256, 257, 0, 3][pick % 6] as number) };
    case "coinbase-height": {
      const wrong = [height + 1n, height - 1n, height * 256n, 0n][pick % 4] as bigint;
      return { ...tx, memo: join(littleEndian(wrong, 4), tx.memo.slice(4)) };
    }
    case "coinbase-amounts":
      if (pick % 4 === 3) return { ...tx, version: pick % 8 === 3 ? 2n : 0n };
      return { ...tx, outputs: amountsAtBound(pick).map((amount) => ({ amount, key: KEY })) };
    default:
      return tx;
  }
}

function changesOf({ tx, spent }: Payment, { flaw, pick }: FlawRecipe, height: bigint): Partial<Transaction> {
  switch (flaw) {
    case "tx-version":
      return { version: [0n, 2n, UINT32_MAX][pick % 3] as bigint };
    case "tx-memo":
      return { memo: new Uint8Array(pick % 3 === 0 ? 256 : 257) };
    case "tx-no-outputs":
      return { outputs: [], memo: new Uint8Array(64) };
    case "tx-amounts":
      return { outputs: amountsAtBound(pick).map((amount) => ({ amount, key: KEY })) };
    case "tx-inputs-twice":
      return { inputs: [...tx.inputs, ...tx.inputs.slice(0, 1)] };
    case "tx-lock":
      return { lockHeight: [height + 1n, height, UINT32_MAX][pick % 3] as bigint };
    case "tx-missing":
      return { inputs: tx.inputs.map(({ txid, index }) => ({ txid, index: index + 1n + BigInt(pick % 3) })) };
    case "tx-below-out":
      return { outputs: [{ amount: sumOf(spent) + BigInt(pick % 3 === 0 ? 0 : 1), key: KEY }] };
    default:
      return { memo: Uint8Array.of(pick % 256) };
  }
}

/** Around the largest amount, in one output and in a sum. */
function amountsAtBound(pick: number): readonly bigint[] {
  const choices = [
    [AMOUNT_MAX + 1n],
    [AMOUNT_MAX],
    [AMOUNT_MAX, 1n],
    [AMOUNT_MAX - 1n, 1n],
    [2n ** 64n - 1n],
    [AMOUNT_MAX, 1n, AMOUNT_MAX + 1n],
    [1n, AMOUNT_MAX + 1n, AMOUNT_MAX],
    [2n ** 53n + 1n],
  ];
  return choices[pick % choices.length] as readonly bigint[];
}

function spoilSignatureCount(signatures: Bytes, pick: number): Bytes {
  const choices = [
    signatures.slice(64),
    join(signatures, signatures.slice(0, 64)),
    join(signatures, Uint8Array.of(0)),
    signatures.slice(1),
    new Uint8Array(0),
  ];
  return choices[pick % choices.length] as Bytes;
}

function spoilSignature({ tx, spent }: Payment, pick: number, chainId: Bytes): Transaction {
  const { signatures } = tx;
  const flipped = signatures.map((byte, i) => (i === pick % signatures.length ? byte ^ (1 << (pick % 8)) : byte));
  switch (pick % 6) {
    case 0:
      return signed(tx, spent, reversed(chainId));
    case 1:
      // in the order of the last use, or of another message
      return signatures.length > 64
        ? { ...tx, signatures: join(signatures.slice(64), signatures.slice(0, 64)) }
        : { ...tx, memo: Uint8Array.of(1, 2, 3) };
    case 2:
      return {
        ...signed(
          tx,
          spent.map((coin) => ({ ...coin, amount: coin.amount + 1n })),
          chainId,
        ),
      };
    case 3:
      return { ...tx, signatures: new Uint8Array(signatures.length).fill(0xff) };
    default:
      return { ...tx, signatures: flipped };
  }
}

function reversed(chainId: Bytes): Bytes {
  return chainId.toReversed();
}

function resized(memo: Bytes, length: number): Bytes {
  return join(memo, new Uint8Array(300)).slice(0, length);
}
