/** A wallet on a network of its own with a disk in memory, for tests. */
import { assert, BUILT_IN_NETWORKS, keyOfAddress, makeNetwork } from "@triad/chain";
import { nobleSchnorr } from "@triad/crypto";
import { Wallet } from "../wallet.ts";

export const MATURITY = 5;
export const NETWORK = makeNetwork({
  ...BUILT_IN_NETWORKS.local,
  consensus: { ...BUILT_IN_NETWORKS.local.consensus, coinbaseMaturity: MATURITY },
});
export const SEED: Uint8Array = new Uint8Array(64).fill(9);
export const STRANGER = nobleSchnorr.publicKey(new Uint8Array(32).fill(1));

export type Disk = Map<string, Uint8Array>;

export function openWallet(disk: Disk = new Map(), seed = SEED): Wallet {
  return new Wallet({ seed, network: NETWORK, schnorr: nobleSchnorr, records: disk });
}

export function commitWallet(wallet: Wallet, disk: Disk): void {
  for (const [name, bytes] of wallet.takeRecordChanges()) {
    if (bytes === null) disk.delete(name);
    else disk.set(name, bytes);
  }
}

/** The key behind the wallet's current address. */
export function receiveKey(wallet: Wallet): Uint8Array {
  const key = keyOfAddress(wallet.receiveAddress(), NETWORK.params.addressPrefix);
  assert(typeof key !== "string", "the wallet's address is one of this network");
  return key;
}
