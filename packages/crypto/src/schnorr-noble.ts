/**
 * BIP-340 by @noble/curves: plain JavaScript, runs anywhere, the reference that faster backends are held against.
 */
import { schnorr } from "@noble/curves/secp256k1.js";
import { assertSecretKey, assertSignableLengths, hasVerifiableLengths, type SchnorrBackend } from "./schnorr.ts";

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
};
