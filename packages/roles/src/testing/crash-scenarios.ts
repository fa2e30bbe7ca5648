/**
 * What a node does to its store, to be cut at every write: each scenario is run once with every batch recorded, and
 * can be taken up again on whatever a loss of power left.
 */
import { addressOfKey } from "@triad/chain";
import { indexTip } from "@triad/chain/blocks";
import { BlockTree, ownedCoin, payment, premineCoin, testKey, testNetwork } from "@triad/chain/testing";
import { wasmSchnorr } from "@triad/crypto";
import type { Transaction } from "@triad/protocol";
import { KeyChain } from "@triad/wallet";
import type { OperatorReply } from "../operator.ts";
import { type CrashWorld, reindex, settledWorld, type TreeBlock, type WorldOptions } from "./crash-world.ts";
import { RecordingStore } from "./recording-store.ts";
import { must } from "./replayed-blocks.ts";

/** What was promised to others when a batch was written. */
export interface Shown {
  /** Announced, or told to the operator as made. */
  readonly payments: readonly Transaction[];
  readonly addresses: readonly string[];
}

export interface Scenario {
  readonly name: string;
  readonly world: WorldOptions;
  /** All that there ever was, parents first. */
  readonly blocks: readonly TreeBlock[];
  /** What the peer serves in the end. */
  readonly best: readonly TreeBlock[];
  readonly recorded: RecordingStore<Shown>;
}

const NODE_SEED = new Uint8Array(64).fill(2);
const NETWORK = testNetwork({ coinbaseMaturity: 1 });
/** What a block pays to the node under test. */
const PAID = 1_000_000;
const WORLD: WorldOptions = { network: NETWORK, schnorr: wasmSchnorr(), node: { walletSeed: NODE_SEED } };
const OWN_KEY = new KeyChain(NODE_SEED, WORLD.schnorr).key({ branch: 0, index: 0 });
const OTHER = addressOfKey(testKey(7).key, NETWORK.params.addressPrefix);
/** Long enough for a block to arrive, be checked and be committed. */
const BLOCK_MS = 200;

export function crashScenarios(): readonly (() => Scenario)[] {
  return [
    initialSync,
    syncWithSmallCache,
    connectAtTip,
    reorganise,
    prune,
    payFromWallet,
    reindexAll,
    syncAnew,
    followIndex,
    makeIndex,
  ];
}

/** A branch in which every block hands a coin on, and pays the node under test; by `premine` branches differ. */
function growBranch(tree: BlockTree, from: TreeBlock | undefined, count: number, premine: number): TreeBlock[] {
  const blocks: TreeBlock[] = [];
  let coin = premineCoin(NETWORK, premine);
  for (let i = 0; i < count; i++) {
    const owner = testKey(i % 3);
    const outputs = [
      { amount: coin.amount - PAID - 1, key: owner.key },
      { amount: PAID, key: OWN_KEY },
    ];
    const tx = payment({ network: NETWORK, spend: [coin], outputs });
    const payTo = i % 4 === 0 ? OWN_KEY : testKey(9).key;
    const parent = blocks.at(-1) ?? from;
    const on = parent?.entry ?? tree.genesis;
    // close to each other, so that none of them is ahead of the node's clock for long
    blocks.push(tree.extend(on, { transactions: [tx], fees: 1, payTo, time: on.header.time + 1 }));
    coin = ownedCoin(tx, 0, owner);
  }
  return blocks;
}

function nothingShown(): Shown {
  return { payments: [], addresses: [] };
}

function initialSync(): Scenario {
  return syncWith({ ...WORLD, isSlow: true }, "initial sync");
}

/** What follows the tip is written often, though not durably, while bodies run ahead of it. */
function syncWithSmallCache(): Scenario {
  const node = { ...WORLD.node, coinCacheBytes: 1 };
  return syncWith({ ...WORLD, isSlow: true, node }, "initial sync, small coin cache");
}

function syncWith(world: WorldOptions, name: string): Scenario {
  const best = growBranch(new BlockTree(NETWORK), undefined, 16, 0);
  const recorded = new RecordingStore(nothingShown);
  settledWorld(world, best, recorded);
  return { name, world, blocks: best, best, recorded };
}

