import { existsSync, readFileSync } from "node:fs";
import { bytesToHex, hexToBytes, sha256d } from "@triad/crypto";
import { DecodeError } from "@triad/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesOfKey, hashKey } from "../keys.ts";
import { matchesAny, readGolombCodedSet, writeGolombCodedSet } from "./golomb-coded-set.ts";

const vectors = process.env["TRIAD_VECTORS"] ?? new URL("../../../../../shared/vectors", import.meta.url).pathname;
const file = `${vectors}/bip158/testnet-19.json`;
const isPresent = existsSync(file);
if (!isPresent) console.warn(`skipped: no BIP-158 vectors at ${file}; set TRIAD_VECTORS to the vectors' folder`);

type Row = readonly [
  height: number,
  hash: string,
  block: string,
  prevScripts: readonly string[],
  prev: string,
  filter: string,
];

describe.skipIf(!isPresent)("the vectors of BIP-158", () => {
  const rows = isPresent ? (JSON.parse(readFileSync(file, "utf8")) as unknown[]).slice(1).map((row) => row as Row) : [];

  it.each(rows.map((row) => [row[0], row] as const))("Bitcoin's testnet block %i has the same filter", (_, row) => {
    const [, , blockHex, prevScripts, , filterHex] = row;
    const block = hexToBytes(blockHex);
    const scripts = [...outputScripts(block), ...prevScripts.map((script) => hexToBytes(script))];
    const wanted = scripts.filter(({ length }) => length > 0);
    const elements = [...new Set(wanted.map((script) => hashKey(script)))].map((key) => bytesOfKey(key));
    const key = sha256d(block.subarray(0, 80)).subarray(0, 16);
    expect(bytesToHex(writeGolombCodedSet(elements, key))).toBe(filterHex);
    const values = valuesOf(hexToBytes(filterHex));
    expect(values).toHaveLength(elements.length);
    for (const element of elements) expect(matchesAny(values, [element], key)).toBe(true);
  });
});

/** All but those that BIP-158 leaves out (OP_RETURN). A reader of as much of Bitcoin's blocks as that takes. */
function outputScripts(block: Uint8Array): Uint8Array[] {
  const view = new DataView(block.buffer, block.byteOffset, block.length);
  let at = 80;
  const take = (length: number): Uint8Array => {
    at += length;
    return block.subarray(at - length, at);
  };
  const size = (): number => {
    const first = view.getUint8(at++);
    if (first < 0xfd) return first;
    at += first === 0xfd ? 2 : 4;
    return first === 0xfd ? view.getUint16(at - 2, true) : view.getUint32(at - 4, true);
  };
  const scripts: Uint8Array[] = [];
  for (let left = size(); left > 0; left--) {
    take(4);
    const hasWitness = view.getUint16(at, true) === 0x0100;
    if (hasWitness) take(2);
    const inputs = size();
    for (let i = 0; i < inputs; i++) {
      take(36);
      take(size() + 4);
    }
    for (let outputs = size(); outputs > 0; outputs--) {
      take(8);
      scripts.push(take(size()));
    }
    for (let i = 0; hasWitness && i < inputs; i++) for (let items = size(); items > 0; items--) take(size());
    take(4);
  }
  expect(at).toBe(block.length);
  return scripts.filter((script) => script[0] !== 0x6a);
}

function valuesOf(filter: Uint8Array): readonly number[] {
  const values = readGolombCodedSet(filter);
  if (values instanceof DecodeError) throw new Error(values.what);
  return values;
}

const KEY = Uint8Array.from({ length: 16 }, (_, i) => i);
const refusal = (bytes: Uint8Array | readonly number[]) => {
  const values = readGolombCodedSet(Uint8Array.from(bytes));
  return values instanceof DecodeError ? values.what : values;
};

