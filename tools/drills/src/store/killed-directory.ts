/**
 * The audit of a chain's directory as a kill left it. What is whole is replayed from genesis; what was pruned can't be,
 * and is held against an unpruned chain at the same height.
 */
import { existsSync } from "node:fs";
import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { type ChainStore, type Network, writeCoin } from "@triad/chain";
import { BlockChain } from "@triad/chain/blocks";
import { ancestorAt, type HeaderEntry } from "@triad/chain/headers";
import { equalBytes, hashToDisplay, type SchnorrBackend, wasmSchnorr } from "@triad/crypto";
import { auditStore, nativeSchnorr } from "@triad/host-nodejs";
import { openLmdbStore, StoreError } from "@triad/store-lmdb";
import { rememberingCheck } from "./signature-memory.ts";
import { coinAt, type UnspentIndex } from "./unspent-index.ts";

export interface DirectoryState {
  /** Of the coins; -1: there are none yet, and the next start begins with genesis. */
  readonly height: number;
  /** In display order; "" where there are no coins. */
  readonly tip: string;
  /** Bodies that are stored above the tip: a kill came between a commit of bodies and one of coins. */
  readonly bodiesAhead: number;
  readonly prunedHeight: number;
  readonly problems: readonly string[];
}

const NOTHING: DirectoryState = { height: -1, tip: "", bodiesAhead: 0, prunedHeight: 0, problems: [] };

export class DirectoryAudit {
  readonly #network: Network;
  readonly #unpruned: UnspentIndex | undefined;
  readonly #copy: string;
  readonly #check = rememberingCheck(fastestSchnorr());

  /** `unpruned`: of the chain that pruned directories hold; `copy`: where copies may be made. */
  constructor(network: Network, unpruned: UnspentIndex | undefined, copy: string) {
    this.#network = network;
    this.#unpruned = unpruned;
    this.#copy = copy;
  }

  /** Looks at a copy, so that the next process finds the directory as the kill left it. */
  async audit(chainDirectory: string): Promise<DirectoryState> {
    if (!existsSync(chainDirectory)) return NOTHING;
    const copy = this.#copy;
    await rm(copy, { recursive: true, force: true });
    await cp(chainDirectory, copy, { recursive: true });
    try {
      return await this.#auditCopy(copy);
    } finally {
      await rm(copy, { recursive: true, force: true });
    }
  }

  async #auditCopy(directory: string): Promise<DirectoryState> {
    const { params, chainId } = this.#network;
    let store: ReturnType<typeof openLmdbStore>;
    try {
      store = openLmdbStore({ directory, networkName: params.name, chainId, create: false });
    } catch (error) {
      // the kill came before the store's first commit
      if (error instanceof StoreError && error.code === "not-found") return NOTHING;
      return { ...NOTHING, problems: [`the store can't be opened: ${(error as Error).message}`] };
    }
    try {
      return await this.#auditOpen(store, join(directory, "data.mdb"));
    } finally {
      await store.close();
    }
  }

  async #auditOpen(store: ChainStore, file: string): Promise<DirectoryState> {
    const chain = new BlockChain({ network: this.#network, store, isVerified: () => false, newJob: () => 0 });
    const bodies = bodyProblems(store, chain);
    const state = { ...NOTHING, bodiesAhead: bodiesAbove(chain), prunedHeight: store.prunedHeight };
    if (store.coinsTip === undefined) {
      const strays = [...(this.#unpruned?.coins.keys() ?? [])].filter((key) => store.coin(key) !== undefined);
      const problems = strays.length === 0 ? bodies : [...bodies, `${strays.length} coins without a tip in ${file}`];
      return { ...state, problems };
    }
    const at = { height: chain.tip.height, tip: hashToDisplay(chain.tip.hash) };
    if (store.prunedHeight > 0) {
      if (this.#unpruned === undefined) throw new Error("a pruned directory is held against an unpruned chain");
      return { ...state, ...at, problems: [...bodies, ...comparePruned(store, chain, this.#unpruned)] };
    }
    const { problems } = await auditStore(store, this.#network, { check: this.#check });
    return { ...state, ...at, problems: [...bodies, ...problems] };
  }
}

function fastestSchnorr(): SchnorrBackend {
  const native = nativeSchnorr();
  return "unavailable" in native ? wasmSchnorr() : native;
}

/** A header says that its body is here only if it is. */
function bodyProblems(store: ChainStore, chain: BlockChain): string[] {
  const problems: string[] = [];
  for (const entry of chain.headers.all()) {
    const { height, hasBody } = entry;
    if (!hasBody) continue;
    const isPruned = height > 0 && height <= store.prunedHeight;
    if (isPruned === (chain.body(entry) === undefined)) continue;
    problems.push(`the body of block ${height} is ${isPruned ? "kept below the pruned height" : "missing"}`);
  }
  return problems;
}

function bodiesAbove({ headers, tip }: BlockChain): number {
  return [...headers.all()].filter(({ height, hasBody }) => hasBody && height > tip.height).length;
}

/** Coins, undo data, filters and bodies are those of the unpruned chain, as far as they are kept. */
function comparePruned(store: ChainStore, chain: BlockChain, { coins, store: whole }: UnspentIndex): string[] {
  const problems: string[] = [];
  const { tip, prunedHeight } = chain;
  let wrong = 0;
  for (const [key, life] of coins) {
    const [here, there] = [store.coin(key), coinAt(life, tip.height)];
    const isSame = here && there ? equalBytes(writeCoin(here), writeCoin(there)) : here === there;
    if (!isSame) wrong += 1;
  }
  if (wrong > 0) problems.push(`${wrong} coins at height ${tip.height} are not those of the unpruned chain`);
  for (let height = 1; height <= tip.height; height++) {
    const { hash } = ancestorAt(tip, height) as HeaderEntry;
    if (!isSameBytes(store.filter(hash), whole.filter(hash))) problems.push(`the filter of block ${height} differs`);
    if (height <= prunedHeight) continue;
    if (!isSameBytes(store.body(hash), whole.body(hash))) problems.push(`the body of block ${height} differs`);
    if (!isSameBytes(store.undo(hash), whole.undo(hash))) problems.push(`undo data of block ${height} differ`);
  }
  return problems;
}

function isSameBytes(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a !== undefined && b !== undefined && equalBytes(a, b);
}
