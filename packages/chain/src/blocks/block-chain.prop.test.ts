/**
 * Random trees of blocks with payments and broken rules; random order of arrival, of verdicts and of commits; a crash at
 * any point. Whatever happens, the chain ends on the most work that is valid, and its coins are those of a reference.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { OutpointKey } from "../keys.ts";
import type { RejectCode } from "../reject.ts";
import type { CommitBatch } from "../store/chain-store.ts";
import {
  asertTestNetwork,
  checkItems,
  drawFrom,
  MemoryStore,
  type ModelCoin,
  type RandomTree,
  randomBlockTree,
  type TreeBlock,
  testNetwork,
} from "../testing/index.ts";
import { BlockChain, type ChainEvent, type LayerLimits } from "./index.ts";

const RUNS = Number(process.env["TRIAD_PROPERTY_RUNS"] ?? 400);
const BLOCKS_MAX = 36;
const FAR_FUTURE = 2 ** 32;

const trees = new Map<number, RandomTree>();

function treeOf(seed: number): RandomTree {
  const known = trees.get(seed);
  if (known !== undefined) return known;
  const network = seed % 2 === 0 ? testNetwork({ coinbaseMaturity: 2 }) : asertTestNetwork({ coinbaseMaturity: 2 });
  const draw = drawFrom(seed);
  const tree = randomBlockTree(network, 1 + draw(BLOCKS_MAX), draw);
  trees.set(seed, tree);
  return tree;
}

/** A node without roles: what its host would do is done by numbers that the property draws. */
class Node {
  readonly #tree: RandomTree;
  readonly #byHash = new Map<string, TreeBlock>();
  readonly #outpoints: ReadonlySet<OutpointKey>;
  readonly #limits: LayerLimits;
  store = new MemoryStore();
  chain: BlockChain;
  #jobs = 0;
  /** Checks that the chain waits for, and ones that it cancelled, whose verdicts come late. */
  #checks = new Map<number, Uint8Array>();
  #inFlight: { readonly batch: CommitBatch; isApplied: boolean } | undefined;
  #followedTip: TreeBlock | undefined;

