import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DecodeError } from "./decode-error.ts";
import { decodeFrame, encodeMessage } from "./frame.ts";
import type { AccessDecision, Message, MessageKind, MessageOf, NodeRole } from "./messages.ts";

const bytes = (length: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength: length, maxLength: length });
const hash = bytes(32);
const uint32 = fc.oneof(fc.nat(3), fc.integer({ min: 0, max: 2 ** 32 - 1 }));
const role = fc.constantFrom<NodeRole[]>("full-node", "miner", "light-node");
const host = fc.oneof(
  fc.ipV4(),
  fc.ipV6(),
  fc.domain().filter((name) => name.length <= 253),
);
const code = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}$/);
const line = fc.string({ unit: "grapheme", maxLength: 60 }).filter((text) => !/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(text));
const hashes = fc.array(hash, { minLength: 1, maxLength: 16 });

const MESSAGES: { readonly [K in MessageKind]: fc.Arbitrary<Omit<MessageOf<K>, "kind">> } = {
  hello: fc
    .record({
      version: uint32,
      chainId: hash,
      role,
      services: uint32,
      nodeKey: hash,
      nonce: hash,
      userAgent: line,
      height: uint32,
      work: fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
      listenHost: fc.oneof(fc.constant(""), host),
      listenPort: fc.nat(65_535),
      time: uint32,
    })
    .chain((plain) => fc.constantFrom(plain, { ...plain, listenTls: true as const })),
  "hello-proof": fc.record({ signature: bytes(64) }),
  ping: fc.record({ nonce: bytes(8) }),
  pong: fc.record({ nonce: bytes(8) }),
  "get-addresses": fc.constant({}),
  addresses: fc.record({
    addresses: fc.array(
      fc
        .record({ host, port: fc.integer({ min: 1, max: 65_535 }), role })
        .chain((plain) => fc.constantFrom(plain, { ...plain, tls: true as const })),
      { maxLength: 5 },
    ),
  }),
  "get-headers": fc.record({ locator: hashes, stop: fc.option(hash, { nil: undefined }) }),
  headers: fc.record({ headers: fc.array(bytes(80), { maxLength: 5 }) }),
  inventory: fc.record({ wtxids: hashes }),
  "get-transactions": fc.record({ wtxids: hashes }),
  transactions: fc.record({
    transactions: fc.array(fc.uint8Array({ minLength: 65, maxLength: 300 }), { maxLength: 5 }),
  }),
  "block-announcement": fc.record({ header: bytes(80) }),
  "compact-block": fc
    .record({
      header: bytes(80),
      commitments: bytes(64),
      nonce: bytes(8),
      shortIds: fc
        .array(bytes(6), { minLength: 1, maxLength: 9 })
        .map((ids) => Uint8Array.from(ids.flatMap((id) => [...id]))),
      transactions: fc.array(fc.uint8Array({ minLength: 65, maxLength: 300 }), { maxLength: 4 }),
      first: fc.nat(5),
    })
    .map(({ transactions, first, ...fields }) => ({
      ...fields,
      // the places that are left for short ids lie before and behind
      prefilled: transactions.map((transaction, place) => ({
        index: Math.min(first, fields.shortIds.length / 6) + place,
        transaction,
      })),
    })),
  "get-block-transactions": fc.record({
    hash,
    indexes: fc.uniqueArray(fc.nat(61_537), { minLength: 1, maxLength: 9 }).map((all) => all.sort((a, b) => a - b)),
  }),
  "block-transactions": fc.record({
    hash,
    transactions: fc.array(fc.uint8Array({ minLength: 65, maxLength: 300 }), { minLength: 1, maxLength: 5 }),
  }),
  "get-blocks": fc.record({ hashes }),
  "block-reply": fc.record({ block: fc.uint8Array({ minLength: 1, maxLength: 500 }) }),
  "blocks-not-found": fc.record({ hashes, code }),
  "access-request": fc.constant({}),
  "access-reply": fc.record({
    decision: fc.constantFrom<AccessDecision[]>("granted", "pending", "denied", "not-a-full-node"),
  }),
  "get-filters": fc.record({ startHeight: uint32, stop: hash }),
  filters: fc.record({
    startHeight: uint32,
    stop: hash,
    filters: fc.array(
      fc.record({ filter: fc.uint8Array({ minLength: 1, maxLength: 40 }), txRoot: hash, historyRoot: hash }),
      { maxLength: 5 },
    ),
  }),
  "get-transaction-proof": fc.record({ hash, txid: hash }),
  "transaction-proof": fc
    .record({
      hash,
      txid: hash,
      transaction: fc.uint8Array({ minLength: 65, maxLength: 300 }),
      index: fc.nat(1000),
      after: fc.integer({ min: 1, max: 1000 }),
      siblings: fc.array(hash, { maxLength: 5 }),
      commitments: bytes(64),
    })
    .map(({ after, ...fields }) => ({ ...fields, txCount: fields.index + after })),
  "proof-not-found": fc.record({ hash, txid: hash, code }),
  notice: fc.record({ code, text: line }),
};

const message: fc.Arbitrary<Message> = fc.oneof(
  ...(Object.keys(MESSAGES) as MessageKind[]).map((kind) =>
    MESSAGES[kind].map((fields) => ({ kind, ...fields }) as Message),
  ),
);

/** Whatever comes in: a refusal, or a message that survives being sent on. */
function expectSoundReading(frame: Uint8Array): void {
  const read = decodeFrame(frame);
  if (read instanceof DecodeError) {
    expect(read.what).toMatch(/^[a-z0-9-]+$/);
    expect(read.at >= 0 && read.at <= frame.length).toBe(true);
    return;
  }
  expect(decodeFrame(encodeMessage(read))).toEqual(read);
}

describe("frames", () => {
  it("every message is read as it was sent", () => {
    fc.assert(
      fc.property(message, (sent) => {
        expect(decodeFrame(encodeMessage(sent))).toEqual(sent);
      }),
      { numRuns: 1000 },
    );
  });

  it("random bytes are refused, or are a message that can be sent on", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), expectSoundReading), { numRuns: 3000 });
  });

  it("random content of a known kind is refused, or is a message that can be sent on", () => {
    const field = fc.constantFrom(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21);
    const content = fc.uint8Array({ maxLength: 100 });
    fc.assert(
      fc.property(field, content, (number, payload) => {
        const tag = number < 16 ? [number * 8 + 2] : [((number * 8 + 2) % 128) | 128, 1];
        expectSoundReading(Uint8Array.from([...tag, payload.length, ...payload]));
      }),
      { numRuns: 3000 },
    );
  });

  it("mutated frames are refused, or are a message that can be sent on", () => {
    const edits = fc.array(fc.record({ at: fc.nat(2000), to: fc.nat(255) }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(message, edits, (sent, changes) => {
        const frame = encodeMessage(sent);
        for (const { at, to } of changes) frame[at % frame.length] = to;
        expectSoundReading(frame);
      }),
      { numRuns: 5000 },
    );
  });
});
