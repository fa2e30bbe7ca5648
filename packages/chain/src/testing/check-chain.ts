/** Whether a chain over a tree of known blocks, and the store under it, are what the sequential reference says. */
import type { BlockChain } from "../blocks/block-chain.ts";
import { disconnectChanges } from "../blocks/connect-block.ts";
import type { Coin } from "../coin.ts";
import { readFilterRow } from "../filter/filter-row.ts";
import { type HeaderEntry, isAncestor } from "../headers/index.ts";
import type { OutpointKey } from "../keys.ts";
import { type ChainStore, HeaderStatus } from "../store/chain-store.ts";
import { readStoredHeaders } from "../store/stored-header.ts";
import type { RandomTree, TreeBlock } from "./random-block-tree.ts";
import { pathTo, type SequentialCoins } from "./sequential-chain.ts";

export interface ChainAt {
  readonly tree: RandomTree;
  readonly coins: SequentialCoins;
  /** By `String(hash)`. */
  readonly byHash: ReadonlyMap<string, TreeBlock>;
}

/** Where the root stands in a header. */
const ROOT_AT = 36;
const ROOT_END = 68;

export function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(`it does not hold that ${what}`);
}

/** Follows the chain as a wallet does: a record for each height, put and removed by whoever hears of its blocks. */
export function heightRecord(height: number): string {
  return `at/${String(height).padStart(4, "0")}`;
}

/** The coins, bodies, undo data, filters and records that belong to the tip that the store names. */
export function checkStore(at: ChainAt, store: ChainStore): void {
  const tip = store.coinsTip;
  if (tip === undefined) {
    must([...store.records("at/")].length === 0, "nothing follows a tip that is not there");
    return;
  }
  const block = at.byHash.get(String(tip));
  checkCoins(at, block, (key) => store.coin(key), "the store");
  const path = pathTo(block);
  const { prunedHeight } = store;
  must(prunedHeight <= path.length, "only blocks of the chain are pruned");
  for (const [i, { hash, block: body }] of path.entries()) {
    const isPruned = i + 1 <= prunedHeight;
    must((store.body(hash) === undefined) === isPruned, "bodies are kept above the pruned ones");
    must((store.undo(hash) === undefined) === isPruned, "undo data is kept above the pruned blocks");
    const filter = store.filter(hash);
    const kept = filter === undefined ? undefined : readFilterRow(filter, body.header.subarray(ROOT_AT, ROOT_END));
    must(kept !== undefined, "filters are kept with what opens the header's root");
  }
  const records = [...store.records("at/")].map(([name, bytes]) => `${name} ${bytes}`);
  const expected = path.map(({ hash }, i) => `${heightRecord(i + 1)} ${hash}`);
  must(String(records) === String(expected), "records follow the tip");
  checkRivals(at, store, new Set(path.map(({ hash }) => String(hash))));
}

/** A header says that its body is here only where it is. */
function checkRivals({ tree }: ChainAt, store: ChainStore, path: ReadonlySet<string>): void {
  for (const { hash, status } of readStoredHeaders(store.headers())) {
    if ((status & HeaderStatus.hasBody) === 0 || path.has(String(hash))) continue;
    if (String(hash) === String(tree.network.genesis.hash)) continue;
    must(store.body(hash) !== undefined, "a header that says so has its body");
  }
}

/** The coins of the tip, and what disconnects it down to genesis or to what is pruned. */
export function checkChain(at: ChainAt, chain: BlockChain): void {
  const block = at.byHash.get(String(chain.tip.hash));
  checkCoins(at, block, (key) => chain.coin(key), "the chain");
  const coins = new Map<OutpointKey, Coin>(at.coins.after(block));
  let entry: HeaderEntry = chain.tip;
  while (entry.height > chain.prunedHeight && entry.parent !== undefined) {
    must(isAncestor(entry, chain.tip), "parents lead down");
    for (const [key, coin] of disconnectChanges(chain.connectedBlock(entry).transactions)) {
      if (coin === null) coins.delete(key);
      else coins.set(key, coin);
    }
    entry = entry.parent;
  }
  const below = at.coins.after(at.byHash.get(String(entry.hash)));
  must(below !== undefined && below.size === coins.size, "undo data takes back what blocks did");
  for (const [key, coin] of below ?? []) {
    must(isSame(coins.get(key), coin), "undo data brings back the coins that blocks spent");
  }
}

function checkCoins(
  { tree, coins }: ChainAt,
  tip: TreeBlock | undefined,
  read: (key: OutpointKey) => Coin | undefined,
  where: string,
): void {
  const expected = coins.after(tip);
  must(expected !== undefined, "a tip is valid");
  for (const key of tree.outpoints) {
    must(isSame(read(key), expected?.get(key)), `${where} has the coins of its tip and no others`);
  }
}

function isSame(a: Coin | undefined, b: Coin | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (a.amount !== b.amount || a.height !== b.height || a.isCoinbase !== b.isCoinbase) return false;
  return a.key.every((byte, i) => byte === b.key[i]);
}
