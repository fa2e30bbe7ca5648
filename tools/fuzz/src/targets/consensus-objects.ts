/** Headers, transactions and blocks: hashes are taken over their bytes, so what is read is what is written. */
import { checkBlockAlone, checkTransactionAlone, commitmentsRoot } from "@triad/chain/blocks";
import { merkleRoot, sha256d } from "@triad/crypto";
import { DecodeError, readBlock, readHeader, readTransaction, writeBlock, writeHeader } from "@triad/protocol";
import { join, repeat, utf8 } from "../generate/bytes.ts";
import { hostileVarint } from "../generate/mutate.ts";
import { anyFields, field, numberField } from "../generate/protobuf-shapes.ts";
import type { Random } from "../generate/random.ts";
import {
  outcomeOfError,
  outcomeOfVerdict,
  SAMPLE_NETWORK,
  sampleBlocks,
  sampleEntry,
  sampleTransactions,
} from "../sample-chain.ts";
import { expectThat, type Target } from "../target.ts";
import { rewriteTransaction } from "./rewrite-transaction.ts";
import { sameBytes } from "./same-bytes.ts";

export function openHeaders(): Target {
  return {
    samples: sampleBlocks().map(({ headerBytes }) => headerBytes),
    dictionary: [],
    shape: (random) => random.bytes(random.pick([0, 1, 79, 80, 81, 160])),
    check(input, timed) {
      const header = timed(() => readHeader(input));
      if (header instanceof DecodeError) return outcomeOfError(header, input);
      expectThat(sameBytes(writeHeader(header), input), "a header is written as it was read");
      return "accepted";
    },
  };
}

export function openTransactions(): Target {
  return {
    samples: sampleTransactions().map(({ bytes }) => bytes),
    dictionary: [utf8("*"), Uint8Array.of(0x12, 0x22, 0x0a, 0x20), Uint8Array.of(0x1a, 0x24, 0x08, 0x01, 0x12, 0x20)],
    shape: transactionShape,
    check(input, timed) {
      const transaction = timed(() => readTransaction(input));
      if (transaction instanceof DecodeError) return outcomeOfError(transaction, input);
      expectThat(sameBytes(transaction.bytes, input), "a transaction keeps the bytes that were read");
      const rewritten = rewriteTransaction(transaction);
      expectThat(rewritten === undefined || sameBytes(rewritten, input), "a transaction is written as it was read");
      return outcomeOfVerdict(checkTransactionAlone(transaction));
    },
  };
}

export function openBlocks(): Target {
  return {
    samples: sampleBlocks().map(({ bytes }) => bytes),
    dictionary: [Uint8Array.of(0x1a, 0x41), Uint8Array.of(0x0a, 0x50), Uint8Array.of(0x12, 0x40)],
    shape: blockShape,
    check(input, timed) {
      const block = timed(() => readBlock(input));
      if (block instanceof DecodeError) return outcomeOfError(block, input);
      expectThat(sameBytes(writeBlock(block), input), "a block is written as it was read");
      const header = readHeader(block.header);
      expectThat(!(header instanceof DecodeError), "a block that was read has a header");
      if (header instanceof DecodeError) return "refused";
      // as if the header committed to these bytes: otherwise no rule but the first would ever be reached
      const root = commitmentsRoot({
        txRoot: merkleRoot(block.transactions.map((bytes) => sha256d(bytes))),
        filterHash: block.commitments.subarray(0, 32),
        historyRoot: block.commitments.subarray(32),
      });
      const { hash, height, chainWork, parent, sequence, hasBody, isInvalid } = sampleEntry();
      const place = { hash, height, chainWork, parent, sequence, hasBody, isInvalid };
      const entry = { ...place, header: { ...header, root } };
      const historyRoot = block.commitments.slice(32);
      return outcomeOfVerdict(checkBlockAlone(block, { network: SAMPLE_NETWORK, entry, historyRoot }));
    },
  };
}

function transactionShape(random: Random): Uint8Array {
  const input = () => field(2, join([field(1, random.bytes(random.once(9) ? 31 : 32)), anyIndex(random)]));
  const amount = () =>
    random.once(5) ? join([Uint8Array.of(8), hostileVarint(random)]) : numberField(1, 1 + random.integer(1e9));
  const output = () => field(3, join([amount(), field(2, random.bytes(random.once(9) ? 33 : 32))]));
  const parts = [
    random.once(9) ? numberField(1, random.integer(3)) : numberField(1, 1),
    ...Array.from({ length: random.integer(4) }, input),
    random.once(6) ? repeat(input(), random.size(20_000)) : new Uint8Array(),
    ...Array.from({ length: random.integer(4) }, output),
    random.once(6) ? repeat(output(), random.size(20_000)) : new Uint8Array(),
    random.once(2) ? numberField(4, random.pick([0, 1, 2 ** 32 - 1, 2 ** 32])) : new Uint8Array(),
    random.once(2) ? field(5, random.bytes(random.size(300))) : new Uint8Array(),
    random.once(2) ? field(6, random.bytes(64 * random.integer(3) + random.integer(2))) : new Uint8Array(),
    random.once(6) ? anyFields(random) : new Uint8Array(),
  ];
  return join(random.once(6) ? parts.toReversed() : parts);
}

function anyIndex(random: Random): Uint8Array {
  return random.once(3) ? join([Uint8Array.of(16), hostileVarint(random)]) : numberField(2, 1 + random.integer(9));
}

function blockShape(random: Random): Uint8Array {
  const encodings = sampleTransactions();
  const body = () => (random.once(3) ? transactionShape(random) : random.pick(encodings).bytes);
  return join([
    field(1, random.once(9) ? random.bytes(79) : random.pick(sampleBlocks()).headerBytes),
    field(2, random.bytes(random.once(9) ? 65 : 64)),
    ...Array.from({ length: random.integer(5) }, () => field(3, body())),
    random.once(6) ? repeat(field(3, random.bytes(random.pick([64, 65]))), random.size(15_000)) : new Uint8Array(),
    random.once(6) ? anyFields(random) : new Uint8Array(),
  ]);
}
