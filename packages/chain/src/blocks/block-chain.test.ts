import { describe, expect, it } from "vitest";
import {
  asertTestNetwork,
  BlockTree,
  spendingBranch as branch,
  checkItems,
  commitAll,
  firstOutputKey,
  MemoryStore,
  openTestChain,
  settleChain,
  testNetwork,
} from "../testing/index.ts";
import { type BlockChain, type ChainEvent, UNVERIFIED_BLOCKS_MAX } from "./index.ts";

const LATE = 2 ** 32;
const network = testNetwork({ coinbaseMaturity: 1 });
type Built = ReturnType<BlockTree["extend"]>;

function acceptAll(chain: BlockChain, blocks: readonly Built[]): void {
  for (const { bytes } of blocks) expect(chain.acceptBlock(bytes, LATE)).toMatchObject({ kind: "accepted" });
}

const checksAmong = (events: readonly ChainEvent[]) =>
  events.flatMap((event) => (event.type === "check-signatures" ? [event] : []));
const stepsAmong = (events: readonly ChainEvent[]) =>
  events.flatMap((event) =>
    event.type === "connected" || event.type === "disconnected" ? [`${event.type} ${event.block.entry.height}`] : [],
  );
const tipsAmong = (events: readonly ChainEvent[]) =>
  events.flatMap((event) =>
    event.type === "tip-changed" ? [[event.from.height, event.to.height, event.fork.height]] : [],
  );

describe("reorganisation", () => {
  it.each([1, 2, 3, 15, 16, 17, 40])("of %i blocks happens at once when the other branch has more work", (depth) => {
    const tree = new BlockTree(network);
    const chain = openTestChain(network);
    const old = branch(tree, tree.genesis, depth);
    const better = branch(tree, tree.genesis, depth + 1, { version: 2 });
    acceptAll(chain, old);
    settleChain(chain);
    const oldCoins = old.map(({ coinbase }) => chain.coin(firstOutputKey(coinbase)));
    acceptAll(chain, better.slice(0, depth));
    expect(settleChain(chain)).toEqual([]);
    expect(chain.tip.hash).toEqual(old.at(-1)?.hash);
    acceptAll(chain, better.slice(depth));
    const events = settleChain(chain);
    expect(tipsAmong(events)).toEqual([[depth, depth + 1, 0]]);
    const downward = Array.from({ length: depth }, (_, i) => `disconnected ${depth - i}`);
    const upward = Array.from({ length: depth + 1 }, (_, i) => `connected ${i + 1}`);
    expect(stepsAmong(events)).toEqual([...downward, ...upward]);
    // and back again, which connects blocks whose decoded form is gone
    acceptAll(chain, branchOn(tree, old, 2));
    expect(tipsAmong(settleChain(chain))).toEqual([[depth + 1, depth + 2, 0]]);
    expect(old.map(({ coinbase }) => chain.coin(firstOutputKey(coinbase)))).toEqual(oldCoins);
  });

  it.each([
    ["after", false],
    ["before", true],
  ])("stays with the branch that it has when one of equal work comes, its headers %s", (_, areHeadersFirst) => {
    const tree = new BlockTree(network);
    const chain = openTestChain(network);
    const [a, b] = [branch(tree, tree.genesis, 3), branch(tree, tree.genesis, 3, { version: 2 })];
    if (areHeadersFirst) for (const { headerBytes } of a) chain.acceptHeader(headerBytes, LATE);
    acceptAll(chain, b);
    settleChain(chain);
    acceptAll(chain, a);
    expect(settleChain(chain)).toEqual([]);
    expect(chain.tip.hash).toEqual(b[2]?.hash);
  });

  it("goes to the branch whose header came first when two become known before either is connected", () => {
    const tree = new BlockTree(network);
    const chain = openTestChain(network);
    const [a, b] = [branch(tree, tree.genesis, 2), branch(tree, tree.genesis, 2, { version: 2 })];
    for (const { headerBytes } of [...a, ...b]) chain.acceptHeader(headerBytes, LATE);
    acceptAll(chain, [...b, ...a]);
    settleChain(chain);
    expect(chain.tip.hash).toEqual(a[1]?.hash);
  });

  it("does not follow a longer branch with less work", () => {
    const asert = asertTestNetwork({ genesisBits: 0x2000ffff });
    const tree = new BlockTree(asert);
    const chain = openTestChain(asert);
    const { time } = tree.genesis.header;
    const grow = (count: number, apart: number, version: number) => {
      const built: Built[] = [];
      for (let i = 0; i < count; i++) {
        built.push(
          tree.extend(built.at(-1)?.entry ?? tree.genesis, {
            time: time + i * apart,
            changes: { header: { version } },
          }),
        );
      }
      return built;
    };
    const hard = grow(4, 0, 1);
    const long = grow(5, 20_000, 2);
    acceptAll(chain, long);
    settleChain(chain);
    expect(chain.tip.height).toBe(5);
    acceptAll(chain, hard);
    expect(stepsAmong(settleChain(chain)).slice(0, 6)).toEqual([
      ...[5, 4, 3, 2, 1].map((height) => `disconnected ${height}`),
      "connected 1",
    ]);
    expect(chain.tip.hash).toEqual(hard[3]?.hash);
    expect(chain.tip.chainWork > (long[4] as Built).entry.chainWork).toBe(true);
  });

  it("goes in steps, each a valid tip, when it holds more than its limit", () => {
    const tree = new BlockTree(network);
    const chain = openTestChain(network, { layerLimits: { coins: 1e9, blocks: 4 } });
    acceptAll(chain, branch(tree, tree.genesis, 10));
    settleChain(chain);
    const better = branch(tree, tree.genesis, 11, { version: 2 });
    acceptAll(chain, better);
    const tips = tipsAmong(settleChain(chain));
    expect(tips.length).toBeGreaterThan(3);
    expect(tips[0]).toEqual([10, 5, 5]);
    expect(chain.tip.hash).toEqual(better[10]?.hash);
  });

  it("returns to the branch that it left in steps when the other one proves invalid", () => {
    const tree = new BlockTree(network);
    const store = new MemoryStore();
    const chain = openTestChain(network, { store, layerLimits: { coins: 1e9, blocks: 4 } });
    // so many, one by one, that the tip has been forgotten as a candidate
    const old = branch(tree, tree.genesis, 64);
    for (const block of old) {
      acceptAll(chain, [block]);
      settleChain(chain);
    }
    const bad = branch(tree, tree.genesis, 66, { version: 2, badAt: 60 });
    acceptAll(chain, bad);
    const events = settleChain(chain);
    expect(events.filter(({ type }) => type === "block-invalid")).toMatchObject([{ entry: { height: 61 } }]);
    expect(tipsAmong(events).length).toBeGreaterThan(2);
    expect(chain.tip.hash).toEqual(old[63]?.hash);
    commitAll(chain, store);
    expect(openTestChain(network, { store }).tip.hash).toEqual(old[63]?.hash);
  });
});

