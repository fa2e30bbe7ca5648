import { bytesToHex, sha256d } from "@triad/crypto";
import { describe, expect, it } from "vitest";
import { complete, fillFrom } from "./compact-filling.ts";
import { makeCompactBlock, readShortIds, shortIdKey, shortIdOf } from "./compact-short-ids.ts";
import { candidateOf, fakeBlock } from "./testing/fake-block.ts";

const NONCE = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
const { block, candidates } = fakeBlock(5);
const wtxids = candidates.map(({ wtxid }) => wtxid);
const compact = makeCompactBlock(block, wtxids, NONCE);

describe("short ids", () => {
  it("are the example's of the specification", () => {
    const header = Uint8Array.from({ length: 80 }, (_, at) => at);
    const key = shortIdKey(header, NONCE);
    const wtxid = sha256d(header);
    const example = { header, commitments: new Uint8Array(64), transactions: [new Uint8Array(65), new Uint8Array(66)] };
    const { shortIds } = makeCompactBlock(example, [wtxid, wtxid], NONCE);
    expect(bytesToHex(key)).toBe("9e5845f7becb646e8b829c75cff71133");
    expect(bytesToHex(shortIds)).toBe("767932222785");
    expect(readShortIds(shortIds)).toEqual([shortIdOf(key, wtxid)]);
  });

  it("differ from sender to sender", () => {
    const other = makeCompactBlock(block, wtxids, new Uint8Array(8));
    expect(readShortIds(other.shortIds)).not.toEqual(readShortIds(compact.shortIds));
  });
});

describe("a compact block", () => {
  it("carries the coinbase, and is filled from a pool in any order", () => {
    expect(compact.prefilled).toEqual([{ index: 0, transaction: block.transactions[0] }]);
    const pool = [candidateOf(99), ...candidates].reverse();
    expect(fillFrom(compact, pool)).toEqual({ transactions: block.transactions, missing: [] });
  });

  it("a coinbase of 100,000 bytes is carried, a longer one is missing like any other", () => {
    const withCoinbase = (bytes: number) => {
      const transactions = [new Uint8Array(bytes), ...block.transactions.slice(1)];
      return fillFrom(makeCompactBlock({ ...block, transactions }, wtxids, NONCE), candidates.slice(1));
    };
    expect(withCoinbase(100_000)).toMatchObject({ missing: [] });
    expect(withCoinbase(100_001)).toMatchObject({ missing: [0] });
  });

  it("names what is missing, and takes it in that order", () => {
    const [, a, , b] = candidates;
    const filling = fillFrom(
      compact,
      [candidates[2], candidates[4]].flatMap((each) => each ?? []),
    );
    if (filling === "ambiguous" || a === undefined || b === undefined) return expect.fail("five transactions");
    expect(filling.missing).toEqual([1, 3]);
    expect(complete(filling, [a.bytes, b.bytes])).toEqual(block.transactions);
  });

  it("transactions may be carried at any place", () => {
    const ids = compact.shortIds;
    const shortIds = Uint8Array.from([...ids.subarray(0, 6), ...ids.subarray(12)]);
    const [first, , third] = block.transactions as [Uint8Array, Uint8Array, Uint8Array];
    const prefilled = [
      { index: 0, transaction: first },
      { index: 2, transaction: third },
    ];
    expect(fillFrom({ ...compact, shortIds, prefilled }, candidates)).toMatchObject({
      transactions: block.transactions,
      missing: [],
    });
  });

  it("two places with one short id are ambiguous", () => {
    const shortIds = compact.shortIds.slice();
    shortIds.set(shortIds.subarray(0, 6), 12);
    expect(fillFrom({ ...compact, shortIds }, candidates)).toBe("ambiguous");
  });

  it("two transactions of the pool with one short id leave the place to the sender, a third one too", () => {
    const twins = [7, 8, 9].map((n) => ({ wtxid: wtxids[1] as Uint8Array, bytes: candidateOf(n).bytes }));
    expect(fillFrom(compact, [...twins, ...candidates.slice(2)])).toMatchObject({ missing: [1] });
  });
});
