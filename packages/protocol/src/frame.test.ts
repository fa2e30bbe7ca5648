/**
 * One table of messages drives every check here, so that a kind without a row cannot be forgotten: hence the length.
 */
import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { afterEach, describe, expect, it, vi } from "vitest";
import { DecodeError } from "./decode-error.ts";
import { decodeFrame, encodeMessage } from "./frame.ts";
import { triad } from "./generated/wire.js";
import * as limits from "./limits.ts";
import { CONVERTERS } from "./messages/converters.ts";
import type { Message, MessageKind, MessageOf } from "./messages.ts";

const filled = (length: number, value = 7): Uint8Array => new Uint8Array(length).fill(value);
const times = <T>(count: number, element: T): T[] => new Array<T>(count).fill(element);
const HASH = filled(32);
const HEADER = filled(80);
const TRANSACTION = filled(65);
const HELLO: MessageOf<"hello"> = {
  kind: "hello",
  version: 1,
  chainId: HASH,
  role: "full-node",
  services: 0,
  nodeKey: HASH,
  nonce: HASH,
  userAgent: "",
  height: 0,
  work: 0n,
  listenHost: "",
  listenPort: 0,
  time: 0,
};
const COMPACT: MessageOf<"compact-block"> = {
  kind: "compact-block",
  header: HEADER,
  commitments: filled(64),
  nonce: filled(8),
  shortIds: filled(12),
  prefilled: [],
};
const ADDRESS = { host: "a", port: 1, role: "light-node" } as const;
const PROOF: MessageOf<"transaction-proof"> = {
  kind: "transaction-proof",
  hash: HASH,
  txid: HASH,
  transaction: TRANSACTION,
  index: 0,
  txCount: 1,
  siblings: [],
  commitments: filled(64),
};
const FILTER = { filter: filled(1), txRoot: HASH, historyRoot: HASH };
const UINT32_MAX = 2 ** 32 - 1;
const LONGEST_HOST = "a".repeat(253);

/** Per kind: the least and the most that may travel, and what is just beyond with the code of its refusal. */
interface Row<K extends MessageKind> {
  readonly least: MessageOf<K>;
  readonly most: MessageOf<K>;
  readonly refused: readonly (readonly [code: string, message: MessageOf<K>])[];
}

