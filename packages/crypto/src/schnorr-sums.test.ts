import { secp256k1 } from "@noble/curves/secp256k1.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesToHex, hexToBytes } from "./bytes.ts";
import { nobleSchnorr } from "./schnorr-noble.ts";
import { wasmSchnorr } from "./schnorr-wasm.ts";

const { Point } = secp256k1;
const ORDER = Point.CURVE().n;
const scalarBytes = (scalar: bigint) => hexToBytes(scalar.toString(16).padStart(64, "0"));
const generator = Point.BASE.toBytes(true);

describe.each([nobleSchnorr, wasmSchnorr()])(
  "the sum of a point and a multiple of the generator, by $name",
  (backend) => {
    const { addScalarToPoint } = backend;

    it("is the library's, whatever the parity of the point", () => {
      const scalar = fc.bigInt({ min: 1n, max: ORDER - 1n });
      fc.assert(
        fc.property(scalar, scalar, (of, by) => {
          const point = Point.BASE.multiply(of);
          fc.pre((of + by) % ORDER !== 0n);
          const sum = addScalarToPoint(point.toBytes(true), scalarBytes(by));
          expect(bytesToHex(sum ?? new Uint8Array())).toBe(point.add(Point.BASE.multiply(by)).toHex(true));
        }),
        { numRuns: 50 },
      );
    });

    it("is the point itself with the scalar 0, and known up to the order of the group", () => {
      expect(addScalarToPoint(generator, new Uint8Array(32))).toEqual(generator);
      expect(addScalarToPoint(generator, scalarBytes(ORDER - 2n))).toEqual(Point.BASE.negate().toBytes(true));
    });

    it("is none at infinity, and none for a scalar that is not below the order", () => {
      expect(addScalarToPoint(generator, scalarBytes(ORDER - 1n))).toBeUndefined();
      expect(addScalarToPoint(generator, scalarBytes(ORDER))).toBeUndefined();
      expect(addScalarToPoint(generator, new Uint8Array(32).fill(0xff))).toBeUndefined();
    });

    it("of other lengths and of what is no point is refused", () => {
      expect(() => addScalarToPoint(generator.subarray(1), new Uint8Array(32))).toThrow(RangeError);
      expect(() => addScalarToPoint(generator, new Uint8Array(31))).toThrow(RangeError);
      expect(() => addScalarToPoint(new Uint8Array(33).fill(0xff), new Uint8Array(32))).toThrow(Error);
    });
  },
);
