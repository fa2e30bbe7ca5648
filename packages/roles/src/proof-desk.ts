/**
 * What a validating node shows to those who have headers only: filters of blocks, and that a transaction is in a block.
 * Each is checked by whoever gets it against the root of the block's header, so nothing here is a matter of trust.
 */
import { type BlockChain, makeTransactionProof } from "@triad/chain/blocks";
import { ancestorAt, type HeaderEntry } from "@triad/chain/headers";
import { equalBytes } from "@triad/crypto";
import type { PeerOutbox } from "@triad/gossip";
import {
  type Block,
  type CommittedFilter,
  DecodeError,
  FILTERS_BYTES_MAX,
  FILTERS_MAX,
  type MessageOf,
  readBlock,
  readTransaction,
} from "@triad/protocol";
import type { PeerId } from "./seam.ts";

export interface ProofDeskPorts {
  readonly outbox: PeerOutbox;
  readonly chain: BlockChain;
}

export class ProofDesk {
  readonly #ports: ProofDeskPorts;

  constructor(ports: ProofDeskPorts) {
    this.#ports = ports;
  }

  /** As many as one message holds; who wants the rest asks again from there. */
  filtersAsked(peer: PeerId, { startHeight, stop }: MessageOf<"get-filters">): void {
    const filters: CommittedFilter[] = [];
    const last = this.#known(stop);
    let bytes = 0;
    for (let height = startHeight; last !== undefined && height <= last.height; height++) {
      const found = this.#ports.chain.filter(ancestorAt(last, height));
      if (found === undefined || bytes + found.filter.length > FILTERS_BYTES_MAX) break;
      filters.push(found);
      bytes += found.filter.length;
      if (filters.length === FILTERS_MAX) break;
    }
    this.#ports.outbox.send(peer, { kind: "filters", startHeight, stop, filters });
  }

  proofAsked(peer: PeerId, { hash, txid }: MessageOf<"get-transaction-proof">): void {
    const found = this.#transactionOf(hash, txid);
    if (typeof found === "string") {
      this.#ports.outbox.send(peer, { kind: "proof-not-found", hash, txid, code: found });
      return;
    }
    const { tx: transaction, ...proof } = makeTransactionProof(found.block, found.index);
    this.#ports.outbox.send(peer, { kind: "transaction-proof", hash, txid, transaction, ...proof });
  }

  #known(hash: Uint8Array): HeaderEntry | undefined {
    const entry = this.#ports.chain.headers.get(hash);
    return entry === undefined || entry.isInvalid ? undefined : entry;
  }

  /** Or the code that says why there is none. */
  #transactionOf(
    hash: Uint8Array,
    txid: Uint8Array,
  ): { readonly block: Block; readonly index: number } | "unknown-block" | "pruned" | "unknown-transaction" {
    const entry = this.#known(hash);
    if (entry === undefined || !entry.hasBody) return "unknown-block";
    const body = this.#ports.chain.body(entry);
    const block = body === undefined ? undefined : readBlock(body);
    if (block === undefined || block instanceof DecodeError) return "pruned";
    const index = block.transactions.findIndex((bytes) => {
      const tx = readTransaction(bytes);
      return !(tx instanceof DecodeError) && equalBytes(tx.txid, txid);
    });
    return index === -1 ? "unknown-transaction" : { block, index };
  }
}
