/** Every network message, as a frame from a peer. */
import { DecodeError, decodeFrame, encodeMessage, LIMITS, type Message, type MessageKind } from "@triad/protocol";
import { join, repeat, utf8 } from "../generate/bytes.ts";
import { hostileVarint, varint } from "../generate/mutate.ts";
import { anyFields, field, nested, numberField, openGroups } from "../generate/protobuf-shapes.ts";
import type { Random } from "../generate/random.ts";
import { outcomeOfError, sampleBlocks, sampleTransactions } from "../sample-chain.ts";
import { expectThat, type Target } from "../target.ts";
import { sameBytes } from "./same-bytes.ts";

/** Numbers of the Envelope's fields, used and unused. */
const FIELDS_OF_ENVELOPE = 28;

export function openFrames(): Target {
  const messages = sampleMessages();
  return {
    samples: messages.map(encodeMessage),
    dictionary: [
      utf8("full-node"),
      utf8("127.0.0.1"),
      utf8("\ud7ff"),
      Uint8Array.of(0xed, 0xa0, 0x80),
      utf8("\u001b[2J"),
    ],
    shape: (random) => frameShape(random),
    check(input, timed) {
      const message = timed(() => decodeFrame(input));
      if (message instanceof DecodeError) return outcomeOfError(message, input);
      expectThat(input.length <= LIMITS[message.kind].frameBytesMax, "a message lies within the limit of its kind");
      const written = encodeMessage(message);
      const again = decodeFrame(written);
      expectThat(!(again instanceof DecodeError), "a message that was read can be written and read again");
      if (!(again instanceof DecodeError)) {
        expectThat(sameBytes(encodeMessage(again), written), "a message that was written is read as it was");
      }
      return `accepted ${message.kind}`;
    },
  };
}

/** One of each kind; the compiler sees to it that none is forgotten. */
export function sampleMessages(): readonly Message[] {
  const [block] = sampleBlocks();
  if (block === undefined) throw new Error("the sample chain has blocks");
  const hash = block.hash;
  const samples: { readonly [K in MessageKind]: Extract<Message, { kind: K }> } = {
    hello: {
      kind: "hello",
      version: 1,
      chainId: hash,
      role: "miner",
      services: 3,
      nodeKey: hash,
      nonce: hash,
      userAgent: "triad-miner/0.1.0",
      height: 7,
      work: 1n << 200n,
      listenHost: "192.0.2.1",
      listenPort: 38641,
      time: 1_800_000_000,
    },
    "hello-proof": { kind: "hello-proof", signature: new Uint8Array(64).fill(3) },
    ping: { kind: "ping", nonce: hash.slice(0, 8) },
    pong: { kind: "pong", nonce: hash.slice(0, 8) },
    "get-addresses": { kind: "get-addresses" },
    addresses: {
      kind: "addresses",
      addresses: [
        { host: "192.0.2.1", port: 1, role: "full-node" },
        { host: "2001:db8::1", port: 65_535, role: "light-node" },
        { host: "node.example", port: 38641, role: "miner" },
      ],
    },
    "get-headers": { kind: "get-headers", locator: [hash, block.header.prev], stop: hash },
    headers: { kind: "headers", headers: sampleBlocks().map(({ headerBytes }) => headerBytes) },
    inventory: { kind: "inventory", wtxids: sampleTransactions().map(({ wtxid }) => wtxid) },
    "get-transactions": { kind: "get-transactions", wtxids: sampleTransactions().map(({ wtxid }) => wtxid) },
    transactions: { kind: "transactions", transactions: sampleTransactions().map(({ bytes }) => bytes) },
    "block-announcement": { kind: "block-announcement", header: block.headerBytes },
    "compact-block": {
      kind: "compact-block",
      header: block.headerBytes,
      commitments: block.bytes.slice(84, 148),
      nonce: hash.slice(0, 8),
      shortIds: hash.slice(0, 12),
      prefilled: [{ index: 0, transaction: block.coinbase.bytes }],
    },
    "get-block-transactions": { kind: "get-block-transactions", hash, indexes: [0, 2] },
    "block-transactions": {
      kind: "block-transactions",
      hash,
      transactions: sampleTransactions().map(({ bytes }) => bytes),
    },
    "get-blocks": { kind: "get-blocks", hashes: [hash, block.header.prev] },
    "block-reply": { kind: "block-reply", block: block.bytes },
    "blocks-not-found": { kind: "blocks-not-found", hashes: [hash], code: "not-granted" },
    "access-request": { kind: "access-request" },
    "access-reply": { kind: "access-reply", decision: "granted" },
    notice: { kind: "notice", code: "too-old", text: "Your version is too old." },
    "get-filters": { kind: "get-filters", startHeight: 1, stop: hash },
    filters: {
      kind: "filters",
      startHeight: 1,
      stop: hash,
      filters: [
        { filter: hash.slice(0, 9), txRoot: hash, historyRoot: block.header.root },
        { filter: Uint8Array.of(0), txRoot: block.header.prev, historyRoot: hash },
      ],
    },
    "get-transaction-proof": { kind: "get-transaction-proof", hash, txid: block.coinbase.txid },
    "transaction-proof": {
      kind: "transaction-proof",
      hash,
      txid: block.coinbase.txid,
      transaction: block.coinbase.bytes,
      index: 0,
      txCount: 2,
      siblings: [block.header.prev],
      commitments: block.bytes.slice(84, 148),
    },
    "proof-not-found": { kind: "proof-not-found", hash, txid: block.coinbase.txid, code: "unknown-block" },
  };
  return Object.values(samples);
}

function frameShape(random: Random): Uint8Array {
  const number = random.once(12) ? random.pick([0, 100, 536_870_911]) : 1 + random.integer(FIELDS_OF_ENVELOPE);
  const payload = payloadShape(random);
  if (random.once(8)) return join([varint(number * 8 + 2), hostileVarint(random), payload]);
  if (random.once(8)) return join([field(number, payload), field(1 + random.integer(20), anyFields(random))]);
  return field(number, payload);
}

function payloadShape(random: Random): Uint8Array {
  switch (random.integer(9)) {
    case 0:
      return nested(1 + random.integer(3), random.once(10) ? 50_000 : random.pick([2, 99, 101, 1000]));
    case 1:
      return openGroups(1 + random.integer(3), random.pick([1, 100, 5000]));
    case 2:
      return field(
        1,
        repeat(Uint8Array.of(random.uint32()), random.pick([32, 80]) * random.size(2100) + random.integer(2)),
      );
    case 3:
      return repeat(field(1, random.bytes(random.integer(3))), random.size(2000));
    case 4:
      return repeat(field(1, join([field(1, utf8("h")), numberField(2, 1), numberField(3, 1)])), random.size(1100));
    case 5:
      return repeat(field(1, random.bytes(random.pick([64, 65]))), random.size(110));
    case 6:
      return join([field(1, utf8("a-code")), field(2, random.bytes(random.size(1100)))]);
    default:
      return anyFields(random, 400);
  }
}
