import { describe, expect, it } from "vitest";
import { HeaderStatus } from "../store/chain-store.ts";
import { readStoredHeaders } from "../store/stored-header.ts";
import {
  BlockTree,
  checkItems,
  commitAll,
  MemoryStore,
  openTestChain,
  settleChain,
  spendingBranch,
  testNetwork,
} from "../testing/index.ts";
import type { BlockChain, ChainEvent } from "./index.ts";

const LATE = 2 ** 32;
const network = testNetwork({ coinbaseMaturity: 1 });
const tree = new BlockTree(network);
type Built = ReturnType<BlockTree["extend"]>;

function grow(count: number, from = tree.genesis, version = 1): Built[] {
  const blocks: Built[] = [];
  for (let i = 0; i < count; i++)
    blocks.push(tree.extend(blocks.at(-1)?.entry ?? from, { changes: { header: { version } } }));
  return blocks;
}

function take(chain: BlockChain, blocks: readonly Built[]): readonly ChainEvent[] {
  for (const { bytes } of blocks) expect(chain.acceptBlock(bytes, LATE).kind).not.toBe("refused");
  return settleChain(chain);
}

/** Of the blocks given, the heights of those whose bodies, and whose undo data, are stored. */
function stored(store: MemoryStore, blocks: readonly Built[]): { bodies: number[]; undos: number[] } {
  const having = (has: (hash: Uint8Array) => unknown) =>
    blocks.filter(({ hash }) => has(hash) !== undefined).map(({ entry }) => entry.height);
  return { bodies: having((hash) => store.body(hash)), undos: having((hash) => store.undo(hash)) };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

const main = grow(12);
const tip = main.at(-1) as Built;

describe("pruning", () => {
  it("keeps the last blocks, one more than it keeps is one pruned", () => {
    const store = new MemoryStore();
    const chain = openTestChain(network, { store, keepBlocks: 4 });
    take(chain, main.slice(0, 4));
    commitAll(chain, store);
    expect([store.prunedHeight, chain.prunedHeight]).toEqual([0, 0]);
    expect(stored(store, main)).toEqual({ bodies: range(1, 4), undos: range(1, 4) });
    take(chain, main.slice(4, 5));
    commitAll(chain, store);
    expect([store.prunedHeight, chain.prunedHeight]).toEqual([1, 1]);
    expect(stored(store, main)).toEqual({ bodies: range(2, 5), undos: range(2, 5) });
    for (const { hash } of main.slice(0, 5)) expect(store.filter(hash)).toBeDefined();
    expect(store.body(network.chainId)).toBeDefined();
  });

  it("is done by commits that hold the tip, and not by those without it", () => {
    const chain = openTestChain(network, { keepBlocks: 4 });
    take(chain, main);
    expect(chain.takeCommit("blocks")).toMatchObject({ prunedHeight: undefined, prunedBlocks: [] });
    chain.committed();
    const batch = chain.takeCommit("all");
    expect(batch?.prunedHeight).toBe(8);
    expect(batch?.prunedBlocks).toHaveLength(8);
  });

  it("takes branches along that leave the chain below a pruned block, however high they reach", () => {
    const store = new MemoryStore();
    const chain = openTestChain(network, { store, keepBlocks: 4 });
    const low = grow(9, main[1]?.entry, 2);
    const high = grow(1, main[8]?.entry, 3);
    take(chain, main);
    take(chain, [...low, ...high]);
    commitAll(chain, store);
    expect(stored(store, low).bodies).toEqual([]);
    expect(stored(store, high).bodies).toEqual([10]);
    const statuses = new Map([...readStoredHeaders(store.headers())].map((h) => [String(h.hash), h.status]));
    expect(low.map(({ hash }) => statuses.get(String(hash)))).toEqual(low.map(() => 0));
    expect(high.map(({ hash }) => statuses.get(String(hash)))).toEqual([HeaderStatus.hasBody]);
  });

  it("that is switched on late goes in steps of 500", () => {
    const long = grow(1_010);
    const store = new MemoryStore();
    const before = openTestChain(network, { store });
    take(before, long);
    commitAll(before, store);
    const chain = openTestChain(network, { store, keepBlocks: 4 });
    const heights: number[] = [];
    for (let batch = chain.takeCommit(); batch !== undefined; batch = chain.takeCommit()) {
      store.apply(batch);
      chain.committed();
      heights.push(store.prunedHeight);
    }
    expect(heights).toEqual([500, 1_000, 1_006]);
    expect(stored(store, long).bodies).toEqual(range(1_007, 1_010));
  });

  it("spares what somebody has yet to read", () => {
    const store = new MemoryStore();
    let needed = 3;
    const chain = openTestChain(network, { store, keepBlocks: 4, neededFrom: () => needed });
    take(chain, main);
    commitAll(chain, store);
    expect(store.prunedHeight).toBe(2);
    expect(chain.connectedBlock(chain.headers.get(main[2]?.hash as Uint8Array) as never).transactions).toHaveLength(1);
    needed = 4;
    commitAll(chain, store);
    expect(store.prunedHeight).toBe(3);
  });

  it("spares what a better chain leads back to, before anything of that chain is connected", () => {
    const store = new MemoryStore();
    const chain = openTestChain(network, { store, keepBlocks: 2 });
    take(chain, main.slice(0, 8));
    for (const { bytes } of grow(7, main[3]?.entry, 2)) chain.acceptBlock(bytes, LATE);
    commitAll(chain, store);
    expect(store.prunedHeight).toBe(4);
    settleChain(chain);
    expect(chain.tip.height).toBe(11);
    commitAll(chain, store);
    expect(store.prunedHeight).toBe(9);
  });
});

/** Advances, and returns the jobs that wait for a verdict. */
function jobsOf(chain: BlockChain): readonly number[] {
  chain.advance(100);
  return chain.takeEvents().flatMap((event) => (event.type === "check-signatures" ? [event.job] : []));
}

describe("pruning while blocks wait for their signatures", () => {
  it("spares what a reorganisation under way leads back to, when a better chain came meanwhile", () => {
    const store = new MemoryStore();
    const chain = openTestChain(network, { store, keepBlocks: 2 });
    take(chain, main.slice(0, 8));
    const rival = spendingBranch(tree, (main[2] as Built).entry, 6, { version: 2 });
    for (const { bytes } of rival) chain.acceptBlock(bytes, LATE);
    const jobs = jobsOf(chain);
    expect(jobs).toHaveLength(6);
    for (const { bytes } of main.slice(8)) chain.acceptBlock(bytes, LATE);
    commitAll(chain, store);
    expect(store.prunedHeight).toBe(3);
    for (const job of jobs) chain.signaturesChecked(job, "valid");
    expect(chain.tip.hash).toEqual(rival.at(-1)?.hash);
    expect(settleChain(chain).map(({ type }) => type)).not.toContain("reorg-below-pruned");
    expect(chain.tip.hash).toEqual(tip.hash);
  });

  it("spares the tip that a reorganisation in steps has left, until there is more work than it had", () => {
    const store = new MemoryStore();
    const chain = openTestChain(network, { store, keepBlocks: 2, layerLimits: { coins: 1e9, blocks: 5 } });
    take(chain, main.slice(0, 8));
    const rival = spendingBranch(tree, tree.genesis, 9, { version: 2, badAt: 5 });
    for (const { bytes } of rival) chain.acceptBlock(bytes, LATE);
    let isBad = false;
    for (let rounds = 0; rounds < 100; rounds++) {
      chain.advance(1);
      for (const event of chain.takeEvents()) {
        if (event.type === "check-signatures") chain.signaturesChecked(event.job, checkItems(event.items));
        if (event.type === "block-invalid") isBad = true;
      }
      commitAll(chain, store);
    }
    expect(isBad).toBe(true);
    expect(chain.tip.hash).toEqual(main[7]?.hash);
  });
});

describe("a reorganisation of a pruned chain", () => {
  const pruned = (): { store: MemoryStore; chain: BlockChain } => {
    const store = new MemoryStore();
    const chain = openTestChain(network, { store, keepBlocks: 4 });
    take(chain, main);
    commitAll(chain, store);
    return { store, chain };
  };

  it.each([true, false])("works as deep as blocks are kept, after a restart: %s", (restarts) => {
    const { store, chain } = pruned();
    const at = restarts ? openTestChain(network, { store, keepBlocks: 4 }) : chain;
    const better = grow(5, main[7]?.entry, 2);
    expect(take(at, better).filter(({ type }) => type === "disconnected")).toHaveLength(4);
    expect(at.tip.hash).toEqual(better.at(-1)?.hash);
    commitAll(at, store);
    expect(store.prunedHeight).toBe(9);
    expect(stored(store, main).bodies).toEqual([]);
  });

  it.each([true, false])("one block deeper is refused once and changes nothing, after a restart: %s", (restarts) => {
    const { store, chain } = pruned();
    const at = restarts ? openTestChain(network, { store, keepBlocks: 4 }) : chain;
    const better = grow(6, main[6]?.entry, 2);
    expect(take(at, better)).toMatchObject([{ type: "reorg-below-pruned", to: { height: 13 }, fork: { height: 7 } }]);
    expect(settleChain(at)).toEqual([]);
    expect(at.tip.hash).toEqual(tip.hash);
    commitAll(at, store);
    expect(store.coinsTip).toEqual(tip.hash);
    // a restart finds the same better chain
    const again = openTestChain(network, { store, keepBlocks: 4 });
    expect(settleChain(again)).toMatchObject([{ type: "reorg-below-pruned" }]);
  });
});
