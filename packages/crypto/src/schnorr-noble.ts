/**
 * BIP-340 by @noble/curves: plain JavaScript, runs anywhere, the reference that faster backends are held against.
 */
import { schnorr, secp256k1 } from "@noble/curves/secp256k1.js";
import { bytesToHex } from "./bytes.ts";
import {
  assertSecretKey,
  assertSignableLengths,
  assertSumLengths,
  hasVerifiableLengths,
  type SchnorrBackend,
} from "./schnorr.ts";

const { Point } = secp256k1;
const GROUP_ORDER = Point.CURVE().n;

export const nobleSchnorr: SchnorrBackend = {
  name: "noble",

  verify(signature, message, publicKey) {
    return hasVerifiableLengths(signature, message, publicKey) && schnorr.verify(signature, message, publicKey);
  },

  sign(message, secretKey, auxiliaryRandomness) {
    assertSignableLengths(message, auxiliaryRandomness);
    assertSecretKey(secretKey);
    return schnorr.sign(message, secretKey, auxiliaryRandomness);
  },

  publicKey(secretKey) {
    assertSecretKey(secretKey);
    return schnorr.getPublicKey(secretKey);
  },

  addScalarToPoint(point, scalar) {
    assertSumLengths(point, scalar);
    const summand = Point.fromBytes(point);
    const factor = BigInt(`0x${bytesToHex(scalar)}`);
    if (factor >= GROUP_ORDER) return undefined;
    const sum = factor === 0n ? summand : summand.add(Point.BASE.multiply(factor));
    return sum.is0() ? undefined : sum.toBytes(true);
  },
};
