/** Replays from genesis, on a new store, of chains of known blocks: what any store with the same tip must hold. */
import {
  type ChainStore,
  type Coin,
  HeaderStatus,
  type Network,
  type OutpointKey,
  outpointKey,
  readStoredHeaders,
  writeCoin,
} from "@triad/chain";
import { BlockChain } from "@triad/chain/blocks";
import { type BuiltBlock, checkAddressIndex, commitAll, MemoryStore } from "@triad/chain/testing";
import type { SchnorrBackend } from "@triad/crypto";
import { readTransaction } from "@triad/protocol";
import { Wallet } from "@triad/wallet";

const LATE = 2 ** 32;

interface Replay {
  readonly path: readonly BuiltBlock[];
  readonly store: ChainStore;
  /** Of a wallet that scanned the whole chain. */
  readonly walletCoins: string;
}

export interface ReplayOptions {
  readonly network: Network;
  readonly schnorr: SchnorrBackend;
  readonly walletSeed: Uint8Array;
}

export class ReplayedBlocks {
  readonly #options: ReplayOptions;
  readonly #byHash = new Map<string, BuiltBlock>();
  readonly #outpoints: readonly OutpointKey[];
  readonly #replays = new Map<string, Replay>();

  constructor(options: ReplayOptions, blocks: readonly BuiltBlock[]) {
    this.#options = options;
    for (const block of blocks) this.#byHash.set(String(block.hash), block);
    const genesis = options.network.genesis.block;
    this.#outpoints = [genesis, ...blocks.map(({ block }) => block)].flatMap(({ transactions }) =>
      transactions.flatMap(outpointsOf),
    );
  }

  /**
   * Coins, undo data, bodies and filters of a store are those of the tip that it names, and its address index is that of
   * the tip that the index names. @throws Error
   */
  checkStore(store: ChainStore): void {
    const { coinsTip, prunedHeight } = store;
    checkAddressIndex(store, (tip) => this.#bodiesTo(tip));
    if (coinsTip === undefined) return;
    const { path, store: expected } = this.#at(coinsTip);
    for (const key of this.#outpoints) {
      must(describe(store.coin(key)) === describe(expected.coin(key)), "coins are those of a replay from genesis");
    }
    for (const [i, { hash }] of path.entries()) {
      const isPruned = i + 1 <= prunedHeight;
      const kept = (bytes: Uint8Array | undefined) => (isPruned ? undefined : bytes);
      must(String(store.undo(hash)) === String(kept(expected.undo(hash))), "undo data is that of a replay");
      must(String(store.body(hash)) === String(kept(expected.body(hash))), "bodies are kept");
      must(String(store.filter(hash)) === String(expected.filter(hash)), "filters are those of a replay");
    }
    const pruned = new Set(path.slice(0, prunedHeight).map(({ hash }) => String(hash)));
    for (const { hash, status } of readStoredHeaders(store.headers())) {
      if ((status & HeaderStatus.hasBody) === 0 || pruned.has(String(hash))) continue;
      must(store.body(hash) !== undefined, "a header that says so has its body");
    }
  }

  /** The transactions of each block up to the one with this hash. */
  #bodiesTo(tip: Uint8Array): readonly (readonly Uint8Array[])[] {
    const genesis = this.#options.network.genesis.block.transactions;
    return [genesis, ...this.#at(tip).path.map(({ block }) => block.transactions)];
  }

  /** A wallet's confirmed coins are those that a scan by the seed alone finds. @throws Error */
  checkWallet(wallet: Wallet, tip: Uint8Array): void {
    must(String(wallet.tip()?.hash) === String(tip), "the wallet has followed the chain to its tip");
    must(confirmedCoins(wallet) === this.#at(tip).walletCoins, "the wallet's coins are those of a scan");
  }

  #at(tip: Uint8Array): Replay {
    const known = this.#replays.get(String(tip));
    if (known !== undefined) return known;
    const path: BuiltBlock[] = [];
    for (let at = this.#byHash.get(String(tip)); at !== undefined; at = this.#byHash.get(String(at.header.prev))) {
      path.unshift(at);
    }
    const made = this.#replay(path);
    this.#replays.set(String(tip), made);
    return made;
  }

  #replay(path: readonly BuiltBlock[]): Replay {
    const { network, schnorr, walletSeed } = this.#options;
    const store = new MemoryStore();
    // the signatures are made by the tests themselves, and checked by the nodes
    const chain = new BlockChain({ network, store, isVerified: () => true, newJob: () => 0 });
    const wallet = new Wallet({ seed: walletSeed, network, schnorr, records: [] });
    wallet.blockConnected(chain.connectedBlock(chain.tip));
    for (const { bytes } of path) {
      chain.acceptBlock(bytes, LATE);
      chain.advance(10);
      wallet.blockConnected(chain.connectedBlock(chain.tip));
    }
    commitAll(chain, store);
    return { path, store, walletCoins: confirmedCoins(wallet) };
  }
}

export function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(`it does not hold that ${what}`);
}

function outpointsOf(bytes: Uint8Array): OutpointKey[] {
  const tx = readTransaction(bytes);
  if (!("txid" in tx)) throw new Error("a block of the test can't be read");
  return tx.outputs.map((_, index) => outpointKey(tx.txid, index));
}

function describe(coin: Coin | undefined): string {
  return coin === undefined ? "none" : String(writeCoin(coin));
}

function confirmedCoins(wallet: Wallet): string {
  const coins = wallet.coins().filter(({ height }) => height !== null);
  return coins
    .map(({ txid, index, amount, height }) => `${txid}/${index} ${amount} ${height}`)
    .sort()
    .join("\n");
}
