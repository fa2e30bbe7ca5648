/** One well-formed message of each kind about things that nobody has: what hostile frames are made from. */
import { encodeMessage, type Message, type MessageKind, type MessageOf, PROTOCOL_VERSION } from "@triad/protocol";
import type { SeededBytes } from "./seeded-bytes.ts";

export function sampleMessages({ bytes }: SeededBytes): readonly Message[] {
  const all: { readonly [K in MessageKind]: MessageOf<K> } = {
    hello: {
      kind: "hello",
      version: PROTOCOL_VERSION,
      chainId: bytes(32),
      role: "full-node",
      services: 7,
      nodeKey: bytes(32),
      nonce: bytes(32),
      userAgent: "attack",
      height: 1,
      work: 1n,
      listenHost: "",
      listenPort: 1,
      time: 0,
    },
    "hello-proof": { kind: "hello-proof", signature: bytes(64) },
    ping: { kind: "ping", nonce: bytes(8) },
    pong: { kind: "pong", nonce: bytes(8) },
    "get-addresses": { kind: "get-addresses" },
    addresses: { kind: "addresses", addresses: [{ host: "203.0.113.7", port: 1, role: "miner" }] },
    "get-headers": { kind: "get-headers", locator: [bytes(32)], stop: bytes(32) },
    headers: { kind: "headers", headers: [bytes(80)] },
    inventory: { kind: "inventory", wtxids: [bytes(32)] },
    "get-transactions": { kind: "get-transactions", wtxids: [bytes(32)] },
    transactions: { kind: "transactions", transactions: [bytes(100)] },
    "block-announcement": { kind: "block-announcement", header: bytes(80) },
    "compact-block": {
      kind: "compact-block",
      header: bytes(80),
      commitments: bytes(64),
      nonce: bytes(8),
      shortIds: bytes(60),
      prefilled: [{ index: 0, transaction: bytes(100) }],
    },
    "get-block-transactions": { kind: "get-block-transactions", hash: bytes(32), indexes: [1, 2] },
    "block-transactions": { kind: "block-transactions", hash: bytes(32), transactions: [bytes(100)] },
    "get-blocks": { kind: "get-blocks", hashes: [bytes(32), bytes(32)] },
    "block-reply": { kind: "block-reply", block: bytes(300) },
    "blocks-not-found": { kind: "blocks-not-found", hashes: [bytes(32)], code: "unknown-block" },
    "access-request": { kind: "access-request" },
    "access-reply": { kind: "access-reply", decision: "granted" },
    notice: { kind: "notice", code: "attack", text: "This is an attack." },
    "get-filters": { kind: "get-filters", startHeight: 1, stop: bytes(32) },
    filters: {
      kind: "filters",
      startHeight: 1,
      stop: bytes(32),
      filters: [{ filter: bytes(20), txRoot: bytes(32), historyRoot: bytes(32) }],
    },
    "get-transaction-proof": { kind: "get-transaction-proof", hash: bytes(32), txid: bytes(32) },
    "transaction-proof": {
      kind: "transaction-proof",
      hash: bytes(32),
      txid: bytes(32),
      transaction: bytes(100),
      index: 0,
      txCount: 2,
      siblings: [bytes(32)],
      commitments: bytes(64),
    },
    "proof-not-found": { kind: "proof-not-found", hash: bytes(32), txid: bytes(32), code: "unknown-block" },
  };
  return Object.values(all);
}

export function sampleFrames(random: SeededBytes): readonly Uint8Array[] {
  return sampleMessages(random).map(encodeMessage);
}
