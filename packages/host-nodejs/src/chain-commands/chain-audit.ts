/**
 * The proof that a data directory is sound: its coins are those that a replay of its own blocks from genesis gives, in
 * a new chain on a store in memory, all rules and signatures checked again.
 */
import {
  type ChainStore,
  type Coin,
  HeaderStatus,
  type Network,
  type OutpointKey,
  outpointKey,
  type Reject,
  readStoredHeaders,
  writeCoin,
} from "@triad/chain";
import { BlockChain } from "@triad/chain/blocks";
import { type HeaderEntry, isAncestor } from "@triad/chain/headers";
import { bytesToHex, equalBytes, hashToDisplay, wasmSchnorr } from "@triad/crypto";
import { DecodeError, readBlock, readTransaction } from "@triad/protocol";
import { bestChain } from "./best-chain.ts";
import type { Progress } from "./progress.ts";
import { ReplayStore } from "./replay-store.ts";
import { settleBlocks } from "./settle-blocks.ts";
import { checkInThisThread, type SignatureCheck } from "./signature-check.ts";

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

export interface AuditOptions {
  /** In this thread unless given. */
  readonly check?: SignatureCheck;
  readonly progress?: Progress;
}

/** Bytes of blocks that are connected before they are committed; the largest blocks have half of it. */
const ROUND_BYTES = 8_000_000;
/** Bounds what a chain of empty blocks keeps back. */
const ROUND_BLOCKS_MAX = 256;

export async function auditStore(store: ChainStore, network: Network, options: AuditOptions = {}): Promise<ChainAudit> {
  const kept = new BlockChain({ network, store, isVerified: () => false, newJob: () => 0 });
  const path = bestChain(kept.tip);
  const replayStore = new ReplayStore(store);
  const { tip, problems } = await replayBlocks(path, { store, kept, replayStore, network, options });
  if (!equalBytes(tip.hash, kept.tip.hash)) {
    problems.push(`the replay ends at height ${tip.height}, the store's coins at ${kept.tip.height}`);
  }
  const comparison = new CoinComparison(store, replayStore);
  for (const { hash } of path) comparison.compareOutputs(store.body(hash));
  for (const { hash, status } of readStoredHeaders(store.headers())) {
    const entry = kept.headers.get(hash);
    const isOnPath = entry !== undefined && isAncestor(entry, kept.tip);
    if ((status & HeaderStatus.hasBody) !== 0 && !isOnPath) comparison.compareLeftOutputs(store.body(hash));
  }
  const { coins, amount, differences } = comparison;
  const hashes = path.map(({ hash }) => hashToDisplay(hash));
  const height = kept.tip.height;
  return { height, tip: hashToDisplay(kept.tip.hash), hashes, coins, amount, problems: [...problems, ...differences] };
}

interface Replay {
  readonly store: ChainStore;
  readonly kept: BlockChain;
  readonly replayStore: ReplayStore;
  readonly network: Network;
  readonly options: AuditOptions;
}

async function replayBlocks(
  path: readonly HeaderEntry[],
  { store, kept, replayStore, network, options }: Replay,
): Promise<{ readonly tip: HeaderEntry; readonly problems: string[] }> {
  const { check = checkInThisThread(wasmSchnorr()), progress } = options;
  let jobs = 0;
  const replay = new BlockChain({ network, store: replayStore, isVerified: () => false, newJob: () => ++jobs });
  const heightOf = (hash: Uint8Array) => replay.headers.get(hash)?.height ?? 0;
  const problems: string[] = [];
  let isBroken = false;
  const stop = (problem: string) => {
    isBroken = true;
    problems.push(problem);
  };
  const finishRound = async () => {
    await settleBlocks(replay, check, (event) => {
      if (event.type === "block-invalid") stop(breaks(event.entry.height, event.reject));
    });
    const batch = replay.takeCommit();
    if (batch !== undefined) problems.push(...replayStore.apply(batch, heightOf));
    replay.committed();
  };
  let blocks = 0;
  let bytes = 0;
  for (const entry of path.slice(1)) {
    const { hash, height, header } = entry;
    const body = store.body(hash);
    if (body === undefined) {
      stop(`the body of block ${height} is missing`);
      break;
    }
    const outcome = replay.acceptBlock(body, header.time);
    if (outcome.kind === "refused") {
      stop(breaks(height, outcome.reject));
      break;
    }
    if (!equalBytes(replay.headers.headerBytes(outcome.entry), kept.headers.headerBytes(entry))) {
      problems.push(`the header of block ${height} is not that of its body`);
    }
    blocks += 1;
    bytes += body.length;
    if (blocks < ROUND_BLOCKS_MAX && bytes < ROUND_BYTES) continue;
    await finishRound();
    if (isBroken) break;
    progress?.(height, path.length - 1);
    blocks = 0;
    bytes = 0;
  }
  await finishRound();
  return { tip: replay.tip, problems };
}

function breaks(height: number, { code, meaning }: Reject): string {
  return `block ${height} breaks the rule ${code} (${meaning})`;
}

/** A store can't list its coins, but every coin is the output of a block whose body is stored: all of those are looked up. */
class CoinComparison {
  coins = 0;
  amount = 0;
  readonly differences: string[] = [];
  readonly #store: ChainStore;
  readonly #replay: ChainStore;
  readonly #strays = new Set<OutpointKey>();

  constructor(store: ChainStore, replay: ChainStore) {
    this.#store = store;
    this.#replay = replay;
  }

  /** Of a block of the best chain; no two of them have a transaction in common. */
  compareOutputs(body: Uint8Array | undefined): void {
    for (const { key, name } of outputsOf(body)) {
      const [here, there] = [this.#store.coin(key), this.#replay.coin(key)];
      this.#count(here);
      if (isSameCoin(here, there)) continue;
      if (there === undefined) this.#strays.add(key);
      const [is, should] = [here ? "there" : "missing", there ? "unspent" : "absent"];
      this.differences.push(`coin ${name} is ${is}, by the replay ${should}`);
    }
  }

  /** Of a block of a left branch: a coin that it left behind is a mistake; what the best chain has too was compared. */
  compareLeftOutputs(body: Uint8Array | undefined): void {
    for (const { key, name } of outputsOf(body)) {
      const here = this.#store.coin(key);
      if (here === undefined || this.#replay.coin(key) !== undefined || this.#strays.has(key)) continue;
      this.#strays.add(key);
      this.#count(here);
      this.differences.push(`coin ${name} is there, by the replay absent`);
    }
  }

  #count(coin: Coin | undefined): void {
    if (coin === undefined) return;
    this.coins += 1;
    this.amount += coin.amount;
  }
}

function* outputsOf(body: Uint8Array | undefined): Iterable<{ readonly key: OutpointKey; readonly name: string }> {
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

function isSameCoin(a: Coin | undefined, b: Coin | undefined): boolean {
  return a === undefined || b === undefined ? a === b : equalBytes(writeCoin(a), writeCoin(b));
}
