/**
 * The proof that a data directory is sound: its coins are those that a replay of its own blocks from genesis gives, in
 * a new chain on a store in memory, all rules and signatures checked again.
 */
import { type ChainStore, HeaderStatus, hashKey, type Network, outpointKey, writeCoin } from "@triad/chain";
import { BlockChain } from "@triad/chain/blocks";
import type { HeaderEntry } from "@triad/chain/headers";
import { commitAll, MemoryStore, openTestChain, settleChain } from "@triad/chain/testing";
import { bytesToHex, equalBytes, hashToDisplay } from "@triad/crypto";
import { DecodeError, readBlock, readTransaction } from "@triad/protocol";
import { openLmdbStore } from "@triad/store-lmdb";

export interface ChainAudit {
  readonly height: number;
  /** In display order. */
  readonly tip: string;
  /** Hashes of the chain in display order, by height. */
  readonly hashes: readonly string[];
  readonly coins: number;
  /** Base units in all coins. */
  readonly amount: number;
  readonly problems: readonly string[];
}

/** Opens the store of a node that does not run. @throws StoreError */
export async function auditDirectory(chainDirectory: string, network: Network): Promise<ChainAudit> {
  const store = openLmdbStore({
    directory: chainDirectory,
    networkName: network.params.name,
    chainId: network.chainId,
    create: false,
  });
  try {
    return auditStore(store, network);
  } finally {
    await store.close();
  }
}

export function auditStore(store: ChainStore, network: Network): ChainAudit {
  const kept = new BlockChain({ network, store, isVerified: () => false, newJob: () => 0 });
  const path = pathTo(kept.tip);
  const replayStore = new MemoryStore();
  const replay = openTestChain(network, { store: replayStore });
  const problems = replayBlocks(path.slice(1), store, replay);
  commitAll(replay, replayStore);
  if (!equalBytes(replay.tip.hash, kept.tip.hash)) {
    problems.push(`the replay ends at height ${replay.tip.height}, the store's coins at ${kept.tip.height}`);
  }
  const { coins, amount, differences } = compareCoins(store, replayStore);
  problems.push(...differences);
  for (const { hash, height } of path.slice(1)) {
    if (!isSame(store.undo(hash), replayStore.undo(hash))) problems.push(`undo data of block ${height} differ`);
    if (!isSame(store.filter(hash), replayStore.filter(hash))) problems.push(`the filter of block ${height} differs`);
  }
  const hashes = path.map(({ hash }) => hashToDisplay(hash));
  return { height: kept.tip.height, tip: hashToDisplay(kept.tip.hash), hashes, coins, amount, problems };
}

function pathTo(tip: HeaderEntry): readonly HeaderEntry[] {
  const path: HeaderEntry[] = [];
  for (let entry: HeaderEntry | undefined = tip; entry !== undefined; entry = entry.parent) path.push(entry);
  return path.reverse();
}

function replayBlocks(path: readonly HeaderEntry[], store: ChainStore, replay: BlockChain): string[] {
  for (const { hash, height, header } of path) {
    const body = store.body(hash);
    if (body === undefined) return [`the body of block ${height} is missing`];
    const outcome = replay.acceptBlock(body, header.time);
    if (outcome.kind === "refused") return [`block ${height} breaks the rule ${outcome.reject.code}`];
    for (const event of settleChain(replay)) {
      if (event.type === "block-invalid") return [`block ${height} breaks the rule ${event.reject.code}`];
    }
  }
  return [];
}

/**
 * A store can't list its coins, but every coin is the output of a block whose body is stored: all of those are looked
 * up, blocks of left branches too, since a coin that one of them left behind would be a mistake as well.
 */
function compareCoins(
  store: ChainStore,
  replay: ChainStore,
): { readonly coins: number; readonly amount: number; readonly differences: readonly string[] } {
  const looked = new Set<string>();
  const differences: string[] = [];
  let coins = 0;
  let amount = 0;
  for (const { hash, status } of store.headers()) {
    if ((status & HeaderStatus.hasBody) === 0) continue;
    for (const { key, name } of outputsOf(store.body(hash))) {
      if (looked.has(key)) continue;
      looked.add(key);
      const [here, there] = [store.coin(key), replay.coin(key)];
      if (here !== undefined) {
        coins += 1;
        amount += here.amount;
      }
      if (!isSame(here && writeCoin(here), there && writeCoin(there))) {
        differences.push(
          `coin ${name} is ${here ? "there" : "missing"}, by the replay ${there ? "unspent" : "absent"}`,
        );
      }
    }
  }
  return { coins, amount, differences };
}

function* outputsOf(body: Uint8Array | undefined): Iterable<{ readonly key: string; readonly name: string }> {
  const block = body === undefined ? undefined : readBlock(body);
  if (block === undefined || block instanceof DecodeError) return;
  for (const bytes of block.transactions) {
    const tx = readTransaction(bytes);
    if (tx instanceof DecodeError) continue;
    for (const index of tx.outputs.keys()) {
      yield { key: outpointKey(tx.txid, index), name: `${bytesToHex(tx.txid).slice(0, 12)}…:${index}` };
    }
  }
}

function isSame(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a === undefined || b === undefined ? a === b : hashKey(a.slice()) === hashKey(b.slice());
}
