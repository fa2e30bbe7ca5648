/** A few real blocks with payments, for samples: made once, the same each time. */
import { Reject } from "@triad/chain";
import {
  BlockTree,
  type BuiltBlock,
  drawFrom,
  payment,
  premineCoin,
  randomBlockTree,
  type TreeBlock,
  testKey,
  testNetwork,
} from "@triad/chain/testing";
import { DecodeError, readTransaction, type Transaction } from "@triad/protocol";
import { expectThat } from "./target.ts";

export const SAMPLE_NETWORK = testNetwork();

const BLOCKS = 24;
const BRANCH_BLOCKS = 11;

let made: readonly TreeBlock[] | undefined;
let transactions: readonly Transaction[] | undefined;

/** Of several branches, some of them invalid. */
export function sampleBlocks(): readonly TreeBlock[] {
  made ??= randomBlockTree(SAMPLE_NETWORK, BLOCKS, drawFrom(7)).blocks;
  return made;
}

export function sampleTransactions(): readonly Transaction[] {
  transactions ??= sampleBlocks().flatMap(({ block }) => readAll(block.transactions));
  return transactions;
}

/** Blocks 1 to 11 of one branch, with 1 to 4 transactions each. Nobody checks that they spend twice. */
export function sampleBranch(): readonly BuiltBlock[] {
  const tree = new BlockTree(SAMPLE_NETWORK);
  const payments = [0, 1, 2].map((n) =>
    payment({
      network: SAMPLE_NETWORK,
      spend: [premineCoin(SAMPLE_NETWORK, n)],
      outputs: [{ amount: 1000 + n, key: testKey(n).key }],
    }),
  );
  const branch: ReturnType<BlockTree["extend"]>[] = [];
  for (let height = 1; height <= BRANCH_BLOCKS; height++) {
    const parent = branch.at(-1)?.entry ?? tree.genesis;
    branch.push(tree.extend(parent, { transactions: payments.slice(0, height % 4) }));
  }
  return branch;
}

/** Of encodings that are known to be transactions. */
export function readAll(encodings: readonly Uint8Array[]): readonly Transaction[] {
  return encodings.flatMap((bytes) => {
    const transaction = readTransaction(bytes);
    return transaction instanceof DecodeError ? [] : [transaction];
  });
}

/** A place in a chain, for a reader that needs one. */
export function sampleEntry(): TreeBlock["entry"] {
  const entry = sampleBlocks().find(({ isValid }) => isValid)?.entry;
  if (entry === undefined) throw new Error("the sample has a valid block");
  return entry;
}

/** A verdict is a value with a code. */
export function outcomeOfVerdict(verdict: unknown): string {
  if (verdict instanceof Reject) return `refused ${verdict.code}`;
  if (verdict instanceof DecodeError) return outcomeOfError(verdict);
  return "accepted";
}

export function outcomeOfError(error: DecodeError, input?: Uint8Array): string {
  expectThat(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(error.what), "a DecodeError's reason is a kebab-case word");
  expectThat(Number.isInteger(error.at) && error.at >= 0, "a DecodeError names a place");
  expectThat(input === undefined || error.at <= input.length, "a DecodeError's place lies in the input");
  return `refused ${error.what}`;
}
