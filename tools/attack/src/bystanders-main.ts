/**
 * The process of the honest peers. Each in turn gets a block, as if it had found it; the others hear of it by the
 * attacked node alone, so that the time until it is their tip is the time that the attacked node takes.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { CommitBatch, CommittingStore } from "@triad/chain";
import { MemoryStore } from "@triad/chain/testing";
import { bytesToHex, hashToDisplay, wasmSchnorr } from "@triad/crypto";
import { createNode, type Node, systemRandomness } from "@triad/host-nodejs";
import { createFullNode } from "@triad/roles/full-node";
import type { BystandersOptions, FromBystanders } from "./bystanders.ts";
import { growTestChain } from "./test-chain.ts";

/** A block that has not come by then counts as missed. */
const BLOCK_MS_MAX = 30_000;
const START_MS_MAX = 120_000;
const POLL_MS = 5;

class CommittingMemoryStore extends MemoryStore implements CommittingStore {
  async commit(batch: CommitBatch, durable: boolean): Promise<void> {
    this.apply(batch, durable);
  }

  async close(): Promise<void> {}
}

interface Bystander {
  readonly node: Node;
  readonly tipAtMs: Map<string, number>;
}

const tell = (message: FromBystanders): void => {
  process.send?.(message);
};

function startBystander(index: number, chain: ReturnType<typeof growTestChain>, options: BystandersOptions): Bystander {
  const store = new CommittingMemoryStore();
  const core = createFullNode({
    network: chain.network,
    store,
    randomness: systemRandomness,
    schnorr: wasmSchnorr(),
    nodeSecretKey: new Uint8Array(32).fill(index + 1),
    walletSeed: new Uint8Array(64).fill(index + 1),
    userAgent: `bystander/${index}`,
    listen: undefined,
    connectOnly: [options.victim],
    peers: [],
    maxInbound: 0,
    maxOutbound: 1,
  });
  const node = createNode({ core, store, nonceThreads: 0, signatureThreads: 1 });
  const tipAtMs = new Map<string, number>();
  node.subscribe(({ code, text, facts }) => {
    if (code === "tip-changed") tipAtMs.set(String(facts.hash), performance.now());
    if (code === "peer-closed") tell({ type: "closed", code: String(facts.code), text });
  });
  node.start();
  return { node, tipAtMs };
}

async function isConnected({ node }: Bystander): Promise<boolean> {
  const reply = await node.ask({ name: "peers" });
  return reply.ok && reply.value.of === "peers" && reply.value.peers.some(({ state }) => state === "ready");
}

/** Hands a block to the `finder`, and waits for it at the others. False: not all of them got it. */
async function pass(block: Uint8Array, hash: string, finder: number, all: readonly Bystander[]): Promise<boolean> {
  const first = all[finder];
  const beganMs = performance.now();
  const reply = await first?.node.ask({ name: "submit-block", rawHex: bytesToHex(block) });
  if (reply?.ok !== true) throw new Error(`an honest node refused an honest block: ${JSON.stringify(reply)}`);
  const others = all.filter((other) => other !== first);
  while (others.some(({ tipAtMs }) => !tipAtMs.has(hash)) && performance.now() - beganMs < BLOCK_MS_MAX) {
    await sleep(POLL_MS);
  }
  const arrivals = others.map(({ tipAtMs }) => tipAtMs.get(hash));
  const ms = arrivals.map((atMs) => (atMs === undefined ? BLOCK_MS_MAX : atMs - beganMs));
  const missed = arrivals.filter((atMs) => atMs === undefined).length;
  tell({ type: "block", ms, missed });
  for (const { tipAtMs } of all) tipAtMs.clear();
  return missed === 0;
}

async function run(options: BystandersOptions): Promise<void> {
  const chain = growTestChain(options.networkFile);
  const all = Array.from({ length: options.count }, (_, i) => startBystander(i, chain, options));
  const [first] = all;
  for (const { bytes } of chain.blocks) await first?.node.ask({ name: "submit-block", rawHex: bytesToHex(bytes) });
  const last = hashToDisplay(chain.tip.hash);
  const isReady = async (): Promise<boolean> => {
    const connected = await Promise.all(all.map(isConnected));
    return connected.every((is) => is) && all.every(({ tipAtMs }) => tipAtMs.has(last));
  };
  for (const beganMs = performance.now(); !(await isReady()); await sleep(100)) {
    if (performance.now() - beganMs > START_MS_MAX) throw new Error("the honest peers did not get the chain in time");
  }
  tell({ type: "ready" });
  let { tip } = chain;
  let finder = 0;
  for (;;) {
    const beganMs = performance.now();
    const built = chain.tree.extend(tip);
    tip = built.entry;
    // who has a block that others lack goes on with it itself, as its miner would
    if (await pass(built.bytes, hashToDisplay(built.hash), finder, all)) finder = (finder + 1) % all.length;
    await sleep(Math.max(0, options.blockEveryMs - (performance.now() - beganMs)));
  }
}

// whoever started it is gone
process.on("disconnect", () => process.exit(0));
process.once("message", (options: BystandersOptions) => {
  run(options).catch((error: Error) => {
    tell({ type: "failed", reason: error.message });
    process.exit(1);
  });
});
