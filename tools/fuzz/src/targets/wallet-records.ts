/** Records of the wallet, as a damaged disk may give them back. An input is a name, a zero byte, and the record. */

import { bytesToHex, wasmSchnorr } from "@triad/crypto";
import { readWalletRecord, Wallet, WalletRecordError } from "@triad/wallet";
import { join, textOf, utf8 } from "../generate/bytes.ts";
import type { Random } from "../generate/random.ts";
import { SAMPLE_NETWORK, sampleTransactions } from "../sample-chain.ts";
import { expectThat, type Target } from "../target.ts";

/** Coin, branch and index. */
const COIN_RECORD_BYTES = 49;
const PAYMENT_HEAD_BYTES = 55;
const SPENT_BYTES = 85;

export function openWalletRecords(): Target {
  return {
    samples: sampleRecords().map(([name, bytes]) => join([utf8(name), Uint8Array.of(0), bytes])),
    dictionary: [
      "wallet/keys",
      "wallet/tip",
      "wallet/coin/",
      "wallet/tx/",
      "wallet/sent/",
      "wallet/label/",
      "\u0000",
    ].map(utf8),
    shape: recordShape,
    check(input, timed) {
      const end = input.indexOf(0);
      const name = textOf(end < 0 ? input : input.subarray(0, end));
      try {
        const bytes = end < 0 ? new Uint8Array() : input.subarray(end + 1);
        const record = timed(() => readWalletRecord(name, bytes));
        return `accepted ${record.of}`;
      } catch (error) {
        if (!(error instanceof WalletRecordError)) throw error;
        expectThat(error.recordName === name, "the error names the record");
        return `refused ${error.fault} ${/^wallet\/(keys|tip|coin|tx|sent|label)/.exec(name)?.[1] ?? "other"}`;
      }
    },
  };
}

function sampleRecords(): readonly (readonly [string, Uint8Array])[] {
  const wallet = new Wallet({
    seed: new Uint8Array(64).fill(1),
    network: SAMPLE_NETWORK,
    schnorr: wasmSchnorr(),
    records: [],
  });
  const written = [...wallet.takeRecordChanges()].flatMap(([name, bytes]) =>
    bytes === null ? [] : [[name, bytes] as const],
  );
  const sent = sampleTransactions().slice(0, 3);
  return [
    ...written,
    ["wallet/tip", new Uint8Array(36)],
    [`wallet/coin/${"0".repeat(72)}`, new Uint8Array(COIN_RECORD_BYTES).fill(1)],
    [`wallet/tx/${"0".repeat(16)}`, new Uint8Array(PAYMENT_HEAD_BYTES)],
    [`wallet/label/key/${"0".repeat(64)}`, utf8("the shop in the old town")],
    ...sent.map(({ txid, bytes }) => [`wallet/sent/${bytesToHex(txid)}`, bytes] as const),
  ];
}

function recordShape(random: Random): Uint8Array {
  const hex = (bytes: number) => bytesToHex(random.bytes(random.once(9) ? bytes + 1 : bytes));
  const count = random.size(2000);
  const payment = random.bytes(PAYMENT_HEAD_BYTES + SPENT_BYTES * count);
  payment.fill(0, 36, 53);
  new DataView(payment.buffer).setUint16(53, random.once(4) ? count + 1 : count, true);
  const [name, bytes] = random.pick([
    ["wallet/keys", random.bytes(random.once(3) ? 20 : 21)],
    ["wallet/tip", random.bytes(random.once(3) ? 37 : 36)],
    [`wallet/coin/${hex(36)}`, random.bytes(COIN_RECORD_BYTES)],
    [`wallet/tx/${hex(8)}`, payment],
    [`wallet/sent/${hex(32)}`, random.pick(sampleTransactions()).bytes],
    [`wallet/label/${random.pick(["key", "tx"])}/${hex(32)}`, random.bytes(random.size(120))],
    [`wallet/${hex(3)}`, random.bytes(9)],
  ] as const);
  return join([utf8(name), Uint8Array.of(0), bytes]);
}
