import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bytesToHex,
  compareBytes,
  concatBytes,
  equalBytes,
  hashFromDisplay,
  hashToDisplay,
  hexToBytes,
} from "./bytes.ts";

/** Bitcoin's genesis block: internal order and as everybody knows it. */
const GENESIS_INTERNAL = "6fe28c0ab6f1b372c1a6a246ae63f74f931e8365e15a089c68d6190000000000";
const GENESIS_DISPLAY = "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f";

describe("hex", () => {
  it("writes two lower-case digits a byte", () => {
    expect(bytesToHex(Uint8Array.of(0, 1, 0x0f, 0x10, 0xab, 0xff))).toBe("00010f10abff");
    expect(bytesToHex(new Uint8Array())).toBe("");
  });

  it("reads either case", () => {
    expect(hexToBytes("aBcDeF09")).toEqual(Uint8Array.of(0xab, 0xcd, 0xef, 0x09));
  });

  it.each(["0", "abc", "0g", "g0", "0x00", " 0", "0/", "0:", "0@", "0G", "0`", "0\u0661", "0\u0130"])(
    "refuses %j with a RangeError",
    (text) => {
      expect(() => hexToBytes(text)).toThrow(RangeError);
    },
  );

  it("comes back as it went in", () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => equalBytes(hexToBytes(bytesToHex(bytes)), bytes)));
  });
});

describe("joining and comparing", () => {
  it("joins parts in order into a new array", () => {
    const part = Uint8Array.of(1, 2);
    const joined = concatBytes(part, new Uint8Array(), Uint8Array.of(3));
    part[0] = 9;
    expect(joined).toEqual(Uint8Array.of(1, 2, 3));
    expect(concatBytes()).toEqual(new Uint8Array());
  });

  it("is equal only with the same length and the same bytes", () => {
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2))).toBe(true);
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 3))).toBe(false);
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2, 0))).toBe(false);
    expect(equalBytes(new Uint8Array(), new Uint8Array())).toBe(true);
  });

  it("orders by unsigned bytes, a prefix first", () => {
    expect(compareBytes(Uint8Array.of(0x7f), Uint8Array.of(0x80))).toBe(-1);
    expect(compareBytes(Uint8Array.of(2), Uint8Array.of(1, 255))).toBe(1);
    expect(compareBytes(Uint8Array.of(1), Uint8Array.of(1, 0))).toBe(-1);
    expect(compareBytes(Uint8Array.of(1, 0), Uint8Array.of(1))).toBe(1);
    expect(compareBytes(Uint8Array.of(1, 0), Uint8Array.of(1, 0))).toBe(0);
  });

  it("orders bytes as their hex is ordered", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 4 }), fc.uint8Array({ maxLength: 4 }), (a, b) => {
        const [left, right] = [bytesToHex(a), bytesToHex(b)];
        expect(compareBytes(a, b)).toBe(left < right ? -1 : left > right ? 1 : 0);
      }),
    );
  });
});

describe("hashes as people see them", () => {
  it("shows a hash with its bytes reversed and leaves the hash alone", () => {
    const hash = hexToBytes(GENESIS_INTERNAL);
    expect(hashToDisplay(hash)).toBe(GENESIS_DISPLAY);
    expect(bytesToHex(hash)).toBe(GENESIS_INTERNAL);
  });

  it("reads a shown hash back, in either case", () => {
    expect(hashFromDisplay(GENESIS_DISPLAY)).toEqual(hexToBytes(GENESIS_INTERNAL));
    expect(hashFromDisplay(GENESIS_DISPLAY.toUpperCase())).toEqual(hexToBytes(GENESIS_INTERNAL));
  });

  it.each([
    ["one digit short", GENESIS_DISPLAY.slice(1)],
    ["one digit long", `${GENESIS_DISPLAY}0`],
    ["a byte short", GENESIS_DISPLAY.slice(2)],
    ["no hex digit", `g${GENESIS_DISPLAY.slice(1)}`],
    ["a line break at the end", `${GENESIS_DISPLAY.slice(1)}\n`],
    ["empty", ""],
  ])("gives undefined for a text that is %s", (_, text) => {
    expect(hashFromDisplay(text)).toBeUndefined();
  });

  it.each([31, 33])("refuses to show %i bytes as a hash", (length) => {
    expect(() => hashToDisplay(new Uint8Array(length))).toThrow(RangeError);
  });
});
