/**
 * A miner in this process with everything that strangers and operators reach: the real role, host, API and console on
 * a store in memory. It dials nobody and searches no nonces, whatever it is told; a bug that would end a real program
 * is remembered and thrown into the next check.
 */
import { setTimeout } from "node:timers/promises";
import { BUILT_IN_NETWORKS, makeNetwork, type Network } from "@triad/chain";
import { MemoryStore } from "@triad/chain/testing";
import { wasmSchnorr } from "@triad/crypto";
import {
  createNode,
  createWalletKeeper,
  type Node,
  type NodeHandle,
  openRunningChain,
  systemRandomness,
} from "@triad/host-nodejs";
import type { Core, Effect } from "@triad/roles";
import { createMiner } from "@triad/roles/miner";
import { Violation } from "../target.ts";

/** Many times what a node waits for others. */
const CAUGHT_UP_MS_MAX = 60_000;
const LOOK_EVERY_MS = 100;

export const TOKEN = "c0".repeat(32);

export interface HostedNode {
  readonly node: Node;
  readonly handle: NodeHandle;
  readonly network: Network;
  /** Resolves when the node knows that it is alone and begins to work: before, it pays nobody. */
  readonly caughtUp: () => Promise<void>;
  /** How often somebody asked the program to end. */
  readonly stopsAsked: () => number;
  /** Lines that were logged since the last call. */
  readonly takeLog: () => readonly string[];
  /** @throws Violation when the core or the host threw since the last call. */
  readonly expectAlive: () => void;
}

export function openHostedNode(): HostedNode {
  const network = makeNetwork(BUILT_IN_NETWORKS.local);
  const memory = new MemoryStore();
  const core = createMiner({
    network,
    store: memory,
    randomness: systemRandomness,
    schnorr: wasmSchnorr(),
    nodeSecretKey: new Uint8Array(32).fill(3),
    walletSeed: new Uint8Array(64).fill(4),
    userAgent: "fuzz",
    listen: undefined,
    connectOnly: undefined,
    peers: [],
    maxInbound: 64,
    maxOutbound: 0,
    mining: { mode: "off", threads: 1, payTo: undefined, text: "" },
  });
  const store = Object.assign(memory, {
    async commit(batch: Parameters<MemoryStore["apply"]>[0]): Promise<void> {
      memory.apply(batch);
    },
    async close(): Promise<void> {},
  });
  const bugs: unknown[] = [];
  let logged: string[] = [];
  let stops = 0;
  const node = createNode({
    core: staysAtHome(core),
    store,
    nonceThreads: 0,
    signatureThreads: 1,
    onBug: (error) => void bugs.push(error),
  });
  const handle: NodeHandle = {
    role: "miner",
    network,
    version: "0",
    listening: [],
    paths: { directory: "d", chain: "d/chain", cookie: "d/.cookie", nodeKey: "d/k", wallet: "d/w", log: "d/debug.log" },
    cookie: TOKEN,
    api: undefined,
    interactive: true,
    ask: node.ask,
    exportChain: () => openRunningChain(node.ask, network),
    wallet: createWalletKeeper({ path: "d/w", ask: node.ask, randomness: systemRandomness }),
    subscribe: node.subscribe,
    log: (level, _area, text) => {
      if (level === "error") logged.push(text);
    },
    logLevels: () => "info",
    changeLogLevels: () => ({ wrong: "This log is for errors." }),
    stop: async () => {
      stops += 1;
    },
  };
  node.start();
  return {
    node,
    handle,
    network,
    async caughtUp() {
      for (let waitedMs = 0; waitedMs < CAUGHT_UP_MS_MAX; waitedMs += LOOK_EVERY_MS) {
        const reply = await node.ask({ name: "node" });
        if (reply.ok && reply.value.of === "node" && !reply.value.node.synchronising) return;
        await setTimeout(LOOK_EVERY_MS);
      }
      throw new Violation("the node is still synchronising, alone on its network");
    },
    stopsAsked: () => stops,
    takeLog() {
      const taken = logged;
      logged = [];
      return taken;
    },
    expectAlive() {
      const bug = bugs.shift();
      if (bug !== undefined) throw new Violation(`the node would have ended: ${describeBug(bug)}`);
    },
  };
}

function describeBug(bug: unknown): string {
  return bug instanceof Error ? (bug.stack ?? bug.message).split("\n").slice(0, 3).join(" ") : String(bug);
}

function staysAtHome(core: Core): Core {
  const stays = (effects: readonly Effect[]) =>
    effects.filter(({ type }) => type !== "dial" && type !== "search-nonce");
  return {
    start: (now) => stays(core.start(now)),
    handle: (event, now) => stays(core.handle(event, now)),
  };
}
