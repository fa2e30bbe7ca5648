/**
 * Reads transactions that the index has found out of their blocks, a bounded number of bytes in a turn: a page of an
 * address may lie in as many large blocks as it has transactions.
 *
 * States of a reading: waiting for its turn, reading (the oldest one), answered.
 * Invariants: at most READINGS_MAX readings; a block is read once for all transactions of a page that follow each other.
 */

import type { IndexedTransaction } from "@triad/chain/blocks";
import { type BlockChain, type ConnectedTransaction, readIndexedTransactions } from "@triad/chain/blocks";
import type { HeaderEntry } from "@triad/chain/headers";

/** A few milliseconds; one block at least. */
const TURN_BYTES_MAX = 1_000_000;
/** As many questions as the API lets strangers ask at once. */
const READINGS_MAX = 64;

export interface Finding {
  readonly entry: HeaderEntry;
  readonly place: IndexedTransaction;
}

export interface ReadTransaction extends ConnectedTransaction {
  readonly block: HeaderEntry;
}

interface Reading {
  readonly findings: readonly Finding[];
  readonly then: (found: readonly ReadTransaction[] | "busy") => void;
  readonly found: ReadTransaction[];
}

export class IndexReadings {
  readonly #chain: BlockChain;
  readonly #readings: Reading[] = [];

  constructor(chain: BlockChain) {
    this.#chain = chain;
  }

  /** `then` hears of all findings, in their order. */
  read(findings: readonly Finding[], then: Reading["then"]): void {
    if (findings.length === 0) then([]);
    else if (this.#readings.length >= READINGS_MAX) then("busy");
    else this.#readings.push({ findings, then, found: [] });
  }

  /** A turn's part of the reading; true: there is more to read. */
  step(): boolean {
    for (let bytes = 0; bytes < TURN_BYTES_MAX; ) {
      const [reading] = this.#readings;
      if (reading === undefined) return false;
      bytes += this.#readBlock(reading);
      if (reading.found.length < reading.findings.length) continue;
      this.#readings.shift();
      reading.then(reading.found);
    }
    return this.#readings.length > 0;
  }

  #readBlock({ findings, found }: Reading): number {
    const rest = findings.slice(found.length);
    const block = (rest[0] as Finding).entry;
    const other = rest.findIndex(({ entry }) => entry !== block);
    const places = rest.slice(0, other === -1 ? rest.length : other).map(({ place }) => place);
    const { transactions, bytes } = readIndexedTransactions(this.#chain, block, places);
    found.push(...transactions.map((each) => ({ ...each, block })));
    return bytes;
  }
}
