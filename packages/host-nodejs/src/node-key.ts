/** DATADIR/node-key: who this node is among its peers, kept over restarts. */
import type { SchnorrBackend } from "@triad/crypto";
import type { Randomness } from "@triad/roles";
import { FatalError } from "./fatal-error.ts";
import { createPrivateFile, readIfPresent } from "./private-file.ts";

const NODE_KEY_BYTES = 32;

/** The secret key (32 bytes), created when there is none. @throws FatalError when the file holds something else. */
export function openNodeKey(path: string, schnorr: SchnorrBackend, randomness: Randomness): Uint8Array {
  const stored = readIfPresent(path);
  if (stored !== undefined) {
    if (stored.length === NODE_KEY_BYTES && isSecretKey(stored, schnorr)) return new Uint8Array(stored);
    throw new FatalError(`${path} is no node key. Move it away; a new one is made at the next start.`);
  }
  for (;;) {
    const key = randomness.bytes(NODE_KEY_BYTES);
    // Nearly every number is a key; one in 2^127 is not.
    if (!isSecretKey(key, schnorr)) continue;
    createPrivateFile(path, key);
    return key;
  }
}

function isSecretKey(bytes: Uint8Array, schnorr: SchnorrBackend): boolean {
  try {
    schnorr.publicKey(new Uint8Array(bytes));
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
