/** Blocks on one chain, each on the one before: root, filter, history, schedule and work by the rules of the product. */
import { type Network, Reject } from "@triad/chain";
import { BlockChain, blockFilter, coinbaseMemo, commitmentsRoot, filterHash, subsidyAt } from "@triad/chain/blocks";
import { bitsAfter, type HeaderEntry, hashAsNumber, targetOfBits } from "@triad/chain/headers";
import { MemoryStore } from "@triad/chain/testing";
import { concatBytes, merkleRoot } from "@triad/crypto";
import { hashHeader, type Transaction, transactionFrom, writeBlock, writeHeader } from "@triad/protocol";

export class BlockMaker {
  readonly #network: Network;
  /** Takes headers only; it knows the history root of each in a number of steps that does not grow with the chain. */
  readonly #chain: BlockChain;
  readonly #minerKey: Uint8Array;
  #last: HeaderEntry;

  /** `minerKey`: x-only, paid by every coinbase. */
  constructor(network: Network, minerKey: Uint8Array) {
    this.#network = network;
    this.#minerKey = minerKey;
    this.#chain = new BlockChain({ network, store: new MemoryStore(), isVerified: () => false, newJob: () => 0 });
    this.#last = this.#chain.headers.genesis;
  }

  /** The encoded Block with these transactions after a coinbase; no fees. */
  make(transactions: readonly Transaction[]): Uint8Array {
    const parent = this.#last;
    const all = [this.#coinbase(parent.height + 1), ...transactions];
    const filter = filterHash(blockFilter(all, parent.hash));
    const historyRoot = this.#chain.historyRootAfter(parent);
    const txRoot = merkleRoot(all.map(({ wtxid }) => wtxid));
    const header = this.#mine(parent, commitmentsRoot({ txRoot, filterHash: filter, historyRoot }));
    const time = this.#timeOf(parent.height + 1);
    const entry = this.#chain.acceptHeader(header, time);
    if (entry instanceof Reject) throw new Error(`the bench made a header that breaks ${entry.code}`);
    this.#last = entry;
    const commitments = concatBytes(filter, historyRoot);
    return writeBlock({ header, commitments, transactions: all.map(({ bytes }) => bytes) });
  }

  #coinbase(height: number): Transaction {
    return transactionFrom({
      version: 1,
      inputs: [],
      outputs: [{ amount: subsidyAt(height, this.#network.params.consensus), key: this.#minerKey }],
      lockHeight: 0,
      memo: coinbaseMemo(height, new Uint8Array(0)),
      signatures: new Uint8Array(0),
    });
  }

  /** On schedule, so that the difficulty stays the easiest. */
  #timeOf(height: number): number {
    const { genesisTime, spacing } = this.#network.params.consensus;
    return genesisTime + height * spacing;
  }

  #mine(parent: HeaderEntry, root: Uint8Array): Uint8Array {
    const time = this.#timeOf(parent.height + 1);
    const bits = bitsAfter(this.#network, parent, time);
    const target = targetOfBits(bits) ?? 0n;
    for (let nonce = 0; nonce <= 0xffff_ffff; nonce++) {
      const header = writeHeader({ version: 1, prev: parent.hash, root, time, bits, nonce });
      if (hashAsNumber(hashHeader(header)) <= target) return header;
    }
    throw new Error("every second hash meets the easiest target");
  }
}