/** `count` more blocks at the end of a branch, without payments. */
function branchOn(tree: BlockTree, blocks: readonly Built[], count: number): Built[] {
  const more: Built[] = [];
  for (let i = 0; i < count; i++) more.push(tree.extend((more.at(-1) ?? blocks.at(-1))?.entry ?? tree.genesis));
  return more;
}

describe("overlapped blocks", () => {
  it(`at most ${UNVERIFIED_BLOCKS_MAX} wait for signatures, and the next follow as soon as one is verified`, () => {
    const tree = new BlockTree(network);
    const chain = openTestChain(network);
    acceptAll(chain, branch(tree, tree.genesis, UNVERIFIED_BLOCKS_MAX + 4));
    expect(chain.advance(100)).toBe(false);
    const checks = checksAmong(chain.takeEvents());
    expect(checks).toHaveLength(UNVERIFIED_BLOCKS_MAX);
    expect(chain.advance(100)).toBe(false);
    expect(chain.takeEvents()).toEqual([]);
    chain.signaturesChecked(checks[0]?.job ?? 0, "valid");
    chain.advance(100);
    const events = chain.takeEvents();
    expect(stepsAmong(events)).toEqual(["connected 1"]);
    expect(checksAmong(events)).toHaveLength(1);
  });

  it("become the tip in order of height, whatever order the verdicts come in", () => {
    const tree = new BlockTree(network);
    const chain = openTestChain(network);
    acceptAll(chain, branch(tree, tree.genesis, 10));
    chain.advance(100);
    const checks = checksAmong(chain.takeEvents());
    for (const { job } of checks.slice(1).reverse()) chain.signaturesChecked(job, "valid");
    expect(chain.takeEvents()).toEqual([]);
    expect(chain.tip.height).toBe(0);
    expect(chain.coin(firstOutputKey({ txid: new Uint8Array(32) }))).toBeUndefined();
    chain.signaturesChecked(checks[0]?.job ?? 0, "valid");
    expect(stepsAmong(chain.takeEvents())).toEqual(Array.from({ length: 10 }, (_, i) => `connected ${i + 1}`));
    expect(chain.tip.height).toBe(10);
  });

  it("fall together with an invalid one below them, and late verdicts about them change nothing", () => {
    const tree = new BlockTree(network);
    const chain = openTestChain(network);
    const blocks = branch(tree, tree.genesis, 10, { badAt: 4 });
    acceptAll(chain, blocks);
    chain.advance(100);
    const checks = checksAmong(chain.takeEvents());
    for (const [i, { job, items }] of checks.entries())
      if (i !== 4 && i < 7) chain.signaturesChecked(job, checkItems(items));
    expect(chain.tip.height).toBe(4);
    chain.takeEvents();
    const fifth = checks[4];
    chain.signaturesChecked(fifth?.job ?? 0, checkItems(fifth?.items ?? new Uint8Array()));
    const events = chain.takeEvents();
    expect(events.filter(({ type }) => type === "block-invalid")).toMatchObject([
      { entry: { height: 5 }, reject: { code: "bad-txns-signature" } },
    ]);
    const cancelled = events.flatMap((event) => (event.type === "cancel" ? [event.job] : []));
    const waiting = [checks[4], ...checks.slice(7)].map((check) => check?.job);
    expect(cancelled).toEqual(waiting);
    for (const { job } of checks) {
      chain.signaturesChecked(job, "valid");
      chain.signaturesChecked(job, { firstInvalid: 0 });
      chain.signaturesChecked(job, "not-run");
    }
    chain.advance(100);
    expect(chain.takeEvents()).toEqual([]);
    expect(chain.tip.hash).toEqual(blocks[3]?.hash);
    expect(chain.headers.best.hash).toEqual(blocks[3]?.hash);
    // the chain goes on from where it was valid
    const next = tree.extend((blocks[3] as Built).entry);
    acceptAll(chain, [next]);
    settleChain(chain);
    expect(chain.tip.hash).toEqual(next.hash);
  });

  it("are checked again when a worker was lost", () => {
    const tree = new BlockTree(network);
    const chain = openTestChain(network);
    acceptAll(chain, branch(tree, tree.genesis, 1));
    chain.advance(100);
    const [first] = checksAmong(chain.takeEvents());
    chain.signaturesChecked(first?.job ?? 0, "not-run");
    const [again] = checksAmong(chain.takeEvents());
    expect(again?.items).toEqual(first?.items);
    expect(again?.job).not.toBe(first?.job);
    chain.signaturesChecked(first?.job ?? 0, { firstInvalid: 0 });
    expect(chain.takeEvents()).toEqual([]);
    chain.signaturesChecked(again?.job ?? 0, "valid");
    expect(chain.tip.height).toBe(1);
  });

  it("need no check of what was verified before", () => {
    const tree = new BlockTree(network);
    const chain = openTestChain(network, { isVerified: () => true });
    acceptAll(chain, branch(tree, tree.genesis, 3));
    chain.advance(100);
    expect(checksAmong(chain.takeEvents())).toEqual([]);
    expect(chain.tip.height).toBe(3);
  });

  it("are given up for a better branch, and their checks cancelled", () => {
    const tree = new BlockTree(network);
    const chain = openTestChain(network);
    acceptAll(chain, branch(tree, tree.genesis, 2));
    chain.advance(100);
    const waiting = checksAmong(chain.takeEvents()).map(({ job }) => job);
    const better = branch(tree, tree.genesis, 3, { version: 2 });
    acceptAll(chain, better);
    const events = settleChain(chain);
    expect(events.flatMap((event) => (event.type === "cancel" ? [event.job] : []))).toEqual(waiting);
    expect(chain.tip.hash).toEqual(better[2]?.hash);
  });
});
