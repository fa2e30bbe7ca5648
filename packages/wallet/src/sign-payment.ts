/** Signing: one signature for each distinct key, in order of first use by the inputs. docs/spec/transactions.md. */
import { assert } from "@triad/chain";
import { signatureHash, signingKeys } from "@triad/chain/blocks";
import { concatBytes, type SchnorrBackend } from "@triad/crypto";
import { type Transaction, type TransactionFields, transactionFrom } from "@triad/protocol";
import type { KeyChain } from "./key-chain.ts";
import type { OwnCoin } from "./own-coin.ts";

export interface SigningContext {
  readonly keys: KeyChain;
  readonly schnorr: SchnorrBackend;
  /** 32 bytes. */
  readonly chainId: Uint8Array;
  /** 32 fresh bytes. BIP-340 mixes them with key and message, so that one draw serves all keys. */
  readonly auxiliaryRandomness: Uint8Array;
}

/** `inputs`: the coins that the fields spend, in order. */
export function signPayment(
  fields: TransactionFields,
  inputs: readonly OwnCoin[],
  { keys, schnorr, chainId, auxiliaryRandomness }: SigningContext,
): Transaction {
  const spent = inputs.map(({ coin }) => coin);
  // the txid leaves signatures out, so it is final before there are any
  const message = signatureHash(transactionFrom(fields).txid, spent, chainId);
  const signatures = signingKeys(spent).map((key) => {
    const path = keys.pathOf(key);
    assert(path !== undefined, "the wallet keeps only coins whose keys it has");
    const secretKey = keys.secretKey(path);
    const signature = schnorr.sign(message, secretKey, auxiliaryRandomness);
    // with the account's public key, one child's secret is as good as all of them
    secretKey.fill(0);
    return signature;
  });
  return transactionFrom({ ...fields, signatures: concatBytes(...signatures) });
}
