/** Blocks on any block before them, with real signatures and spends: what the killed processes work on. */
import { type Network, Reject } from "@triad/chain";
import { BlockChain, blockFilter, coinbaseMemo, commitmentsRoot, filterHash, subsidyAt } from "@triad/chain/blocks";
import { bitsAfter, type HeaderEntry, hashAsNumber, targetOfBits } from "@triad/chain/headers";
import { type Draw, MemoryStore, type OwnedCoin, ownedCoin, payment, testKey } from "@triad/chain/testing";
import { concatBytes, merkleRoot } from "@triad/crypto";
import { hashHeader, type Transaction, transactionFrom, writeBlock, writeHeader } from "@triad/protocol";

/** The end of a branch, with what its owner can spend there. */
export interface Branch {
  readonly entry: HeaderEntry;
  /** Encoded Blocks from height 1 on. */
  readonly blocks: readonly Uint8Array[];
  readonly coins: readonly OwnedCoin[];
}

export interface BlockContents {
  /** Each spends two coins and makes two. */
  readonly payments: number;
  /** Outputs of one more transaction, which spends the first coin; 0: there is none. */
  readonly fanOut: number;
}

const OWNERS = 7;
/** Small beside the first coin, which pays for all of them. */
const FAN_OUT_AMOUNT = 10_000;

export class BranchMaker {
  readonly #network: Network;
  readonly #draw: Draw;
  /** Takes headers only; it knows the history root of each. */
  readonly #headers: BlockChain;
  #made = 0;

  constructor(network: Network, draw: Draw) {
    this.#network = network;
    this.#draw = draw;
    this.#headers = new BlockChain({ network, store: new MemoryStore(), isVerified: () => false, newJob: () => 0 });
  }

  begin(coins: readonly OwnedCoin[]): Branch {
    return { entry: this.#headers.headers.genesis, blocks: [], coins };
  }

  extend({ entry, blocks, coins }: Branch, contents: BlockContents): Branch {
    const left = [...coins];
    const transactions: Transaction[] = [];
    const created: OwnedCoin[] = [];
    if (contents.fanOut > 0) this.#fanOut(contents.fanOut, left, transactions, created);
    for (let i = 0; i < contents.payments; i++) this.#pay(left, transactions, created);
    const block = this.#block(entry, transactions);
    return { entry: block.entry, blocks: [...blocks, block.bytes], coins: [...left, ...created] };
  }

  #fanOut(count: number, left: OwnedCoin[], transactions: Transaction[], created: OwnedCoin[]): void {
    const coin = left.shift();
    if (coin === undefined) throw new Error("a branch begins with coins");
    const owner = testKey(this.#draw(OWNERS));
    const change = { amount: coin.amount - count * FAN_OUT_AMOUNT, key: coin.owner.key };
    const outputs = [change, ...Array.from({ length: count }, () => ({ amount: FAN_OUT_AMOUNT, key: owner.key }))];
    const tx = payment({ network: this.#network, spend: [coin], outputs });
    transactions.push(tx);
    left.unshift(ownedCoin(tx, 0, coin.owner));
    for (let index = 1; index <= count; index++) created.push(ownedCoin(tx, index, owner));
  }

  /** The first coin is left for fan-outs. */
  #pay(left: OwnedCoin[], transactions: Transaction[], created: OwnedCoin[]): void {
    const spend = [this.#take(left), this.#take(left)].filter((coin) => coin !== undefined);
    if (spend.length === 0) return;
    const total = spend.reduce((sum, { amount }) => sum + amount, 0);
    const half = Math.floor(total / 2);
    const owners = [testKey(this.#draw(OWNERS)), testKey(this.#draw(OWNERS))] as const;
    const outputs = [
      { amount: half, key: owners[0].key },
      { amount: total - half, key: owners[1].key },
    ];
    const tx = payment({ network: this.#network, spend, outputs });
    transactions.push(tx);
    created.push(ownedCoin(tx, 0, owners[0]), ownedCoin(tx, 1, owners[1]));
  }

  #take(left: OwnedCoin[]): OwnedCoin | undefined {
    if (left.length < 2) return undefined;
    const place = 1 + this.#draw(left.length - 1);
    const coin = left[place];
    const last = left.pop();
    if (last !== undefined && place < left.length) left[place] = last;
    return coin;
  }

  #block(parent: HeaderEntry, transactions: readonly Transaction[]) {
    this.#made += 1;
    const all = [this.#coinbase(parent.height + 1), ...transactions];
    const filter = filterHash(blockFilter(all, parent.hash));
    const historyRoot = this.#headers.historyRootAfter(parent);
    const txRoot = merkleRoot(all.map(({ wtxid }) => wtxid));
    const header = this.#mine(parent, commitmentsRoot({ txRoot, filterHash: filter, historyRoot }));
    const entry = this.#headers.acceptHeader(header, this.#timeAfter(parent));
    if (entry instanceof Reject) throw new Error(`the drill made a header that breaks ${entry.code}`);
    const commitments = concatBytes(filter, historyRoot);
    return { entry, bytes: writeBlock({ header, commitments, transactions: all.map(({ bytes }) => bytes) }) };
  }

  /** No two blocks are the same: each has its number in its memo. */
  #coinbase(height: number): Transaction {
    const tail = new Uint8Array(4);
    new DataView(tail.buffer).setUint32(0, this.#made);
    return transactionFrom({
      version: 1,
      inputs: [],
      outputs: [{ amount: subsidyAt(height, this.#network.params.consensus), key: testKey(0).key }],
      lockHeight: 0,
      memo: coinbaseMemo(height, tail),
      signatures: new Uint8Array(0),
    });
  }

  #timeAfter(parent: HeaderEntry): number {
    return parent.header.time + this.#network.params.consensus.spacing;
  }

  #mine(parent: HeaderEntry, root: Uint8Array): Uint8Array {
    const time = this.#timeAfter(parent);
    const bits = bitsAfter(this.#network, parent, time);
    const target = targetOfBits(bits) ?? 0n;
    for (let nonce = 0; nonce <= 0xffff_ffff; nonce++) {
      const header = writeHeader({ version: 1, prev: parent.hash, root, time, bits, nonce });
      if (hashAsNumber(hashHeader(header)) <= target) return header;
    }
    throw new Error("every second hash meets the easiest target");
  }
}
