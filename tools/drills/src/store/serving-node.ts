/** A full node in this process that has a whole chain and serves it on loopback. */
import type { CommitBatch, CommittingStore } from "@triad/chain";
import { commitAll, MemoryStore, openTestChain, settleChain } from "@triad/chain/testing";
import { wasmSchnorr } from "@triad/crypto";
import { createNode, systemRandomness } from "@triad/host-nodejs";
import { decodeFrame } from "@triad/protocol";
import { createFullNode } from "@triad/roles/full-node";
import type { DrillChain } from "./drill-chains.ts";

const PEERS_MAX = 8;

class ServedStore extends MemoryStore implements CommittingStore {
  async commit(batch: CommitBatch, durable: boolean): Promise<void> {
    this.apply(batch, durable);
  }

  async close(): Promise<void> {}
}

export interface ServingNode {
  /** HOST:PORT */
  readonly address: string;
  /** Bodies that it was asked for and sent. */
  readonly blocksSent: number;
  stop(): Promise<void>;
}

export async function serveChain({ name, network, blocks }: DrillChain): Promise<ServingNode> {
  const store = new ServedStore();
  // the drill signed all of it itself
  const chain = openTestChain(network, { store, isVerified: () => true });
  for (const bytes of blocks) {
    const outcome = chain.acceptBlock(bytes, Math.floor(Date.now() / 1000));
    if (outcome.kind === "refused") throw new Error(`the drill made a block that breaks ${outcome.reject.code}`);
    settleChain(chain);
  }
  commitAll(chain, store);
  if (chain.tip.height !== blocks.length) throw new Error(`the drill's chain ends at height ${chain.tip.height}`);
  const core = createFullNode({
    network,
    store,
    randomness: systemRandomness,
    schnorr: wasmSchnorr(),
    nodeSecretKey: systemRandomness.bytes(32),
    walletSeed: systemRandomness.bytes(64),
    userAgent: `drill/${name}`,
    listen: undefined,
    connectOnly: [],
    peers: [],
    maxInbound: PEERS_MAX,
    maxOutbound: 0,
  });
  let blocksSent = 0;
  const node = createNode({
    ...{ core, store, nonceThreads: 0, signatureThreads: 1 },
    onFrame: (_peer, direction, frame) => {
      const message = direction === "sent" ? decodeFrame(frame) : undefined;
      if (message !== undefined && "kind" in message && message.kind === "block-reply") blocksSent += 1;
    },
  });
  const { port } = await node.listen({ host: "127.0.0.1", port: 0 }, { socketsMax: PEERS_MAX });
  node.start();
  return {
    address: `127.0.0.1:${port}`,
    get blocksSent() {
      return blocksSent;
    },
    stop: () => node.stop(),
  };
}
