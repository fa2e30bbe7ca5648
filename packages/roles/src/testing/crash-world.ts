/** One node under test and one peer that serves a chain of made blocks: the world of the crash scenarios. */
import type { Network } from "@triad/chain";
import { BlockChain } from "@triad/chain/blocks";
import type { HeaderEntry } from "@triad/chain/headers";
import { type BuiltBlock, type MemoryStore, settleChain } from "@triad/chain/testing";
import type { SchnorrBackend } from "@triad/crypto";
import type { Message } from "@triad/protocol";
import { REINDEX_RECORD, reindexBatch, SYNC_ANEW_RECORD, syncAnewBatch } from "../chain-reset.ts";
import type { OperatorCommand, OperatorReply } from "../operator.ts";
import type { RoleOptions } from "../role-options.ts";
import type { Notice } from "../seam.ts";
import { ValidatingNode } from "../validating-node.ts";
import { must } from "./replayed-blocks.ts";
import { RoleNetwork } from "./role-network.ts";

export type TreeBlock = BuiltBlock & { readonly entry: HeaderEntry };

export interface WorldOptions {
  readonly network: Network;
  readonly schnorr: SchnorrBackend;
  readonly node: Partial<RoleOptions>;
  /** The peer sends one block at a time, so that a node that catches up commits many times. */
  readonly isSlow?: boolean;
}

const STEP_MS = 20;
const SETTLE_MS_MAX = 60_000;
/** After the tip is on disk: what else a turn or two bring. */
const LAST_MS = 100;
/** A node that gives up is started again, as its operator would. */
const STARTS_MAX = 3;

/** What the program's start does before a node runs on the store. */
export function finishChain(network: Network, store: MemoryStore): void {
  if (store.record(SYNC_ANEW_RECORD) !== undefined) store.apply(syncAnewBatch(store));
  if (store.record(REINDEX_RECORD) !== undefined) readBlocksAgain(network, store);
}

/** As the subcommand: marks the store, then makes everything anew from the stored bodies, with commits of both kinds. */
export function reindex(network: Network, store: MemoryStore): void {
  store.apply(reindexBatch(store, network));
  readBlocksAgain(network, store);
}

function readBlocksAgain(network: Network, store: MemoryStore): void {
  let jobs = 0;
  const chain = new BlockChain({ network, store, isVerified: () => false, newJob: () => ++jobs });
  const commit = (contents: "blocks" | "all") => {
    const batch = chain.takeCommit(contents);
    if (batch !== undefined) store.apply(batch, contents === "all");
    chain.committed();
  };
  for (const [i, entry] of [...chain.headers.all()].entries()) {
    const body = entry.hasBody ? undefined : store.body(entry.hash);
    if (body === undefined) continue;
    chain.acceptBlock(body, entry.header.time);
    settleChain(chain);
    commit(i % 4 === 3 ? "all" : "blocks");
  }
  settleChain(chain);
  commit("all");
  chain.putRecord(REINDEX_RECORD, null);
  commit("all");
}

export class CrashWorld {
  readonly net: RoleNetwork;
  readonly store: MemoryStore;
  readonly #index: number;
  readonly #say: (message: Message) => void;
  readonly #isSlow: boolean;
  #served: readonly TreeBlock[];
  #owed: Message[] = [];

  constructor(
    { network, schnorr, node, isSlow = false }: WorldOptions,
    served: readonly TreeBlock[],
    store: MemoryStore,
    seed = 1,
  ) {
    this.#served = served;
    this.#isSlow = isSlow;
    this.store = store;
    finishChain(network, store);
    this.net = new RoleNetwork(network, schnorr, seed);
    const peer = this.net.addScripted({ tip: tipOf(served), answer: (message) => this.#answer(message) });
    this.#say = peer.say;
    this.#index = this.net.add((options) => new ValidatingNode("full-node", options), node, store);
    this.net.connect(peer.index, this.#index);
  }

  get node(): ValidatingNode {
    return this.net.nodes[this.#index]?.core as ValidatingNode;
  }

  get hasGivenUp(): boolean {
    return this.net.nodes[this.#index]?.isDown ?? true;
  }

  get notices(): readonly Notice[] {
    return this.net.nodes[this.#index]?.notices ?? [];
  }

  ask(command: OperatorCommand, heard?: (reply: OperatorReply) => void): OperatorReply {
    return this.net.ask(this.#index, command, heard);
  }

  /** The peer has this chain now, and tells of its last block. */
  serve(blocks: readonly TreeBlock[]): void {
    this.#served = blocks;
    const last = blocks.at(-1);
    if (last !== undefined) this.#say({ kind: "block-announcement", header: last.headerBytes });
  }

  /** Until the tip of what is served is on disk. False: the node has given up. */
  settle(): boolean {
    const tip = String(this.#served.at(-1)?.hash);
    for (let waited = 0; waited < SETTLE_MS_MAX; waited += STEP_MS) {
      if (this.hasGivenUp) return false;
      if (String(this.store.coinsTip) === tip && !this.node.isSynchronising) {
        this.net.run(LAST_MS);
        return true;
      }
      this.net.run(STEP_MS);
      const [next] = this.#owed.splice(0, 1);
      if (next !== undefined) this.#say(next);
    }
    must(false, "the node reaches the tip of its peer");
    return false;
  }

  #answer(message: Message): readonly Message[] {
    if (message.kind === "access-request") return [{ kind: "access-reply", decision: "granted" }];
    const blocks = this.#served;
    if (message.kind === "get-headers") {
      const known = new Set(message.locator.map(String));
      const after = blocks.findLastIndex(({ hash }) => known.has(String(hash)));
      return [{ kind: "headers", headers: blocks.slice(after + 1).map(({ headerBytes }) => headerBytes) }];
    }
    if (message.kind !== "get-blocks") return [];
    const asked = new Set(message.hashes.map(String));
    const found = blocks.filter(({ hash }) => asked.has(String(hash)));
    const replies = found.map(({ bytes }): Message => ({ kind: "block-reply", block: bytes }));
    if (!this.#isSlow) return replies;
    this.#owed.push(...replies);
    return [];
  }
}

/** Starts a node on the store until it has the chain that is served. */
export function settledWorld(
  options: WorldOptions,
  served: readonly TreeBlock[],
  store: MemoryStore,
  seed = 1,
): CrashWorld {
  for (let starts = 0; starts < STARTS_MAX; starts++) {
    const world = new CrashWorld(options, served, store, seed);
    if (world.settle()) return world;
  }
  throw new Error("the node gives up again and again");
}

function tipOf(blocks: readonly TreeBlock[]): { height: number; work: bigint } {
  const entry = blocks.at(-1)?.entry;
  return { height: entry?.height ?? 0, work: entry?.chainWork ?? 0n };
}
