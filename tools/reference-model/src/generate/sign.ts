import {
  type Bytes,
  type Coin,
  distinctKeys,
  join,
  signatureHash,
  type Transaction,
  ZERO_HASH,
} from "../model/index.ts";
import { schnorr, secretKeyOf } from "./owners.ts";

/** Signed by each distinct key; for a key that nobody has there are 64 bytes that mean nothing. */
export function signed(tx: Transaction, spent: readonly Coin[], chainId: Bytes): Transaction {
  const message = signatureHash(tx, spent, chainId);
  const signatures = distinctKeys(spent).map((key) => {
    const secret = secretKeyOf(key);
    return secret === undefined ? new Uint8Array(64).fill(1) : schnorr.sign(message, secret, ZERO_HASH);
  });
  return { ...tx, signatures: join(...signatures) };
}
