/** From records to the state that they were taken of: what a start does before anything else. */
import type { OutpointKey } from "@triad/chain";
import type { Transaction } from "@triad/protocol";
import type { KeyChain } from "./key-chain.ts";
import { Labels } from "./labels.ts";
import type { ConfirmedPayment, OwnCoin } from "./own-coin.ts";
import {
  coinRecordName,
  KEYS_RECORD,
  type KeysRecord,
  paymentRecordName,
  readWalletRecord,
  TIP_RECORD,
  type TipRecord,
  WalletRecordError,
} from "./wallet-record.ts";

export interface RestoredWallet {
  readonly hasKeys: boolean;
  readonly tip: TipRecord | undefined;
  readonly coins: Map<OutpointKey, OwnCoin>;
  /** Oldest first. */
  readonly payments: ConfirmedPayment[];
  readonly sent: readonly Transaction[];
  readonly labels: Labels;
}

/** Brings `keys` up to date too. @throws WalletRecordError */
export function restoreWallet(
  records: Iterable<readonly [name: string, bytes: Uint8Array]>,
  keys: KeyChain,
): RestoredWallet {
  let keysRecord: KeysRecord | undefined;
  let tip: TipRecord | undefined;
  const coins = new Map<OutpointKey, OwnCoin>();
  const payments: ConfirmedPayment[] = [];
  const sent: Transaction[] = [];
  const labels = new Map<string, string>();
  for (const [name, bytes] of records) {
    const record = readWalletRecord(name, bytes);
    switch (record.of) {
      case "keys":
        keysRecord = record.keys;
        break;
      case "tip":
        tip = record.tip;
        break;
      case "coin":
        coins.set(record.coin.outpoint, record.coin);
        break;
      case "payment":
        payments.push(record.payment);
        break;
      case "sent":
        sent.push(record.tx);
        break;
      case "label":
        labels.set(record.name, record.text);
        break;
      default:
        record satisfies never;
    }
  }
  payments.sort((a, b) => a.height - b.height || a.position - b.position);
  if (keysRecord !== undefined) restoreKeys(keys, keysRecord);
  else if (tip !== undefined || coins.size + payments.length + sent.length > 0) {
    throw new WalletRecordError(KEYS_RECORD, "missing");
  }
  if (tip === undefined && coins.size + payments.length > 0) throw new WalletRecordError(TIP_RECORD, "missing");
  for (const own of coins.values()) checkOwnKey(coinRecordName(own.outpoint), own, keys);
  for (const { height, position, spent } of payments) {
    for (const own of spent) checkOwnKey(paymentRecordName(height, position), own, keys);
  }
  return { hasKeys: keysRecord !== undefined, tip, coins, payments, sent, labels: new Labels(labels) };
}

function restoreKeys(keys: KeyChain, { fingerprint, states }: KeysRecord): void {
  // another mnemonic was typed in: without this check its balance would silently be that of the old one
  if (fingerprint !== keys.fingerprint) throw new WalletRecordError(KEYS_RECORD, "other-seed");
  keys.restore(states);
}

/** A coin whose key isn't where its record says could never be signed for. */
function checkOwnKey(name: string, { coin, path }: OwnCoin, keys: KeyChain): void {
  const known = keys.pathOf(coin.key);
  if (known?.branch !== path.branch || known.index !== path.index) throw new WalletRecordError(name, "damaged");
}
