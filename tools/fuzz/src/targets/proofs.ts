/**
 * Proofs for light nodes, held against headers of a real chain. Whatever the proof, what is accepted must be true of
 * that chain. An input begins with the kind of proof and the height of the block that it is about.
 */

import {
  blockFilter,
  makeFilterProof,
  makeHistoryPrefixProof,
  makeHistoryProof,
  makeTransactionProof,
} from "@triad/chain/blocks";
import {
  type FilterProof,
  type HistoryPrefixProof,
  type HistoryProof,
  ProofRefusal,
  type TransactionProof,
  targetOfBits,
  verifyFilterProof,
  verifyHistoryPrefixProof,
  verifyHistoryProof,
  verifyTransactionProof,
  workOfTarget,
} from "@triad/chain/headers";
import { type BuiltBlock, openTestChain } from "@triad/chain/testing";
import { join } from "../generate/bytes.ts";
import { mutate } from "../generate/mutate.ts";
import { readAll, SAMPLE_NETWORK, sampleBranch } from "../sample-chain.ts";
import { expectThat, type Target, type Timed } from "../target.ts";
import { bytesWithLength, listAsBytes, numberAsBytes, ProofCursor, workAsBytes } from "./proof-cursor.ts";
import { sameBytes } from "./same-bytes.ts";

type Top = HistoryProof["block"];

export function openProofs(): Target {
  const branch = sampleBranch();
  const workUpTo = (height: number) => BigInt(height) * workOf(branch[0]);
  const samples = makeSamples(branch);
  return {
    samples,
    dictionary: [Uint8Array.of(240), Uint8Array.of(244), Uint8Array.of(247), new Uint8Array(34)],
    shape: (random) => mutate(random.pick(samples), random, random.pick(samples), []),
    check(input, timed) {
      const cursor = new ProofCursor(input);
      const kind = cursor.byte() % 4;
      // heights 1 to the branch's length; the genesis block has no ancestors
      const height = 1 + (cursor.byte() % branch.length);
      const block = branch[height - 1] as BuiltBlock;
      const { root } = block.header;
      switch (kind) {
        case 0: {
          const proven = verified(() => verifyTransactionProof(readTransactionProof(cursor), root), timed);
          if (typeof proven === "string") return proven;
          const index = block.block.transactions.findIndex((bytes) => sameBytes(bytes, proven.tx.bytes));
          expectThat(index >= 0, "a proven transaction is in the block");
          expectThat(proven.isFirst === (index === 0), "a proof tells the coinbase from the rest");
          return "accepted transaction";
        }
        case 1: {
          const proof = readFilterProof(cursor);
          const proven = verified(() => verifyFilterProof(proof, root), timed);
          if (typeof proven === "string") return proven;
          expectThat(sameBytes(proof.filter, filterOf(block)), "a proven filter is the block's own");
          return "accepted filter";
        }
        case 2: {
          const proof = readHistoryProof(cursor);
          const proven = verified(() => verifyHistoryProof(proof, root), timed);
          if (typeof proven === "string") return proven;
          expectThat(proof.laterHeight === height, "a proof names the height that the header commits to");
          expectThat(sameBytes(proof.block.hash, hashAt(branch, proof.height)), "a proven ancestor is one");
          expectThat(proven.workBefore === workUpTo(proof.height), "the work before it is what it is");
          expectThat(proven.workTotal === workUpTo(height), "all work is what it is");
          return "accepted ancestor";
        }
        default: {
          const proof = readPrefixProof(cursor);
          const earlier = branch[proof.height - 1]?.block.commitments.subarray(32) ?? new Uint8Array(32);
          const roots = { historyRoot: earlier, laterHistoryRoot: block.block.commitments.subarray(32) };
          const proven = verified(() => verifyHistoryPrefixProof(proof, roots), timed);
          if (typeof proven === "string") return proven;
          expectThat(proof.laterHeight === height, "a prefix names the height that the header commits to");
          expectThat(proven.work === workUpTo(proof.height), "the work of a prefix is what it is");
          expectThat(proven.laterWork === workUpTo(height), "the work after a prefix is what it is");
          return "accepted prefix";
        }
      }
    },
  };
}