describe("a Golomb-coded set", () => {
  it("finds all that is in it, and little else", () => {
    const element = fc.uint8Array({ minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(fc.uniqueArray(element, { selector: String, maxLength: 60 }), (elements) => {
        const values = valuesOf(writeGolombCodedSet(elements, KEY));
        expect(values).toHaveLength(elements.length);
        for (const each of elements) expect(matchesAny(values, [new Uint8Array(41), each], KEY)).toBe(true);
      }),
      { numRuns: 100 },
    );
    const numbers = (from: number) => Array.from({ length: 200 }, (_, i) => Uint8Array.of(from, i));
    const values = valuesOf(writeGolombCodedSet(numbers(1), KEY));
    expect(numbers(2).filter((each) => matchesAny(values, [each], KEY))).toEqual([]);
    expect(matchesAny(values, [], KEY)).toBe(false);
  });

  it("is a single zero when it is empty", () => {
    expect(writeGolombCodedSet([], KEY)).toEqual(Uint8Array.of(0));
    expect(valuesOf(Uint8Array.of(0))).toEqual([]);
    expect(matchesAny([], [KEY], KEY)).toBe(false);
    expect(refusal([])).toBe("filter-size");
  });

  it("holds values that coincide: two elements may hash to one", () => {
    // twice the value 0: 20 zero bits each
    expect(refusal([2, 0, 0, 0, 0, 0])).toEqual([0, 0]);
  });

  it("is refused with more values than its bits could hold, before they are counted", () => {
    expect(refusal([1, 0, 0])).toBe("filter-too-short");
    expect(refusal([1, 0, 0, 0])).toEqual([0]);
    expect(refusal([0xfe, 0xff, 0xff, 0xff, 0xff, 0, 0, 0])).toBe("filter-too-short");
    expect(refusal([2, 0xff, 0xff, 0xff, 0xff, 0xff])).toBe("filter-too-short");
  });

  it("is refused with a byte too many, or a bit set in the padding", () => {
    expect(refusal([1, 0, 0, 0, 0])).toBe("filter-padding");
    expect(refusal([0, 0])).toBe("filter-padding");
    for (let bit = 0; bit < 4; bit++) expect(refusal([1, 0, 0, 1 << bit])).toBe("filter-padding");
    expect(refusal([1, 0, 0, 1 << 4])).toEqual([1]);
  });

  it("is refused with a value that no element hashes to", () => {
    // 784931 is 2^19 + 260643: one bit of quotient, then the remainder
    const single = (value: number) => {
      const bits = `10${(value - 2 ** 19).toString(2).padStart(19, "0")}`.padEnd(24, "0");
      return [1, ...[0, 8, 16].map((at) => Number.parseInt(bits.slice(at, at + 8), 2))];
    };
    expect(refusal(single(784_930))).toEqual([784_930]);
    expect(refusal(single(784_931))).toBe("filter-value");
  });

  it("is refused with a count that is not in its shortest form", () => {
    const zeros = new Uint8Array(2 + Math.ceil((0xfd * 20) / 8));
    expect(refusal([0xfd, 0xfc, 0, ...zeros])).toBe("filter-size");
    expect(refusal([0xfe, 0xff, 0xff, 0, 0, ...zeros])).toBe("filter-size");
    expect(refusal([0xfd])).toBe("filter-size");
    expect(refusal([0xfd, 0xfd])).toBe("filter-size");
    expect(refusal([0xff, 0, 0, 0, 0, 1, 0, 0, 0])).toBe("filter-size");
    expect(refusal([0xfd, 0xfd, 0, ...new Uint8Array(Math.ceil((0xfd * 20) / 8))])).toHaveLength(0xfd);
  });

  it.each([252, 253, 65_535, 65_536])("of %i elements is read back", (count) => {
    const elements = Array.from({ length: count }, (_, i) => Uint8Array.of(i, i >> 8, i >> 16));
    const bytes = writeGolombCodedSet(elements, KEY);
    expect(bytes[0]).toBe(count < 253 ? count : count < 65_536 ? 0xfd : 0xfe);
    expect(valuesOf(bytes)).toHaveLength(count);
  });

  it("reads back only what the writer would have written, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const values = readGolombCodedSet(bytes);
        if (values instanceof DecodeError) return;
        expect(values).toHaveLength(bytes[0] as number);
        expect([...values].sort((a, b) => a - b)).toEqual(values);
      }),
      { numRuns: 2000 },
    );
  });
});
