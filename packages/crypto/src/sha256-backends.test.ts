import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { bytesToHex, concatBytes } from "./bytes.ts";
import { firstThatStarts } from "./first-that-starts.ts";
import type { Sha256Backend } from "./sha256-backend.ts";
import { sha256Backend } from "./sha256-choice.ts";
import { instantiateSha256 } from "./sha256-instance.ts";
import { nobleSha256 } from "./sha256-noble.ts";
import { INPUT_BYTES, NODES_MAX, wasmSha256 } from "./sha256-wasm.ts";

const BACKENDS: readonly Sha256Backend[] = [wasmSha256("simd"), wasmSha256("scalar"), nobleSha256];

/** Bytes without a pattern that a mistake in their order could survive; the same in each run. */
function bytesOf(length: number, seed = 1): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = Math.imul(seed, 0x9e3779b1) ^ length;
  for (let index = 0; index < length; index++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    bytes[index] = state >>> 24;
  }
  return bytes;
}

function oracle(data: Uint8Array, twice: boolean): string {
  const once = createHash("sha256").update(data).digest();
  return twice ? createHash("sha256").update(once).digest("hex") : once.toString("hex");
}

function rootByOracle(leaves: readonly Uint8Array[]): string {
  let level = leaves.map((leaf) => bytesToHex(leaf));
  while (level.length > 1) {
    const above: string[] = [];
    for (let index = 0; index < level.length; index += 2) {
      const pair = level.slice(index, index + 2);
      above.push(pair.length === 2 ? oracle(Buffer.from(pair.join(""), "hex"), true) : (pair[0] as string));
    }
    level = above;
  }
  return level[0] as string;
}