function connectAtTip(): Scenario {
  const best = growBranch(new BlockTree(NETWORK), undefined, 14, 0);
  const recorded = new RecordingStore(nothingShown);
  const world = settledWorld(WORLD, best.slice(0, 4), recorded);
  recorded.operations = [];
  tellOneByOne(world, best, 4);
  return { name: "blocks at the tip", world: WORLD, blocks: best, best, recorded };
}

function reorganise(): Scenario {
  const tree = new BlockTree(NETWORK);
  const first = growBranch(tree, undefined, 8, 0);
  const second = [...first.slice(0, 2), ...growBranch(tree, first[1], 8, 1)];
  const best = [...second.slice(0, 7), ...growBranch(tree, second[6], 5, 2)];
  const recorded = new RecordingStore(nothingShown);
  const world = settledWorld(WORLD, first, recorded);
  recorded.operations = [];
  world.serve(second);
  must(world.settle(), "the second branch is followed");
  world.serve(best);
  must(world.settle(), "the third branch is followed");
  return { name: "reorganisations", world: WORLD, blocks: [...first, ...second, ...best], best, recorded };
}

function prune(): Scenario {
  const world: WorldOptions = { ...WORLD, node: { ...WORLD.node, keepBlocks: 4 } };
  const tree = new BlockTree(NETWORK);
  const first = growBranch(tree, undefined, 12, 0);
  const best = [...first.slice(0, 9), ...growBranch(tree, first[8], 5, 1)];
  const recorded = new RecordingStore(nothingShown);
  const started = settledWorld(world, first.slice(0, 8), recorded);
  tellOneByOne(started, first, 8);
  started.serve(best);
  must(started.settle(), "a branch as deep as is kept is followed");
  return { name: "pruning", world, blocks: [...first, ...best], best, recorded };
}

function payFromWallet(): Scenario {
  const tree = new BlockTree(NETWORK);
  const first = growBranch(tree, undefined, 5, 0);
  const payments = new Map<string, Transaction>();
  const addresses: string[] = [];
  const recorded = new RecordingStore(nothingShown);
  const world = settledWorld(WORLD, first, recorded);
  recorded.operations = [];
  recorded.observe = () => {
    // what is in the pool is announced
    for (const { tx } of world.node.pool.entriesByFeeRate()) payments.set(String(tx.txid), tx);
    return { payments: [...payments.values()], addresses: [...addresses] };
  };
  const act = () => {
    mustBeDone(world.ask({ name: "send", to: OTHER, amount: PAID / 2 }));
    mustBeDone(world.ask({ name: "receive" }, (reply) => addresses.push(mustBeDone(reply))));
  };
  act();
  act();
  // one branch confirms what was paid so far, a better one only the first of it
  const paid = [...recorded.observe().payments];
  const confirming = [...first, ...confirm(tree, first.at(-1) as TreeBlock, paid)];
  world.serve(confirming);
  must(world.settle(), "the payments are confirmed");
  act();
  const other = confirm(tree, first.at(-1) as TreeBlock, paid.slice(0, 1), 1);
  const best = [...first, ...other, ...growBranch(tree, other[0], 1, 1)];
  world.serve(best);
  must(world.settle(), "the better branch is followed");
  act();
  return { name: "payments", world: WORLD, blocks: [...confirming, ...best], best, recorded };
}

function reindexAll(): Scenario {
  const tree = new BlockTree(NETWORK);
  const first = growBranch(tree, undefined, 6, 0);
  const best = [...first.slice(0, 3), ...growBranch(tree, first[2], 7, 1)];
  const recorded = new RecordingStore(nothingShown);
  const world = settledWorld(WORLD, first, recorded);
  world.serve(best);
  must(world.settle(), "the better branch is followed");
  recorded.operations = [];
  reindex(NETWORK, recorded);
  settledWorld(WORLD, best, recorded);
  return { name: "reindex", world: WORLD, blocks: [...first, ...best], best, recorded };
}

function syncAnew(): Scenario {
  const world: WorldOptions = { ...WORLD, node: { ...WORLD.node, keepBlocks: 3 } };
  const tree = new BlockTree(NETWORK);
  const first = growBranch(tree, undefined, 8, 0);
  const best = [...first.slice(0, 2), ...growBranch(tree, first[1], 9, 1)];
  const recorded = new RecordingStore(nothingShown);
  const started = settledWorld(world, first, recorded);
  recorded.operations = [];
  started.serve(best);
  must(!started.settle(), "a branch deeper than is kept ends the node");
  settledWorld(world, best, recorded);
  return { name: "sync anew", world, blocks: [...first, ...best], best, recorded };
}

