/**
 * A block that lacks nothing but its nonce. Every field follows from the rules (docs/spec/headers.md, blocks.md); the
 * choice and order of the transactions is the caller's.
 */
import { assert, MEMO_BYTES_MAX, type Network, TRANSACTION_VERSION } from "@triad/chain";
import { coinbaseMemo, commitmentsRoot, subsidyAt } from "@triad/chain/blocks";
import { requiredBits, targetOfBits } from "@triad/chain/headers";
import { concatBytes, equalBytes, merkleRoot } from "@triad/crypto";
import { type Block, type Transaction, transactionFrom, writeBlock, writeHeader } from "@triad/protocol";

/** No rule reads it; rolled by some mining hardware. */
const HEADER_VERSION = 1;
/** A u64, so that one template never runs out of them. */
const EXTRA_NONCE_BYTES = 8;
/** What a memo has left beside the height and the extra nonce. */
export const COINBASE_TEXT_BYTES_MAX = MEMO_BYTES_MAX - 4 - EXTRA_NONCE_BYTES;
/** Version 2, output 45 (tag and length 2, amount 9, key 34), memo 3 + 256: no coinbase with one output is longer. */
const COINBASE_BYTES_MAX = 2 + 45 + 3 + MEMO_BYTES_MAX;

export interface TemplateInput {
  readonly network: Network;
  readonly parent: { readonly hash: Uint8Array; readonly height: number; readonly time: number };
  /** Time of block 1; any number when the template is for block 1. */
  readonly firstTime: number;
  readonly unixSeconds: number;
  /** In block order, without a coinbase, together at most `transactionBudget(network)` bytes. Fees in base units. */
  readonly transactions: readonly { readonly tx: Transaction; readonly fee: number }[];
  /** x-only key that the coinbase pays to, 32 bytes. */
  readonly payTo: Uint8Array;
  /** Over all blocks up to the parent, 32 bytes. */
  readonly historyRoot: Uint8Array;
  /** Hash of the filter of a block with these transactions (coinbase first) on the parent `prev`. */
  readonly filterHash: (transactions: readonly Transaction[], prev: Uint8Array) => Uint8Array;
  /** At most COINBASE_TEXT_BYTES_MAX. */
  readonly coinbaseText: Uint8Array;
  /** A safe integer: another one for each search on one parent. */
  readonly extraNonce: number;
}

export interface BlockTemplate {
  readonly height: number;
  /** 80 bytes, nonce 0. */
  readonly header: Uint8Array;
  /** 32 bytes, big-endian. */
  readonly target: Uint8Array;
  readonly bits: number;
  /** As it will be published, but for the nonce. */
  readonly block: Block;
  /** Base units. */
  readonly fees: number;
  /** Without the coinbase. */
  readonly transactionCount: number;
  /** Unix seconds from which on a header may have an easier target (stall rule). Undefined: never. */
  readonly staleAtUnixSeconds: number | undefined;
}

/** @throws RangeError when the text, a key or a hash has the wrong length */
export function makeTemplate(input: TemplateInput): BlockTemplate {
  const params = input.network.params.consensus;
  const height = input.parent.height + 1;
  // times may not fall; a parent ahead of this clock passes its time on
  const time = Math.max(input.parent.time, input.unixSeconds);
  const bits = requiredBits(params, { height, time, parentTime: input.parent.time, firstTime: input.firstTime });
  const fees = input.transactions.reduce((sum, { fee }) => sum + fee, 0);
  const coinbase = makeCoinbase(height, subsidyAt(height, params) + fees, input);
  const transactions = [coinbase, ...input.transactions.map(({ tx }) => tx)];
  const filterHash = input.filterHash(transactions, input.parent.hash);
  const root = commitmentsRoot({
    txRoot: merkleRoot(transactions.map(({ wtxid }) => wtxid)),
    filterHash,
    historyRoot: input.historyRoot,
  });
  const header = writeHeader({ version: HEADER_VERSION, prev: input.parent.hash, root, time, bits, nonce: 0 });
  return {
    height,
    header,
    target: targetBytes(bits),
    bits,
    block: {
      header,
      commitments: concatBytes(filterHash, input.historyRoot),
      transactions: transactions.map(({ bytes }) => bytes),
    },
    fees,
    transactionCount: input.transactions.length,
    staleAtUnixSeconds: stallStepAfter(time, { ...input, height, bits }),
  };
}

/** Bytes that a block has for transactions beside the largest coinbase that a template makes. */
export function transactionBudget(network: Network): number {
  return Math.max(0, network.params.consensus.maxBlockBytes - COINBASE_BYTES_MAX);
}

/**
 * The encoded block with a header that was solved for this template: nonce, version and time may differ.
 * Throws when it is another template's header, for which this body would be a mutated block.
 */
export function finishBlock(template: BlockTemplate, header: Uint8Array): Uint8Array {
  assert(isHeaderOf(template, header), "a search's result is matched with its job before it is used");
  return writeBlock({ ...template.block, header });
}

/** Same parent, same root, same bits. */
export function isHeaderOf(template: BlockTemplate, header: Uint8Array): boolean {
  return (
    header.length === template.header.length &&
    equalBytes(header.subarray(4, 68), template.header.subarray(4, 68)) &&
    equalBytes(header.subarray(72, 76), template.header.subarray(72, 76))
  );
}

function makeCoinbase(height: number, amount: number, { payTo, coinbaseText, extraNonce }: TemplateInput): Transaction {
  if (coinbaseText.length > COINBASE_TEXT_BYTES_MAX) {
    throw new RangeError(`a coinbase text of ${coinbaseText.length} bytes`);
  }
  return transactionFrom({
    version: TRANSACTION_VERSION,
    inputs: [],
    // an output of nothing cannot be encoded, and a coinbase may do without
    outputs: amount === 0 ? [] : [{ amount, key: payTo }],
    lockHeight: 0,
    memo: coinbaseMemo(height, concatBytes(extraNonceBytes(extraNonce), coinbaseText)),
    signatures: new Uint8Array(0),
  });
}

function extraNonceBytes(extraNonce: number): Uint8Array {
  if (!Number.isSafeInteger(extraNonce) || extraNonce < 0) throw new RangeError(`extra nonce ${extraNonce}`);
  const bytes = new Uint8Array(EXTRA_NONCE_BYTES);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(extraNonce), true);
  return bytes;
}

function targetBytes(bits: number): Uint8Array {
  const target = targetOfBits(bits);
  assert(target !== undefined, "the difficulty rule yields bits that stand for a target");
  const bytes = new Uint8Array(32);
  for (let i = 0, rest = target; i < 32; i++, rest >>= 8n) bytes[31 - i] = Number(rest & 0xffn);
  return bytes;
}

/** When the next whole half-life since the parent ends, unless the target is as easy as it gets or never changes. */
function stallStepAfter(
  time: number,
  { network, parent, height, bits }: Pick<TemplateInput, "network" | "parent"> & { height: number; bits: number },
): number | undefined {
  const { halfLife, easiestBits } = network.params.consensus;
  if (halfLife === 0 || height === 1 || bits === easiestBits) return undefined;
  return parent.time + halfLife * (Math.floor((time - parent.time) / halfLife) + 1);
}