const ROWS: { readonly [K in MessageKind]: Row<K> } = {
  hello: {
    least: HELLO,
    most: {
      ...HELLO,
      listenTls: true,
      version: UINT32_MAX,
      role: "light-node",
      services: UINT32_MAX,
      userAgent: "ü".repeat(128),
      height: UINT32_MAX,
      work: 2n ** 256n - 1n,
      listenHost: LONGEST_HOST,
      listenPort: 65_535,
      time: UINT32_MAX,
    },
    refused: [
      ["version-range", { ...HELLO, version: 2 ** 32 }],
      ["chain-id-length", { ...HELLO, chainId: filled(31) }],
      ["chain-id-length", { ...HELLO, chainId: filled(33) }],
      ["role-unknown", { ...HELLO, role: "unspecified" as "miner" }],
      ["services-range", { ...HELLO, services: -1 }],
      ["node-key-length", { ...HELLO, nodeKey: filled(0) }],
      ["nonce-length", { ...HELLO, nonce: filled(8) }],
      ["user-agent", { ...HELLO, userAgent: `${"ü".repeat(128)}a` }],
      ["user-agent", { ...HELLO, userAgent: "\u001b[2J" }],
      ["height-range", { ...HELLO, height: 0.5 }],
      ["work-range", { ...HELLO, work: -1n }],
      ["work-range", { ...HELLO, work: 2n ** 256n }],
      ["listen-host", { ...HELLO, listenHost: `${LONGEST_HOST}a` }],
      ["listen-host", { ...HELLO, listenHost: "a b" }],
      ["listen-port", { ...HELLO, listenPort: 65_536 }],
      ["time-range", { ...HELLO, time: Number.NaN }],
    ],
  },
  "hello-proof": {
    least: { kind: "hello-proof", signature: filled(64, 0) },
    most: { kind: "hello-proof", signature: filled(64) },
    refused: [
      ["signature-length", { kind: "hello-proof", signature: filled(63) }],
      ["signature-length", { kind: "hello-proof", signature: filled(65) }],
    ],
  },
  ping: {
    least: { kind: "ping", nonce: filled(8, 0) },
    most: { kind: "ping", nonce: filled(8) },
    refused: [
      ["nonce-length", { kind: "ping", nonce: filled(7) }],
      ["nonce-length", { kind: "ping", nonce: filled(9) }],
    ],
  },
  pong: {
    least: { kind: "pong", nonce: filled(8, 0) },
    most: { kind: "pong", nonce: filled(8) },
    refused: [
      ["nonce-length", { kind: "pong", nonce: filled(7) }],
      ["nonce-length", { kind: "pong", nonce: filled(9) }],
    ],
  },
  "get-addresses": { least: { kind: "get-addresses" }, most: { kind: "get-addresses" }, refused: [] },
  addresses: {
    least: { kind: "addresses", addresses: [] },
    most: {
      kind: "addresses",
      addresses: times(1000, { host: LONGEST_HOST, port: 65_535, tls: true as const, role: "miner" as const }),
    },
    refused: [
      ["too-many-elements", { kind: "addresses", addresses: times(1001, ADDRESS) }],
      ["address-host", { kind: "addresses", addresses: [{ ...ADDRESS, host: "" }] }],
      ["address-host", { kind: "addresses", addresses: [ADDRESS, { ...ADDRESS, host: `${LONGEST_HOST}a` }] }],
      ["address-host", { kind: "addresses", addresses: [{ ...ADDRESS, host: "<b>" }] }],
      ["address-port", { kind: "addresses", addresses: [{ ...ADDRESS, port: 0 }] }],
      ["address-port", { kind: "addresses", addresses: [{ ...ADDRESS, port: 65_536 }] }],
      ["role-unknown", { kind: "addresses", addresses: [{ ...ADDRESS, role: "none" as "miner" }] }],
    ],
  },
  "get-headers": {
    least: { kind: "get-headers", locator: [HASH], stop: undefined },
    most: { kind: "get-headers", locator: times(64, HASH), stop: HASH },
    refused: [
      ["list-empty", { kind: "get-headers", locator: [], stop: undefined }],
      ["too-many-elements", { kind: "get-headers", locator: times(65, HASH), stop: undefined }],
      ["stop-length", { kind: "get-headers", locator: [HASH], stop: filled(31) }],
    ],
  },
  headers: {
    least: { kind: "headers", headers: [] },
    most: { kind: "headers", headers: times(2000, HEADER) },
    refused: [["too-many-elements", { kind: "headers", headers: times(2001, HEADER) }]],
  },
  inventory: {
    least: { kind: "inventory", wtxids: [HASH] },
    most: { kind: "inventory", wtxids: times(1000, HASH) },
    refused: [
      ["list-empty", { kind: "inventory", wtxids: [] }],
      ["too-many-elements", { kind: "inventory", wtxids: times(1001, HASH) }],
    ],
  },
  "get-transactions": {
    least: { kind: "get-transactions", wtxids: [HASH] },
    most: { kind: "get-transactions", wtxids: times(1000, HASH) },
    refused: [
      ["list-empty", { kind: "get-transactions", wtxids: [] }],
      ["too-many-elements", { kind: "get-transactions", wtxids: times(1001, HASH) }],
    ],
  },
  transactions: {
    least: { kind: "transactions", transactions: [] },
    most: { kind: "transactions", transactions: times(100, filled(10_000)) },
    refused: [
      ["too-many-elements", { kind: "transactions", transactions: times(101, TRANSACTION) }],
      ["transaction-too-short", { kind: "transactions", transactions: [TRANSACTION, filled(64)] }],
      ["too-many-bytes", { kind: "transactions", transactions: [filled(999_936), TRANSACTION] }],
    ],
  },
  "block-announcement": {
    least: { kind: "block-announcement", header: filled(80, 0) },
    most: { kind: "block-announcement", header: HEADER },
    refused: [
      ["header-length", { kind: "block-announcement", header: filled(79) }],
      ["header-length", { kind: "block-announcement", header: filled(81) }],
    ],
  },
  "compact-block": {
    least: { ...COMPACT, prefilled: [{ index: 0, transaction: TRANSACTION }] },
    most: {
      ...COMPACT,
      shortIds: filled((61_538 - 16) * 6),
      prefilled: times(16, filled(6_250)).map((transaction, place) => ({ index: 61_522 + place, transaction })),
    },
    refused: [
      ["header-length", { ...COMPACT, header: filled(79) }],
      ["commitments-length", { ...COMPACT, commitments: filled(65) }],
      ["nonce-length", { ...COMPACT, nonce: filled(7) }],
      ["list-length", { ...COMPACT, shortIds: filled(13) }],
      ["list-empty", { ...COMPACT, shortIds: filled(0) }],
      ["too-many-elements", { ...COMPACT, shortIds: filled(61_539 * 6) }],
      [
        "too-many-elements",
        { ...COMPACT, prefilled: times(17, TRANSACTION).map((transaction, index) => ({ index, transaction })) },
      ],
      ["index-beyond-block", { ...COMPACT, prefilled: [{ index: 3, transaction: TRANSACTION }] }],
      ["index-order", { ...COMPACT, prefilled: times(2, { index: 1, transaction: TRANSACTION }) }],
      ["transaction-too-short", { ...COMPACT, prefilled: [{ index: 0, transaction: filled(64) }] }],
      ["too-many-bytes", { ...COMPACT, prefilled: [{ index: 0, transaction: filled(100_001) }] }],
    ],
  },
  "get-block-transactions": {
    least: { kind: "get-block-transactions", hash: HASH, indexes: [0] },
    most: { kind: "get-block-transactions", hash: HASH, indexes: times(2000, 0).map((_, place) => 59_538 + place) },
    refused: [
      ["hash-length", { kind: "get-block-transactions", hash: filled(31), indexes: [0] }],
      ["list-empty", { kind: "get-block-transactions", hash: HASH, indexes: [] }],
      ["too-many-elements", { kind: "get-block-transactions", hash: HASH, indexes: times(2001, 0).map((_, at) => at) }],
      ["index-order", { kind: "get-block-transactions", hash: HASH, indexes: [4, 4] }],
      ["index-beyond-block", { kind: "get-block-transactions", hash: HASH, indexes: [61_538] }],
    ],
  },
  "block-transactions": {
    least: { kind: "block-transactions", hash: HASH, transactions: [TRANSACTION] },
    most: { kind: "block-transactions", hash: HASH, transactions: times(2000, filled(2000)) },
    refused: [
      ["hash-length", { kind: "block-transactions", hash: filled(33), transactions: [TRANSACTION] }],
      ["list-empty", { kind: "block-transactions", hash: HASH, transactions: [] }],
      ["too-many-elements", { kind: "block-transactions", hash: HASH, transactions: times(2001, TRANSACTION) }],
      ["transaction-too-short", { kind: "block-transactions", hash: HASH, transactions: [filled(64)] }],
      ["too-many-bytes", { kind: "block-transactions", hash: HASH, transactions: [filled(3_999_936), TRANSACTION] }],
    ],
  },
  "get-blocks": {
    least: { kind: "get-blocks", hashes: [HASH] },
    most: { kind: "get-blocks", hashes: times(64, HASH) },
    refused: [
      ["list-empty", { kind: "get-blocks", hashes: [] }],
      ["too-many-elements", { kind: "get-blocks", hashes: times(65, HASH) }],
    ],
  },
  "block-reply": {
    least: { kind: "block-reply", block: filled(1) },
    most: { kind: "block-reply", block: filled(4_194_304) },
    refused: [
      ["block-empty", { kind: "block-reply", block: filled(0) }],
      ["block-too-long", { kind: "block-reply", block: filled(4_194_305) }],
    ],
  },
  "blocks-not-found": {
    least: { kind: "blocks-not-found", hashes: [HASH], code: "a" },
    most: { kind: "blocks-not-found", hashes: times(64, HASH), code: "a".repeat(64) },
    refused: [
      ["list-empty", { kind: "blocks-not-found", hashes: [], code: "pruned" }],
      ["too-many-elements", { kind: "blocks-not-found", hashes: times(65, HASH), code: "pruned" }],
      ["code", { kind: "blocks-not-found", hashes: [HASH], code: "a".repeat(65) }],
      ["code", { kind: "blocks-not-found", hashes: [HASH], code: "" }],
      ["code", { kind: "blocks-not-found", hashes: [HASH], code: "__proto__" }],
    ],
  },
  "access-request": { least: { kind: "access-request" }, most: { kind: "access-request" }, refused: [] },
  "access-reply": {
    least: { kind: "access-reply", decision: "granted" },
    most: { kind: "access-reply", decision: "not-a-full-node" },
    refused: [["decision-unknown", { kind: "access-reply", decision: "unspecified" as "denied" }]],
  },
  "get-filters": {
    least: { kind: "get-filters", startHeight: 0, stop: HASH },
    most: { kind: "get-filters", startHeight: UINT32_MAX, stop: HASH },
    refused: [
      ["height-range", { kind: "get-filters", startHeight: -1, stop: HASH }],
      ["height-range", { kind: "get-filters", startHeight: 2 ** 32, stop: HASH }],
      ["stop-length", { kind: "get-filters", startHeight: 0, stop: filled(31) }],
      ["stop-length", { kind: "get-filters", startHeight: 0, stop: filled(0) }],
    ],
  },
  filters: {
    least: { kind: "filters", startHeight: 0, stop: HASH, filters: [] },
    most: {
      kind: "filters",
      startHeight: UINT32_MAX,
      stop: HASH,
      filters: times(1000, { ...FILTER, filter: filled(1000) }),
    },
    refused: [
      ["too-many-elements", { kind: "filters", startHeight: 0, stop: HASH, filters: times(1001, FILTER) }],
      ["filter-empty", { kind: "filters", startHeight: 0, stop: HASH, filters: [{ ...FILTER, filter: filled(0) }] }],
      [
        "filter-too-long",
        { kind: "filters", startHeight: 0, stop: HASH, filters: [{ ...FILTER, filter: filled(305_562) }] },
      ],
      [
        "too-many-bytes",
        { kind: "filters", startHeight: 0, stop: HASH, filters: times(4, { ...FILTER, filter: filled(250_001) }) },
      ],
      ["height-range", { kind: "filters", startHeight: 0.5, stop: HASH, filters: [] }],
      ["stop-length", { kind: "filters", startHeight: 0, stop: filled(33), filters: [] }],
    ],
  },
  "get-transaction-proof": {
    least: { kind: "get-transaction-proof", hash: HASH, txid: HASH },
    most: { kind: "get-transaction-proof", hash: HASH, txid: filled(32, 255) },
    refused: [
      ["hash-length", { kind: "get-transaction-proof", hash: filled(31), txid: HASH }],
      ["txid-length", { kind: "get-transaction-proof", hash: HASH, txid: filled(33) }],
    ],
  },
  "transaction-proof": {
    least: PROOF,
    most: {
      ...PROOF,
      transaction: filled(4_000_000),
      index: UINT32_MAX - 1,
      txCount: UINT32_MAX,
      siblings: times(32, HASH),
    },
    refused: [
      ["transaction-too-short", { ...PROOF, transaction: filled(64) }],
      ["too-many-bytes", { ...PROOF, transaction: filled(4_000_001) }],
      ["index-range", { ...PROOF, index: 1 }],
      ["index-range", { ...PROOF, txCount: 0 }],
      ["index-range", { ...PROOF, txCount: 2 ** 32 }],
      ["commitments-length", { ...PROOF, commitments: filled(63) }],
      ["too-many-elements", { ...PROOF, siblings: times(33, HASH) }],
      ["hash-length", { ...PROOF, hash: filled(0) }],
      ["txid-length", { ...PROOF, txid: filled(31) }],
    ],
  },
  "proof-not-found": {
    least: { kind: "proof-not-found", hash: HASH, txid: HASH, code: "a" },
    most: { kind: "proof-not-found", hash: HASH, txid: HASH, code: "a".repeat(64) },
    refused: [
      ["code", { kind: "proof-not-found", hash: HASH, txid: HASH, code: "" }],
      ["code", { kind: "proof-not-found", hash: HASH, txid: HASH, code: "a".repeat(65) }],
      ["hash-length", { kind: "proof-not-found", hash: filled(31), txid: HASH, code: "a" }],
      ["txid-length", { kind: "proof-not-found", hash: HASH, txid: filled(31), code: "a" }],
    ],
  },
  notice: {
    least: { kind: "notice", code: "a", text: "" },
    most: { kind: "notice", code: "different-network", text: "é".repeat(512) },
    refused: [
      ["text", { kind: "notice", code: "full", text: "a".repeat(1025) }],
      ["text", { kind: "notice", code: "full", text: "two\nlines" }],
      ["code", { kind: "notice", code: "Not-Kebab", text: "" }],
      ["code", { kind: "notice", code: "a--b", text: "" }],
    ],
  },
};
const KINDS = Object.keys(ROWS) as MessageKind[];