const INDEXED: WorldOptions = { ...WORLD, node: { ...WORLD.node, isIndexed: true } };

/** From genesis on, through a reorganisation. */
function followIndex(): Scenario {
  const tree = new BlockTree(NETWORK);
  const first = growBranch(tree, undefined, 7, 0);
  const best = [...first.slice(0, 3), ...growBranch(tree, first[2], 6, 1)];
  const recorded = new RecordingStore(nothingShown);
  const world = settledWorld({ ...INDEXED, isSlow: true }, first, recorded);
  world.serve(best);
  must(world.settle(), "the better branch is followed");
  mustBeIndexed(recorded, best);
  return { name: "address index", world: INDEXED, blocks: [...first, ...best], best, recorded };
}

/** For a chain that is there; off while the chain reorganises; and again after a reindex, which drops it. */
function makeIndex(): Scenario {
  const tree = new BlockTree(NETWORK);
  const first = growBranch(tree, undefined, 7, 0);
  const best = [...first.slice(0, 3), ...growBranch(tree, first[2], 6, 1)];
  const recorded = new RecordingStore(nothingShown);
  settledWorld(WORLD, first, recorded);
  recorded.operations = [];
  settledWorld(INDEXED, first, recorded);
  mustBeIndexed(recorded, first);
  settledWorld(WORLD, best, recorded);
  settledWorld(INDEXED, best, recorded);
  mustBeIndexed(recorded, best);
  reindex(NETWORK, recorded);
  settledWorld(INDEXED, best, recorded);
  mustBeIndexed(recorded, best);
  return {
    name: "address index of a chain that is there",
    world: INDEXED,
    blocks: [...first, ...best],
    best,
    recorded,
  };
}

function mustBeIndexed(store: RecordingStore<Shown>, chain: readonly TreeBlock[]): void {
  must(String(indexTip(store)?.hash) === String(chain.at(-1)?.hash), "the index is at the tip");
}

function tellOneByOne(world: CrashWorld, blocks: readonly TreeBlock[], from: number): void {
  for (let count = from + 1; count <= blocks.length; count++) {
    world.serve(blocks.slice(0, count));
    world.net.run(BLOCK_MS);
  }
  must(world.settle(), "blocks at the tip are followed");
}

function confirm(tree: BlockTree, on: TreeBlock, transactions: readonly Transaction[], fees = 0): TreeBlock[] {
  return [tree.extend(on.entry, { transactions, memoTail: Uint8Array.of(fees) })];
}

/** The new address, or the payment's id. */
function mustBeDone(reply: OperatorReply): string {
  if (!reply.ok) throw new Error(`${reply.code}: ${reply.message}`);
  if (reply.value.of !== "done") throw new Error("an order is answered by what was done");
  return reply.value.id ?? "";
}

/**
 * What a restarted node still owes the world: payments that were told are kept; two further ones spend no coin of those,
 * and a further address is none of those that were handed out. @throws Error
 */
export function checkPromises(world: CrashWorld, { payments, addresses }: Shown): void {
  const { node } = world;
  const history = new Set(node.wallet.wallet.history(1_000).map(({ txid }) => String(txid)));
  for (const { txid } of payments) must(history.has(String(txid)), "a payment that was told is kept");
  const seen = new Map(payments.map((tx) => [String(tx.txid), tx]));
  for (const { tx } of node.pool.entriesByFeeRate()) seen.set(String(tx.txid), tx);
  for (let i = 0; i < 2; i++) {
    const changeKeys = new Set([...seen.values()].flatMap(({ outputs }) => outputs.map(({ key }) => String(key))));
    changeKeys.delete(String(testKey(7).key));
    mustBeDone(world.ask({ name: "send", to: OTHER, amount: PAID / 2 }));
    for (const { tx } of node.pool.entriesByFeeRate()) {
      if (seen.has(String(tx.txid))) continue;
      must(!tx.outputs.some(({ key }) => changeKeys.has(String(key))), "no key is handed out twice");
      seen.set(String(tx.txid), tx);
    }
  }
  const spent = [...seen.values()].flatMap(({ inputs }) => inputs.map(({ txid, index }) => `${txid}/${index}`));
  must(new Set(spent).size === spent.length, "no coin is spent by two payments");
  must(!addresses.includes(mustBeDone(world.ask({ name: "receive" }))), "no address is handed out twice");
}
