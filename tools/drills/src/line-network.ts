/** Nodes in one process, in a line: each dials its right-hand neighbour and nobody else; every frame is seen. */
import { BUILT_IN_NETWORKS, type CommitBatch, type CommittingStore, makeNetwork, type Network } from "@triad/chain";
import { MemoryStore } from "@triad/chain/testing";
import { wasmSchnorr } from "@triad/crypto";
import { createNode, type Node, systemRandomness } from "@triad/host-nodejs";
import { createFullNode } from "@triad/roles/full-node";
import { createMiner } from "@triad/roles/miner";
import { freePorts } from "@triad/testnet";
import { LinkFrames } from "./link-frames.ts";
import { waitUntil } from "./wait-until.ts";

const CONNECT_MS = 20_000;
const PEERS_MAX = 8;

/** The world's `local` network, but nobody to find, and blocks that need no work. */
export function lineParameters(): Network {
  const { local } = BUILT_IN_NETWORKS;
  return makeNetwork({
    ...local,
    seeds: [],
    consensus: { ...local.consensus, easiestBits: 0x207fffff, genesisBits: 0x207fffff },
  });
}

export class CommittingMemoryStore extends MemoryStore implements CommittingStore {
  async commit(batch: CommitBatch, durable: boolean): Promise<void> {
    this.apply(batch, durable);
  }

  async close(): Promise<void> {}
}

export interface Line {
  readonly nodes: readonly Node[];
  readonly frames: LinkFrames;
  stop(): Promise<void>;
}

/** A miner that mines on command only, then full nodes; resolves when all neighbours are connected. */
export async function startLine(count: number): Promise<Line> {
  const network = lineParameters();
  const schnorr = wasmSchnorr();
  const frames = new LinkFrames();
  const addresses = (await freePorts(count)).map((port) => ({ host: "127.0.0.1", port }));
  const nodes = addresses.map((listen, i) => {
    const store = new CommittingMemoryStore();
    const next = addresses[i + 1];
    const options = {
      network,
      store,
      randomness: systemRandomness,
      schnorr,
      nodeSecretKey: new Uint8Array(32).fill(i + 1),
      walletSeed: new Uint8Array(64).fill(i + 1),
      userAgent: `line/${i}`,
      listen,
      connectOnly: next === undefined ? [] : [next],
      peers: [],
      maxInbound: PEERS_MAX,
      // the last one would dial what it hears of
      maxOutbound: next === undefined ? 0 : 1,
    };
    const mining = { mode: "off", threads: 1, payTo: undefined, text: "line" } as const;
    const core = i === 0 ? createMiner({ ...options, mining }) : createFullNode(options);
    return createNode({
      core,
      store,
      nonceThreads: i === 0 ? 1 : 0,
      signatureThreads: 1,
      onFrame: (peer, direction, frame) => {
        if (direction === "sent") frames.sent(i, peer, frame);
      },
    });
  });
  const stop = async (): Promise<void> => {
    await Promise.all(nodes.map((node) => node.stop()));
  };
  try {
    await Promise.all(nodes.map((node, i) => node.listen(addressAt(addresses, i), { socketsMax: PEERS_MAX })));
    for (const node of nodes) node.start();
    const isLine = async (): Promise<boolean> => (await linksOf(nodes)).every((links) => links !== undefined);
    await waitUntil(isLine, { withinMs: CONNECT_MS, what: "all neighbours are connected", pollMs: 20 });
    return { nodes, frames, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

export interface NodeLinks {
  /** Neighbour's place in the line by this node's number for the peer. */
  readonly neighbours: ReadonlyMap<number, number>;
}

/** For each node its neighbours; undefined while one is missing or there is one too many. */
export async function linksOf(nodes: readonly Node[]): Promise<readonly (NodeLinks | undefined)[]> {
  return await Promise.all(
    nodes.map(async (node, i) => {
      const reply = await node.ask({ name: "peers" });
      if (!reply.ok || reply.value.of !== "peers") throw new Error("a node lists its peers");
      const ready = reply.value.peers.filter(({ state }) => state === "ready");
      const neighbours = new Map(ready.map(({ peer, direction }) => [peer, direction === "outbound" ? i + 1 : i - 1]));
      const expected = [i - 1, i + 1].filter((neighbour) => neighbour >= 0 && neighbour < nodes.length);
      const isExpected = expected.every((neighbour) => [...neighbours.values()].includes(neighbour));
      return isExpected && neighbours.size === expected.length ? { neighbours } : undefined;
    }),
  );
}

function addressAt<T>(addresses: readonly T[], i: number): T {
  const address = addresses[i];
  if (address === undefined) throw new Error("every node has an address");
  return address;
}