/** A frame as a peer could send it, without our checks. */
function rawFrame(message: Message): Uint8Array {
  const converter = CONVERTERS[message.kind] as { write(message: Message): triad.Envelope.$Properties };
  return triad.Envelope.encode(converter.write(message)).finish();
}

const varint = (value: number): number[] => (value < 128 ? [value] : [(value % 128) | 128, ...varint(value >>> 7)]);

function concat(...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** The envelope of a kind around any bytes. */
function envelope(kind: MessageKind, payload: Uint8Array): Uint8Array {
  return concat(varint(CONVERTERS[kind].field * 8 + 2), varint(payload.length), payload);
}

/** A message's payload, followed by an unknown field of `bytes` bytes in all. */
function withUnknownBytes(message: Message, bytes: number): Uint8Array {
  const frame = rawFrame(message);
  const head = varint(CONVERTERS[message.kind].field * 8 + 2).length;
  let start = head + 1;
  while ((frame[start - 1] ?? 0) >= 128) start += 1;
  const tag = varint(100 * 8 + 2);
  let content = bytes - 3;
  while (tag.length + varint(content).length + content > bytes) content -= 1;
  return envelope(message.kind, concat(frame.subarray(start), tag, varint(content), filled(content)));
}

/** A frame of the kind with exactly `size` bytes, filled up by an unknown field. */
function paddedTo(message: Message, size: number): Uint8Array {
  const shortest = rawFrame(message).length;
  for (let bytes = size - shortest - 8; bytes <= size - shortest; bytes += 1) {
    const frame = withUnknownBytes(message, bytes);
    if (frame.length === size) return frame;
  }
  return expect.fail(`no frame of ${size} bytes`);
}

function verdict(frame: Uint8Array): string {
  const read = decodeFrame(frame);
  return read instanceof DecodeError ? read.what : "accepted";
}

function spyOnDecoder(kind: MessageKind) {
  return vi.spyOn(CONVERTERS[kind] as { read(payload: Uint8Array): unknown }, "read");
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe("the schema", () => {
  const proto = readFileSync(new URL("../proto/triad.proto", import.meta.url), "utf8");
  const flat = proto.replaceAll(/\n {2}enum [\s\S]*?\n {2}\}/g, "");
  const body = (name: string): string => new RegExp(`message ${name} \\{([^]*?)\\}`).exec(flat)?.[1] ?? "";
  const envelopeFields = [...body("Envelope").matchAll(/(\w+) (\w+) = (\d+);/g)].map(([, type, name, field]) => {
    return { type: type ?? "", kind: (name ?? "").replaceAll("_", "-"), field: Number(field) };
  });

  it("every message in the schema has a converter with its number, a limit and a row in this test", () => {
    expect(envelopeFields.length).toBeGreaterThan(0);
    const kinds = envelopeFields.map(({ kind }) => kind).sort();
    expect(Object.keys(CONVERTERS).sort()).toEqual(kinds);
    expect(Object.keys(limits.LIMITS).sort()).toEqual(kinds);
    expect(Object.keys(ROWS).sort()).toEqual(kinds);
    for (const { kind, field } of envelopeFields) expect(CONVERTERS[kind as MessageKind].field).toBe(field);
  });

  it("every field of a message is counted before it is decoded", () => {
    for (const { type, kind } of envelopeFields) {
      const numbers = [...body(type).matchAll(/\w+ \w+ = (\d+);/g)].map(([, number]) => Number(number));
      const { occurrencesMax } = CONVERTERS[kind as MessageKind];
      expect([kind, occurrencesMax.length]).toEqual([kind, Math.max(0, ...numbers)]);
    }
  });

  it("roles and decisions have the schema's numbers", () => {
    const roles = { "full-node": triad.Role.FULL_NODE, miner: triad.Role.MINER, "light-node": triad.Role.LIGHT_NODE };
    for (const [role, number] of Object.entries(roles)) {
      expect(CONVERTERS.hello.write({ ...HELLO, role: role as "miner" }).hello?.role).toBe(number);
    }
    const { GRANTED, PENDING, DENIED, NOT_A_FULL_NODE } = triad.AccessReply.Decision;
    const decisions = { granted: GRANTED, pending: PENDING, denied: DENIED, "not-a-full-node": NOT_A_FULL_NODE };
    for (const [decision, number] of Object.entries(decisions)) {
      const wire = CONVERTERS["access-reply"].write({ kind: "access-reply", decision: decision as "denied" });
      expect(wire.accessReply?.decision).toBe(number);
    }
  });

  it("limits for lists are the ones that the counting uses", () => {
    expect(CONVERTERS.addresses.occurrencesMax).toEqual([limits.LIMITS.addresses.elementsMax]);
    expect(CONVERTERS.transactions.occurrencesMax).toEqual([limits.LIMITS.transactions.elementsMax]);
    expect(CONVERTERS.filters.occurrencesMax).toEqual([1, 1, 1, limits.LIMITS.filters.elementsMax]);
    expect(CONVERTERS["block-transactions"].occurrencesMax).toEqual([
      1,
      limits.LIMITS["block-transactions"].elementsMax,
    ]);
  });
});

describe("limits", () => {
  it("the largest frame is a block's, and the socket's limit", () => {
    expect(limits.FRAME_BYTES_MAX).toBe(limits.LIMITS["block-reply"].frameBytesMax);
  });

  it("the largest allowed block, in its costliest encoding, fits the largest reply", () => {
    const count = Math.floor(limits.BLOCK_BYTES_MAX / 65);
    expect(82 + 66 + limits.BLOCK_BYTES_MAX + 2 * count).toBeLessThanOrEqual(limits.ENCODED_BLOCK_BYTES_MAX);
  });
});

describe.each(KINDS)("%s", (kind) => {
  const { least, most, refused } = ROWS[kind] as Row<MessageKind>;
  const { frameBytesMax } = limits.LIMITS[kind];

  it("the least and the most are sent and read the same", () => {
    for (const message of [least, most]) {
      const frame = encodeMessage(message);
      expect(frame.constructor).toBe(Uint8Array);
      expectSame(decodeFrame(frame), message);
      expectSame(decodeFrame(Buffer.from(frame)), message);
    }
  });

  it("a frame of the limit is read", () => {
    const frame = paddedTo(least, frameBytesMax);
    expect(frame.length).toBe(frameBytesMax);
    expect(decodeFrame(frame)).toEqual(least);
  });

  it("frame-too-long: one byte more is refused without being decoded", () => {
    const frame = paddedTo(least, frameBytesMax + 1);
    const decoder = spyOnDecoder(kind);
    expect(decodeFrame(frame)).toEqual(new DecodeError("frame-too-long", frameBytesMax));
    expect(decoder).not.toHaveBeenCalled();
  });

  it("malformed-frame: nothing may follow the message, and nothing be missing", () => {
    const frame = encodeMessage(least);
    expect(verdict(Uint8Array.from([...frame, 0]))).toBe("malformed-frame");
    expect(verdict(Uint8Array.from([...frame, ...encodeMessage({ kind: "get-addresses" })]))).toBe("malformed-frame");
    for (let length = 0; length < Math.min(frame.length, 300); length += 1) {
      expect(decodeFrame(frame.subarray(0, length))).toBeInstanceOf(DecodeError);
    }
  });

  it("fields of a newer version are ignored", () => {
    expect(decodeFrame(withUnknownBytes(least, 20))).toEqual(least);
  });

  it("too-many-elements: a field that is sent twice is refused", () => {
    const { occurrencesMax } = CONVERTERS[kind];
    if (occurrencesMax.at(-1) !== 1) return;
    const twice = [...varint(occurrencesMax.length * 8), 1, ...varint(occurrencesMax.length * 8), 1];
    expect(verdict(envelope(kind, Uint8Array.from(twice)))).toBe("too-many-elements");
  });

  it("what was read shares no memory with the frame", () => {
    const frame = encodeMessage(most);
    const message = decodeFrame(frame);
    frame.fill(0xff);
    expectSame(message, most);
    for (const bytes of bytesIn(message)) {
      expect(bytes.constructor).toBe(Uint8Array);
      // of headers nobody keeps one, and so they are views of one copy; all others can be kept without the rest
      const isWhole = kind !== "headers";
      expect(bytes.buffer.byteLength).toBe(isWhole ? bytes.length : 80 * bytesIn(message).length);
    }
  });

  it.each(refused.map(([code, message]) => ({ code, message })))("$code is not sent", ({ code, message }) => {
    expect(() => encodeMessage(message)).toThrow(RangeError);
    expect(() => encodeMessage(message)).toThrow(code);
  });

  it("what is not sent is not read either", () => {
    for (const [code, message] of refused) {
      // Numbers out of range are written as other numbers, which is why they are refused before.
      if (code.endsWith("-range")) continue;
      expect([code, "frame-too-long", "list-length"]).toContain(verdict(rawFrame(message)));
    }
  });
});

/** toEqual for megabytes: Vitest compares byte by byte in its own code, Node.js at once and prototypes too. */
function expectSame(read: Message | DecodeError, message: Message): void {
  if (!isDeepStrictEqual(read, message)) expect.fail(`a ${message.kind} message was read otherwise`);
}

/** Every byte array in a message. */
function bytesIn(value: unknown): Uint8Array[] {
  if (value instanceof Uint8Array) return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(bytesIn) : [];
}

describe("hostile frames", () => {
  it("unknown-kind: numbers that are free, kept for later, or of another wire type", () => {
    for (const field of [27, 28, 1000, 2 ** 28]) {
      expect(verdict(Uint8Array.from([...varint(field * 8 + 2), 0]))).toBe("unknown-kind");
    }
    for (const wireType of [0, 1, 3, 4, 5, 6, 7])
      expect(verdict(Uint8Array.from([5 * 8 + wireType, 0]))).toBe("unknown-kind");
    expect(verdict(Uint8Array.from([0, 0]))).toBe("unknown-kind");
  });

  it("malformed-frame: empty, an endless tag, an endless length", () => {
    expect(verdict(new Uint8Array())).toBe("malformed-frame");
    expect(verdict(filled(40, 0xff))).toBe("malformed-frame");
    expect(verdict(Uint8Array.from([0x2a, ...filled(9, 0xff)]))).toBe("malformed-frame");
  });

  it("millions of empty elements are refused before any is made", () => {
    const elements = (count: number): Uint8Array => {
      const bytes = new Uint8Array(count * 2);
      for (let at = 0; at < bytes.length; at += 2) bytes[at] = 0x0a;
      return bytes;
    };
    const decoders = [spyOnDecoder("transactions"), spyOnDecoder("addresses")];
    expect(verdict(envelope("transactions", elements(4_000_000)))).toBe("frame-too-long");
    expect(verdict(envelope("transactions", elements(400_000)))).toBe("too-many-elements");
    expect(verdict(envelope("transactions", elements(101)))).toBe("too-many-elements");
    expect(verdict(envelope("addresses", elements(1001)))).toBe("too-many-elements");
    for (const decoder of decoders) expect(decoder).not.toHaveBeenCalled();
  });

  it("too-many-unknown-fields: 16 are skipped, 17 refused", () => {
    const unknown = (count: number): Uint8Array => Uint8Array.from(times(count, [...varint(800), 1]).flat());
    expect(verdict(envelope("get-addresses", unknown(16)))).toBe("accepted");
    expect(verdict(envelope("get-addresses", unknown(17)))).toBe("too-many-unknown-fields");
  });

  it("ten thousand nested groups are refused without recursion", () => {
    const groups = Uint8Array.from(times(10_000, 0x0b));
    expect(verdict(envelope("addresses", groups))).toBe("malformed-field");
    const inAddress = Uint8Array.from([0x0a, ...varint(10_000), ...times(10_000, 0x23)]);
    expect(verdict(envelope("addresses", inAddress))).toBe("malformed-message");
  });

  it("ten thousand nested messages cost their bytes and no more", () => {
    const nested = new Uint8Array(50_000);
    let at = nested.length;
    for (let depth = 0; depth < 10_000; depth += 1) {
      const head = [0x0a, ...varint(nested.length - at)];
      at -= head.length;
      nested.set(head, at);
    }
    expect(decodeFrame(envelope("addresses", nested.subarray(at)))).toBeInstanceOf(DecodeError);
  });

  it("text that is not UTF-8 is refused", () => {
    const bad = Uint8Array.from([0x0a, 1, 0x61, 0x12, 3, 0xed, 0xa0, 0x80]);
    expect(verdict(envelope("notice", bad))).toBe("malformed-message");
  });

  it("text with half a character is not sent", () => {
    expect(() => encodeMessage({ ...HELLO, userAgent: "half \udfff" })).toThrow("user-agent");
    expect(() => encodeMessage({ kind: "notice", code: "full", text: "\ud800" })).toThrow("text");
  });

  it("list-length: hashes and headers that are cut off", () => {
    for (const [kind, size] of [
      ["get-headers", 33],
      ["headers", 79],
      ["inventory", 31],
      ["get-transactions", 65],
    ] as const) {
      expect(verdict(envelope(kind, Uint8Array.from([0x0a, size, ...filled(size)])))).toBe("list-length");
    }
    expect(verdict(envelope("get-blocks", Uint8Array.from([0x0a, 1, 0])))).toBe("list-length");
    expect(verdict(envelope("blocks-not-found", Uint8Array.from([0x0a, 1, 0])))).toBe("list-length");
  });

  it("work-length: the work in a hello has exactly 32 bytes", () => {
    const wire = CONVERTERS.hello.write(HELLO).hello ?? {};
    for (const length of [0, 31, 33]) {
      const frame = triad.Envelope.encode({ hello: { ...wire, work: filled(length) } }).finish();
      expect(verdict(frame)).toBe("work-length");
    }
  });

  it("roles and decisions that are not set or unknown are refused", () => {
    const wire = CONVERTERS.hello.write(HELLO).hello ?? {};
    for (const number of [0, 4, -1, 1000]) {
      expect(verdict(triad.Envelope.encode({ hello: { ...wire, role: number } }).finish())).toBe("role-unknown");
    }
    for (const number of [0, 5, -1]) {
      expect(verdict(triad.Envelope.encode({ accessReply: { decision: number } }).finish())).toBe("decision-unknown");
    }
  });

  it("names of prototypes are text like any other", () => {
    const notice: Message = { kind: "notice", code: "proto", text: "__proto__ constructor prototype" };
    expect(decodeFrame(encodeMessage(notice))).toEqual(notice);
    const polluting = JSON.parse('{"kind":"notice","code":"a","text":"b","__proto__":{"polluted":1}}') as Message;
    expect(decodeFrame(encodeMessage(polluting))).toEqual({ kind: "notice", code: "a", text: "b" });
    expect(Reflect.get({}, "polluted")).toBeUndefined();
  });
});