/** What was proven, or the outcome of a refusal. */
function verified<Proven extends object>(verify: () => Proven | ProofRefusal, timed: Timed): Proven | string {
  const result = timed(verify);
  return result instanceof ProofRefusal ? `refused ${result.code}` : result;
}

function filterOf({ block, header }: BuiltBlock): Uint8Array {
  return blockFilter(readAll(block.transactions), header.prev);
}

function workOf(block: BuiltBlock | undefined): bigint {
  return workOfTarget(targetOfBits(block?.header.bits ?? 0) ?? 0n);
}

function hashAt(branch: readonly BuiltBlock[], height: number): Uint8Array {
  return height === 0 ? SAMPLE_NETWORK.chainId : (branch[height - 1]?.hash ?? new Uint8Array());
}

function readTransactionProof(cursor: ProofCursor): TransactionProof {
  const [tx, index, txCount] = [cursor.bytes(), cursor.number(), cursor.number()];
  return { tx, index, txCount, siblings: cursor.list(() => cursor.bytes()), commitments: cursor.bytes() };
}

function readFilterProof(cursor: ProofCursor): FilterProof {
  return { filter: cursor.bytes(), txRoot: cursor.bytes(), historyRoot: cursor.bytes() };
}

function readHistoryProof(cursor: ProofCursor): HistoryProof {
  const [block, height, laterHeight] = [readTop(cursor), cursor.number(), cursor.number()];
  const siblings = cursor.list(() => readTop(cursor));
  return { block, height, laterHeight, siblings, txRoot: cursor.bytes(), filterHash: cursor.bytes() };
}

function readPrefixProof(cursor: ProofCursor): HistoryPrefixProof {
  const [height, laterHeight, node] = [cursor.number(), cursor.number(), readTop(cursor)];
  return { height, laterHeight, node, siblings: cursor.list(() => readTop(cursor)) };
}

function readTop(cursor: ProofCursor): Top {
  return { hash: cursor.bytes(), work: cursor.work() };
}

function topAsBytes({ hash, work }: Top): Uint8Array {
  return join([bytesWithLength(hash), workAsBytes(work)]);
}

function makeSamples(branch: readonly BuiltBlock[]): readonly Uint8Array[] {
  const chain = openTestChain(SAMPLE_NETWORK);
  for (const { headerBytes, header } of branch) chain.acceptHeader(headerBytes, header.time);
  const nodes = chain.historyNodes;
  return branch.flatMap(({ block, header, ...built }, at) => {
    const about = (kind: number, ...parts: readonly Uint8Array[]) => join([Uint8Array.of(kind, at), ...parts]);
    const laterHeight = at + 1;
    const filter = makeFilterProof(block, filterOf({ block, header, ...built }));
    const transactions = block.transactions.map((_, index) => {
      const { tx, txCount, siblings, commitments } = makeTransactionProof(block, index);
      const path = listAsBytes(siblings.map(bytesWithLength));
      const place = [numberAsBytes(index), numberAsBytes(txCount)];
      return about(0, bytesWithLength(tx), ...place, path, bytesWithLength(commitments));
    });
    const ancestors = [0, at >> 1, at].map((height) => {
      const proof = makeHistoryProof({ nodes, height, later: block, laterHeight });
      const place = [numberAsBytes(height), numberAsBytes(laterHeight), listAsBytes(proof.siblings.map(topAsBytes))];
      return about(
        2,
        topAsBytes(proof.block),
        ...place,
        bytesWithLength(proof.txRoot),
        bytesWithLength(proof.filterHash),
      );
    });
    const prefixes = [1, 1 + (at >> 1), laterHeight].map((height) => {
      const proof = makeHistoryPrefixProof({ nodes, height, laterHeight, lastHash: header.prev });
      const place = [numberAsBytes(height), numberAsBytes(laterHeight)];
      return about(3, ...place, topAsBytes(proof.node), listAsBytes(proof.siblings.map(topAsBytes)));
    });
    const parts = [filter.filter, filter.txRoot, filter.historyRoot].map(bytesWithLength);
    return [...transactions, about(1, ...parts), ...ancestors, ...prefixes];
  });
}
