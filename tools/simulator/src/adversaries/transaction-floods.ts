import { type HashKey, hashKey } from "@triad/chain";
import { testKey } from "@triad/chain/testing";
import { DecodeError, decodeFrame, encodeMessage, type Transaction, transactionFrom } from "@triad/protocol";
import type { SeededRandom } from "../engine/seeded-random.ts";
import type { Adversary } from "./adversary.ts";

/** Announced in a round, and remembered for those who ask. */
const TRANSACTIONS = 20;
const TRANSACTIONS_KEPT = 1_000;
const MEMO_BYTES = 60;
const PAYEE = testKey(8).key;

export const adversary: Adversary = {
  name: "transaction-floods",
  about: "Announces and gives out transactions without end that spend coins nobody has heard of.",
  begin({ random, peers, perform }) {
    const made = new Map<HashKey, Uint8Array>();
    return {
      everyMs: 2_000,
      periodically() {
        const transactions = Array.from({ length: TRANSACTIONS }, () => orphan(random));
        for (const { wtxid, bytes } of transactions) made.set(hashKey(wtxid), bytes);
        for (const key of made.keys()) if (made.size > TRANSACTIONS_KEPT) made.delete(key);
        const frame = encodeMessage({ kind: "inventory", wtxids: transactions.map(({ wtxid }) => wtxid) });
        return peers().map((peer) => ({ type: "send", peer, frame }));
      },
      incoming(event) {
        if (event.type !== "frame-received") return [event];
        const message = decodeFrame(event.frame);
        if (message instanceof DecodeError || message.kind !== "get-transactions") return [event];
        const found = message.wtxids.flatMap((wtxid) => made.get(hashKey(wtxid)) ?? []);
        if (found.length === 0) return [event];
        const frame = encodeMessage({ kind: "transactions", transactions: found });
        perform([{ type: "send", peer: event.peer, frame }]);
        return [];
      },
    };
  },
};

function orphan(random: SeededRandom): Transaction {
  return transactionFrom({
    version: 1,
    inputs: [{ txid: random.bytes(32), index: random.integer(3) }],
    outputs: [{ amount: 10_000 + random.integer(1_000_000), key: PAYEE }],
    lockHeight: 0,
    memo: random.bytes(random.integer(MEMO_BYTES)),
    signatures: random.bytes(64),
  });
}
