/**
 * Signature checks for hundreds of replays of the same chains. What was found valid is remembered by the hash of all
 * that a check depends on (message, key, signature), so that a replay still fails for every signature that differs.
 */
import { createHash } from "node:crypto";
import { firstInvalidSignature, type SchnorrBackend } from "@triad/crypto";
import type { SignatureVerdict } from "@triad/roles";

export function rememberingCheck(schnorr: SchnorrBackend): (items: Uint8Array) => Promise<SignatureVerdict> {
  const valid = new Set<string>();
  return async (items) => {
    const name = createHash("sha256").update(items).digest("base64");
    if (valid.has(name)) return "valid";
    const firstInvalid = firstInvalidSignature(schnorr, items);
    if (firstInvalid !== -1) return { firstInvalid };
    valid.add(name);
    return "valid";
  };
}
