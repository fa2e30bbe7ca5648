/** A light node's own transactions, kept to be announced and served for as long as the node runs. */
import { hashKey } from "@triad/chain";
import { checkTransactionAlone, isCoinbase } from "@triad/chain/blocks";
import type { Transaction } from "@triad/protocol";
import { rejectText } from "./node-operator.ts";
import type { OperatorReply } from "./operator.ts";
import { refuse } from "./operator-replies.ts";

/** An owner sends a few; beyond that the oldest is forgotten. */
const OWN_TRANSACTIONS_MAX = 1_000;

export class OwnTransactions {
  readonly #byWtxid = new Map<string, Transaction>();

  get size(): number {
    return this.#byWtxid.size;
  }

  add(tx: Transaction): void {
    this.#byWtxid.set(hashKey(tx.wtxid), tx);
    for (const oldest of this.#byWtxid.keys()) {
      if (this.#byWtxid.size <= OWN_TRANSACTIONS_MAX) break;
      this.#byWtxid.delete(oldest);
    }
  }

  /** It is in a block. */
  remove(wtxid: Uint8Array): void {
    this.#byWtxid.delete(hashKey(wtxid));
  }

  get(wtxid: Uint8Array): Transaction | undefined {
    return this.#byWtxid.get(hashKey(wtxid));
  }

  wtxids(): readonly Uint8Array[] {
    return [...this.#byWtxid.values()].map(({ wtxid }) => wtxid);
  }
}

/** What can be seen without coins; a peer would end the connection over it. */
export function checkOwnTransaction(tx: Transaction): OperatorReply | undefined {
  if (isCoinbase(tx)) return refuse("bad-txns-inputs-empty", "A transaction that spends nothing can't be sent.");
  const refused = checkTransactionAlone(tx);
  return refused === undefined ? undefined : refuse(refused.code, rejectText(refused));
}