describe.each(BACKENDS)("SHA-256 by $name", (backend) => {
  it("gives every length up to five blocks its hash and its double hash", () => {
    for (let length = 0; length <= 320; length++) {
      const data = bytesOf(length);
      expect(bytesToHex(backend.hash(data, false))).toBe(oracle(data, false));
      expect(bytesToHex(backend.hash(data, true))).toBe(oracle(data, true));
    }
  });

  it.each([INPUT_BYTES, 2 * INPUT_BYTES, 20 * INPUT_BYTES])("hashes what ends around %i bytes", (border) => {
    for (const length of [border - 65, border - 64, border - 9, border - 8, border - 1, border, border + 1]) {
      const data = bytesOf(length);
      expect(bytesToHex(backend.hash(data, false))).toBe(oracle(data, false));
      expect(bytesToHex(backend.hash(data, true))).toBe(oracle(data, true));
    }
  });

  it("forgets a long message before it hashes a short one", () => {
    backend.hash(new Uint8Array(1000).fill(0xff), true);
    for (const length of [0, 1, 55, 56, 63, 64, 65, 119, 120]) {
      expect(bytesToHex(backend.hash(new Uint8Array(length), false))).toBe(oracle(new Uint8Array(length), false));
    }
  });

  it("hashes a view into a bigger buffer", () => {
    const whole = bytesOf(300);
    expect(bytesToHex(backend.hash(whole.subarray(7, 107), false))).toBe(oracle(whole.slice(7, 107), false));
  });

  it("hashes many messages of one length as each alone", () => {
    for (const length of [0, 32, 55, 56, 64, 80, 250]) {
      for (let count = 0; count <= 13; count++) {
        const messages = Array.from({ length: count }, (_, index) => bytesOf(length, index + 1));
        for (const twice of [false, true]) {
          expect(backend.hashMany(messages, twice).map(bytesToHex)).toEqual(messages.map((m) => oracle(m, twice)));
        }
      }
    }
  });

  it("hashes many messages of different lengths as each alone", () => {
    for (let run = 1; run <= 60; run++) {
      const lengths = bytesOf(1 + (run % 23), run);
      const messages = Array.from(lengths, (length, index) => bytesOf(length * (1 + (index % 5)), run + index));
      for (const twice of [false, true]) {
        expect(backend.hashMany(messages, twice).map(bytesToHex)).toEqual(messages.map((m) => oracle(m, twice)));
      }
    }
  });

  it("hashes more messages than its buffer holds, and among them some that alone fill it", () => {
    const lengths = [INPUT_BYTES - 9, INPUT_BYTES - 8, INPUT_BYTES, 3 * INPUT_BYTES, 0, INPUT_BYTES - 73, 55, 55, 1];
    const messages = [...Array.from({ length: 1500 }, (_, index) => index % 90), ...lengths].map(bytesOf);
    expect(backend.hashMany(messages, true).map(bytesToHex)).toEqual(messages.map((m) => oracle(m, true)));
  });

  it("gives digests that later ones do not overwrite", () => {
    const [first] = backend.hashMany([bytesOf(10), bytesOf(11)], true) as [Uint8Array];
    const before = first.slice();
    backend.hashMany([bytesOf(12), bytesOf(13)], true);
    expect(first).toEqual(before);
    expect(first.buffer.byteLength).toBe(32);
  });

  it("joins two nodes", () => {
    const [left, right] = [bytesOf(32, 1), bytesOf(32, 2)];
    expect(bytesToHex(backend.joinPair(left, right))).toBe(oracle(concatBytes(left, right), true));
  });

  it("gives trees of 1 to 140 leaves their roots", () => {
    for (let count = 1; count <= 140; count++) {
      const leaves = Array.from({ length: count }, (_, index) => bytesOf(32, index + count));
      expect(bytesToHex(backend.merkleRoot(leaves))).toBe(rootByOracle(leaves));
    }
  });

  it.each([NODES_MAX - 1, NODES_MAX, NODES_MAX + 1, 2 * NODES_MAX + 1, 5000])(
    "gives a tree of %i leaves its root",
    (count) => {
      const leaves = Array.from({ length: count }, (_, index) => bytesOf(32, index + 1));
      expect(bytesToHex(backend.merkleRoot(leaves))).toBe(rootByOracle(leaves));
    },
  );

  it("goes on from the state after a block, however the rest is cut", () => {
    const block = bytesOf(64, 77);
    const hashRest = backend.startingWith(block);
    for (const length of [0, 1, 32, 55, 56, 64, 96, 200, INPUT_BYTES - 1, INPUT_BYTES, INPUT_BYTES + 1]) {
      const rest = bytesOf(length);
      const expected = oracle(concatBytes(block, rest), false);
      expect(bytesToHex(hashRest([rest]))).toBe(expected);
      expect(bytesToHex(hashRest([rest.subarray(0, length >> 1), rest.subarray(length >> 1)]))).toBe(expected);
    }
  });

  it("keeps two such states apart, with other hashes in between", () => {
    const [one, two] = [backend.startingWith(bytesOf(64, 1)), backend.startingWith(bytesOf(64, 2))];
    expect(bytesToHex(two([bytesOf(5)]))).toBe(oracle(concatBytes(bytesOf(64, 2), bytesOf(5)), false));
    backend.hash(bytesOf(200), true);
    backend.merkleRoot([bytesOf(32, 1), bytesOf(32, 2), bytesOf(32, 3)]);
    expect(bytesToHex(one([bytesOf(5)]))).toBe(oracle(concatBytes(bytesOf(64, 1), bytesOf(5)), false));
  });
});

describe.each(["simd", "scalar"] as const)("the %s module", (name) => {
  it.each([2 ** 29 - 1, 2 ** 29, 2 ** 32 + 5, 2 ** 50])("tells a message of %i bytes its length in bits", (bytes) => {
    const { memory, INPUT, begin, finish } = instantiateSha256(name);
    begin();
    finish(0, bytes, false);
    expect(new DataView(memory.buffer).getBigUint64(INPUT.value + 56)).toBe(BigInt(bytes) * 8n);
  });
});

describe("the choice of a backend", () => {
  const refuse = () => {
    throw new Error("refused");
  };

  it("takes SIMD where the machine has it", () => {
    expect(sha256Backend().name).toBe("simd");
  });

  it("takes the next one when one does not start", () => {
    expect(firstThatStarts([refuse, () => "scalar", () => "noble"])).toBe("scalar");
    expect(firstThatStarts([refuse, refuse, () => "noble"])).toBe("noble");
  });

  it("fails when none starts", () => {
    expect(() => firstThatStarts([refuse])).toThrow("none of");
  });
});