  constructor(tree: RandomTree, limits: LayerLimits) {
    this.#tree = tree;
    this.#limits = limits;
    for (const block of tree.blocks) this.#byHash.set(String(block.hash), block);
    this.#outpoints = new Set(
      [tree.genesisCoins, ...tree.blocks.map(({ coins }) => coins)].flatMap((c) => [...c.keys()]),
    );
    this.chain = this.#start();
  }

  deliver(block: TreeBlock): void {
    for (const { headerBytes } of ancestorsOf(block)) this.chain.acceptHeader(headerBytes, FAR_FUTURE);
    const outcome = this.chain.acceptBlock(block.bytes, FAR_FUTURE);
    if (outcome.kind !== "refused") return;
    // a header is not kept when its parent is invalid, and then its own children know no parent
    const expected: RejectCode[] = ["bad-prevblk", "prev-blk-not-found"];
    if (block.breaks === "bad-filter-hash") expected.push("bad-filter-hash");
    expect(block.isValid).toBe(false);
    expect(expected).toContain(outcome.reject.code);
  }

  advance(steps: number): boolean {
    const isBusy = this.chain.advance(steps);
    this.#follow();
    return isBusy;
  }

  answer(pick: number, isLost: boolean): boolean {
    const jobs = [...this.#checks.keys()];
    const job = jobs[pick % Math.max(1, jobs.length)];
    const items = job === undefined ? undefined : this.#checks.get(job);
    if (job === undefined || items === undefined) return false;
    this.#checks.delete(job);
    this.chain.signaturesChecked(job, isLost ? "not-run" : checkItems(items));
    this.#follow();
    return true;
  }

  /** One step of a commit: taken, readable in the store, reported. False: there is nothing to commit. */
  commitStep(isDurable: boolean): boolean {
    if (this.#inFlight === undefined) {
      const batch = this.chain.takeCommit();
      if (batch === undefined) return false;
      this.#inFlight = { batch, isApplied: false };
    } else if (!this.#inFlight.isApplied) {
      this.store.apply(this.#inFlight.batch, isDurable);
      this.#inFlight.isApplied = true;
      this.#checkStore();
    } else {
      this.#inFlight = undefined;
      this.chain.committed();
    }
    return true;
  }

  crash(writesKept: number | undefined): void {
    this.store = writesKept === undefined ? this.store.copy() : this.store.afterPowerLoss(writesKept);
    this.#checks.clear();
    this.#inFlight = undefined;
    this.chain = this.#start();
    this.#checkCoins();
  }

  /** Everything that is outstanding happens. */
  drain(): void {
    for (const block of this.#tree.blocks) this.deliver(block);
    for (let isBusy = true; isBusy; ) {
      isBusy = this.advance(7);
      while (this.answer(0, false)) isBusy = true;
      while (this.commitStep(true)) isBusy = true;
    }
  }

  checkEnd(): void {
    const works = this.#tree.blocks.filter(({ isValid }) => isValid).map(({ entry }) => entry.chainWork);
    const most = works.reduce((a, b) => (a > b ? a : b), this.chain.headers.genesis.chainWork);
    expect(this.chain.tip.chainWork).toBe(most);
    expect(this.store.coinsTip).toEqual(this.chain.tip.hash);
    this.#checkCoins();
    this.#checkStore();
  }

  #start(): BlockChain {
    const chain = new BlockChain({
      network: this.#tree.network,
      store: this.store,
      isVerified: () => false,
      newJob: () => ++this.#jobs,
      layerLimits: this.#limits,
    });
    this.#followedTip = this.#byHash.get(String(chain.tip.hash));
    return chain;
  }

  #follow(): void {
    for (const event of this.chain.takeEvents()) this.#followEvent(event);
    expect(this.#followedTip?.hash ?? this.chain.headers.genesis.hash).toEqual(this.chain.tip.hash);
  }

  #followEvent(event: ChainEvent): void {
    switch (event.type) {
      case "check-signatures":
        this.#checks.set(event.job, event.items);
        return;
      case "cancel":
        return;
      case "disconnected":
        expect(event.block.entry.hash).toEqual(this.#followedTip?.hash);
        this.#followedTip = this.#followedTip?.parent;
        return;
      case "connected": {
        const block = this.#byHash.get(String(event.block.entry.hash));
        expect(block?.isValid).toBe(true);
        expect(block?.parent).toBe(this.#followedTip);
        this.#followedTip = block;
        return;
      }
      case "tip-changed":
        if (Math.min(this.#limits.blocks, this.#limits.coins) > 1000)
          expect(event.to.chainWork > event.from.chainWork).toBe(true);
        return;
      case "block-invalid":
        expect(this.#byHash.get(String(event.entry.hash))?.breaks).toBe(event.reject.code);
        return;
      case "reorg-below-pruned":
        throw new Error("this chain keeps all blocks");
      default:
        event satisfies never;
    }
  }

  #checkCoins(): void {
    const expected = this.#coinsOf(this.#byHash.get(String(this.chain.tip.hash)));
    for (const key of this.#outpoints) expectCoin(this.chain.coin(key), expected.get(key));
  }

  #checkStore(): void {
    const tip = this.store.coinsTip;
    const expected = this.#coinsOf(tip && this.#byHash.get(String(tip)));
    for (const key of this.#outpoints) expectCoin(this.store.coin(key), expected.get(key));
  }

  #coinsOf(block: TreeBlock | undefined): ReadonlyMap<OutpointKey, ModelCoin> {
    return block?.coins ?? this.#tree.genesisCoins;
  }
}

/** The whole comparison only where the quick one says that there is something to show. */
function expectCoin(coin: ReturnType<BlockChain["coin"]>, expected: ModelCoin | undefined): void {
  if (coin === undefined && expected === undefined) return;
  const { amount, key, height, isCoinbase } = expected ?? {};
  expect(coin).toEqual(expected && { amount, key, height, isCoinbase });
}

function ancestorsOf(block: TreeBlock): TreeBlock[] {
  const chain: TreeBlock[] = [];
  for (let at: TreeBlock | undefined = block.parent; at !== undefined; at = at.parent) chain.unshift(at);
  return chain;
}

const action = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("deliver" as const), pick: fc.nat(BLOCKS_MAX) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("advance" as const), pick: fc.integer({ min: 1, max: 12 }) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("answer" as const), pick: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("lose-worker" as const), pick: fc.nat(20) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("commit" as const), pick: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("crash" as const), pick: fc.nat(200) }) },
);

function perform(node: Node, tree: RandomTree, { do: what, pick }: { do: string; pick: number }): void {
  if (what === "deliver") node.deliver(tree.blocks[pick % tree.blocks.length] as TreeBlock);
  else if (what === "advance") node.advance(pick);
  else if (what === "answer") node.answer(pick, false);
  else if (what === "lose-worker") node.answer(pick, true);
  else if (what === "commit") node.commitStep(pick === 0);
  else node.crash(pick % 2 === 0 ? undefined : pick);
}

describe("a chain under any order of arrival, verdicts, commits and crashes", () => {
  it.each([
    ["folded as one", { coins: 1e9, blocks: 1e9 }],
    ["folded in steps after 3 layers", { coins: 1e9, blocks: 3 }],
    ["folded in steps after 6 coins", { coins: 6, blocks: 1e9 }],
  ])("ends on the most valid work with exactly its coins, reorganisations %s", (_, limits) => {
    fc.assert(
      fc.property(fc.nat(RUNS >> 3), fc.array(action, { maxLength: 120, size: "max" }), (seed, actions) => {
        const tree = treeOf(seed);
        const node = new Node(tree, limits);
        for (const each of actions) perform(node, tree, each);
        node.drain();
        node.checkEnd();
      }),
      { numRuns: Math.ceil(RUNS / 3) },
    );
  });
});
