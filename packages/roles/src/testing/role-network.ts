/**
 * Roles on a network in memory, for tests: every effect is performed in order, frames take a fixed time, signatures
 * are checked at once, searches find their nonce after a drawn time, commits are whole. One clock for all.
 */
import type { Network } from "@triad/chain";
import { MemoryStore } from "@triad/chain/testing";
import { firstInvalidSignature, type SchnorrBackend } from "@triad/crypto";
import { searchNonces, withNonce } from "@triad/mining";
import type { Message } from "@triad/protocol";
import type { OperatorCommand, OperatorReply } from "../operator.ts";
import type { RoleOptions } from "../role-options.ts";
import type { Core, Effect, Event, Notice, Now, PeerId } from "../seam.ts";
import { ValidatingNode } from "../validating-node.ts";
import { type PeerScript, ScriptedPeer } from "./scripted-peer.ts";

const FRAME_MS = 5;
const VERDICT_MS = 2;
const COMMIT_MS = 3;

export interface SentFrame {
  readonly from: number;
  readonly to: number;
  readonly frame: Uint8Array;
}

interface Link {
  readonly node: number;
  readonly peer: PeerId;
}

interface Scheduled {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

export interface RoleNode {
  core: Core;
  store: MemoryStore;
  readonly notices: Notice[];
  readonly port: number;
  readonly make: (store: MemoryStore) => Core;
  /** How many commits to come fail. */
  failingCommits: number;
  commitFailure: "disk-full" | "io-error";
  /** How long a commit that begins now takes. */
  commitMs: number;
  isDown: boolean;
}

export class RoleNetwork {
  readonly network: Network;
  readonly nodes: RoleNode[] = [];
  /** Every frame that was sent, in order. */
  readonly frames: SentFrame[] = [];
  readonly #schnorr: SchnorrBackend;
  readonly #startUnixMs: number;
  #ms = 1_000;
  #order = 0;
  #lastPeer = 0;
  #lastReply = 0;
  #random: number;
  readonly #queue: Scheduled[] = [];
  readonly #links = new Map<string, Link>();
  readonly #wakes = new Map<number, number>();
  readonly #jobs = new Set<string>();
  readonly #replies = new Map<number, (reply: OperatorReply) => void>();
  /** How often each node was restarted: what was meant for an earlier process is lost. */
  readonly #lives = new Map<number, number>();
  /** Pairs of nodes between which nothing can be dialled. */
  readonly #cuts = new Set<string>();

  /** `ageSeconds`: of the network when the test begins. */
  constructor(network: Network, schnorr: SchnorrBackend, seed = 1, ageSeconds = 0) {
    this.network = network;
    this.#schnorr = schnorr;
    this.#random = seed;
    this.#startUnixMs = (network.genesis.header.time + ageSeconds) * 1000;
  }

  add(
    create: (options: RoleOptions) => Core,
    more: Partial<RoleOptions> = {},
    store: MemoryStore = new MemoryStore(),
  ): number {
    const index = this.nodes.length;
    const port = 9000 + index;
    const options: Omit<RoleOptions, "store"> = {
      network: this.network,
      randomness: { bytes: (count) => this.#bytes(count), integer: (below) => this.#integer(below) },
      schnorr: this.#schnorr,
      nodeSecretKey: new Uint8Array(32).fill(index + 1),
      walletSeed: new Uint8Array(64).fill(index + 1),
      userAgent: `test/${index}`,
      listen: { host: "10.0.0.1", port },
      connectOnly: [],
      peers: [],
      maxInbound: 8,
      maxOutbound: 8,
      ...more,
    };
    const make = (store: MemoryStore) => create({ ...options, store });
    this.nodes.push({
      core: make(store),
      store,
      notices: [],
      port,
      make,
      failingCommits: 0,
      commitFailure: "disk-full",
      commitMs: COMMIT_MS,
      isDown: false,
    });
    this.#perform(index, this.#node(index).core.start(this.now()));
    return index;
  }

  /** The process ends without a word: its connections break, and nothing that was under way comes back to it. */
  stop(index: number): void {
    for (const [key, { node, peer }] of [...this.#links]) {
      const [from, own] = key.split("/").map(Number) as [number, number];
      if (from === index) this.#close(from, own, node, peer, "connection-lost");
    }
    this.#node(index).isDown = true;
  }

  /** A new process on what the old one had written. */
  restart(index: number): void {
    const node = this.#node(index);
    if (!node.isDown) this.stop(index);
    this.#lives.set(index, (this.#lives.get(index) ?? 0) + 1);
    this.#wakes.delete(index);
    node.isDown = false;
    node.store = node.store.copy();
    node.core = node.make(node.store);
    this.#perform(index, node.core.start(this.now()));
  }

  now(): Now {
    return { monotonicMs: this.#ms, unixMs: this.#startUnixMs + this.#ms };
  }

  /** A peer that follows a script, already known as a node of the network. */
  addScripted(script: PeerScript): {
    readonly index: number;
    readonly peer: ScriptedPeer;
    say(message: Message): void;
  } {
    let peer: ScriptedPeer | undefined;
    const index = this.add(
      (options) => {
        peer = new ScriptedPeer(options, script);
        return peer;
      },
      { listen: undefined },
    );
    const made = peer as unknown as ScriptedPeer;
    return { index, peer: made, say: (message) => this.#perform(index, made.say(message)) };
  }

  connect(from: number, to: number): void {
    void this.ask(from, { name: "connect", address: `10.0.0.1:${this.#node(to).port}` });
  }

  /** Ends the connections between the two groups, and lets none be made until `heal`. */
  cut(left: readonly number[], right: readonly number[]): void {
    for (const a of left) {
      for (const b of right) {
        this.#cuts.add(`${a}/${b}`);
        this.#cuts.add(`${b}/${a}`);
      }
    }
    for (const [key, { node, peer }] of [...this.#links]) {
      const from = Number(key.split("/")[0]);
      if (this.#cuts.has(`${from}/${node}`)) this.#close(from, Number(key.split("/")[1]), node, peer, "cut");
    }
  }

  heal(): void {
    this.#cuts.clear();
  }

  /** The answer; runs the network until it is there. `heard` is told in the moment in which it comes. */
  ask(node: number, command: OperatorCommand, heard?: (reply: OperatorReply) => void): OperatorReply {
    let answer: OperatorReply | undefined;
    const reply = ++this.#lastReply;
    this.#replies.set(reply, (result) => {
      answer = result;
      heard?.(result);
    });
    this.#post(node, { type: "operator-command", reply, command });
    for (let waited = 0; answer === undefined && waited < 10_000; waited += 10) this.run(10);
    if (answer === undefined) throw new Error(`no answer to ${command.name}`);
    return answer;
  }

  /** Lets this much time pass. */
  run(ms: number): void {
    const end = this.#ms + ms;
    for (;;) {
      const next = this.#queue.reduce<Scheduled | undefined>(
        (first, each) =>
          first === undefined || each.at < first.at || (each.at === first.at && each.order < first.order)
            ? each
            : first,
        undefined,
      );
      if (next === undefined || next.at > end) break;
      this.#queue.splice(this.#queue.indexOf(next), 1);
      this.#ms = Math.max(this.#ms, next.at);
      next.run();
    }
    this.#ms = end;
  }

  /** Runs until the condition holds; throws after `withinMs`. */
  runUntil(condition: () => boolean, withinMs: number, what: string): void {
    for (let waited = 0; !condition(); waited += 50) {
      if (waited > withinMs) throw new Error(`not within ${withinMs} ms: ${what}`);
      this.run(50);
    }
  }

  height(node: number): number {
    const reply = this.ask(node, { name: "node" });
    if (!reply.ok || reply.value.of !== "node") throw new Error("a node describes itself");
    return reply.value.node.height;
  }

  tip(node: number): string {
    const reply = this.ask(node, { name: "node" });
    if (!reply.ok || reply.value.of !== "node") throw new Error("a node describes itself");
    return reply.value.node.tipHash;
  }

  #perform(index: number, effects: readonly Effect[]): void {
    for (const effect of effects) this.#effect(index, effect);
  }

  #effect(index: number, effect: Effect): void {
    switch (effect.type) {
      case "send":
        this.#send(index, effect.peer, effect.frame);
        return;
      case "dial":
        this.#dial(index, effect.address.port - 9000, effect.address.port);
        return;
      case "disconnect": {
        const link = this.#links.get(`${index}/${effect.peer}`);
        if (link !== undefined) this.#close(index, effect.peer, link.node, link.peer, effect.code);
        return;
      }
      case "check-signatures": {
        const firstInvalid = firstInvalidSignature(this.#schnorr, effect.items);
        const result = firstInvalid === -1 ? "valid" : { firstInvalid };
        this.#later(
          VERDICT_MS,
          () => this.#post(index, { type: "signatures-checked", job: effect.job, result }),
          index,
        );
        return;
      }
      case "search-nonce":
        this.#search(index, effect.job, effect.header, effect.target);
        return;
      case "cancel":
        this.#jobs.delete(`${index}/${effect.job}`);
        return;
      case "commit":
        this.#commit(index, effect);
        return;
      case "wake-at":
        this.#wakeAt(index, effect.monotonicMs);
        return;
      case "reply":
        this.#replies.get(effect.reply)?.(effect.result);
        this.#replies.delete(effect.reply);
        return;
      case "notify":
        this.#node(index).notices.push(effect.notice);
        return;
      case "give-up":
        this.stop(index);
        return;
      default:
        effect satisfies never;
    }
  }

  #commit(index: number, { commit, batch, durable }: Extract<Effect, { type: "commit" }>): void {
    const node = this.#node(index);
    if (node.failingCommits > 0) {
      node.failingCommits -= 1;
      const failed: Event = { type: "commit-failed", commit, reason: node.commitFailure, detail: "Not written." };
      this.#later(COMMIT_MS, () => this.#post(index, failed), index);
      return;
    }
    const done = () => {
      node.store.apply(batch, durable);
      this.#post(index, { type: "committed", commit });
    };
    this.#later(node.commitMs, done, index);
  }

  #search(index: number, job: number, header: Uint8Array, target: Uint8Array): void {
    this.#jobs.add(`${index}/${job}`);
    this.#later(
      20 + this.#integer(200),
      () => {
        if (!this.#jobs.delete(`${index}/${job}`)) return;
        const nonce = searchNonces({ header, target, from: this.#integer(2 ** 31), count: 2 ** 24 });
        if (nonce !== undefined) this.#post(index, { type: "nonce-found", job, header: withNonce(header, nonce) });
      },
      index,
    );
  }

  #send(from: number, peer: PeerId, frame: Uint8Array): void {
    const link = this.#links.get(`${from}/${peer}`);
    if (link === undefined) return;
    this.frames.push({ from, to: link.node, frame });
    this.#later(FRAME_MS, () => {
      if (this.#links.get(`${from}/${peer}`) !== link) return;
      this.#post(link.node, { type: "frame-received", peer: link.peer, frame });
    });
  }

  #dial(from: number, to: number, port: number): void {
    this.#later(FRAME_MS, () => {
      const address = { host: "10.0.0.1", port };
      if (this.nodes[from]?.isDown !== false) return;
      if (this.nodes[to]?.isDown !== false || this.#cuts.has(`${from}/${to}`)) {
        this.#post(from, { type: "dial-failed", address, reason: "unreachable" });
        return;
      }
      const near = ++this.#lastPeer;
      const far = ++this.#lastPeer;
      this.#links.set(`${from}/${near}`, { node: to, peer: far });
      this.#links.set(`${to}/${far}`, { node: from, peer: near });
      this.#post(from, { type: "peer-connected", peer: near, direction: "outbound", address });
      const source = { host: "10.0.0.1", port: 40_000 + near };
      this.#post(to, { type: "peer-connected", peer: far, direction: "inbound", address: source });
    });
  }

  #close(a: number, peerOfA: PeerId, b: number, peerOfB: PeerId, code: string): void {
    if (!this.#links.delete(`${a}/${peerOfA}`)) return;
    this.#links.delete(`${b}/${peerOfB}`);
    const closed = (peer: PeerId): Event => ({ type: "peer-closed", peer, code, text: "" });
    this.#later(0, () => this.#post(a, closed(peerOfA)), a);
    this.#later(FRAME_MS, () => this.#post(b, closed(peerOfB)), b);
  }

  #wakeAt(index: number, at: number | undefined): void {
    const token = ++this.#order;
    this.#wakes.set(index, token);
    if (at === undefined) return;
    this.#later(Math.max(0, at - this.#ms), () => {
      if (this.#wakes.get(index) === token) this.#post(index, { type: "woken" });
    });
  }

  #post(index: number, event: Event): void {
    if (this.#node(index).isDown) return;
    this.#perform(index, this.#node(index).core.handle(event, this.now()));
  }

  /** `of`: it is lost when this node is stopped meanwhile. */
  #later(ms: number, run: () => void, of?: number): void {
    const life = of === undefined ? undefined : this.#lives.get(of);
    const isAlive = () => of === undefined || this.#lives.get(of) === life;
    this.#queue.push({ at: this.#ms + ms, order: ++this.#order, run: () => isAlive() && run() });
  }

  #node(index: number): RoleNode {
    const node = this.nodes[index];
    if (node === undefined) throw new Error(`there is no node ${index}`);
    return node;
  }

  /** xorshift32: enough for a test, and the same on every run. */
  #integer(below: number): number {
    this.#random ^= this.#random << 13;
    this.#random ^= this.#random >>> 17;
    this.#random ^= this.#random << 5;
    return (this.#random >>> 0) % below;
  }

  #bytes(count: number): Uint8Array {
    return Uint8Array.from({ length: count }, () => this.#integer(256));
  }
}

/** What runs there now. @throws Error when it is no full node and no miner. */
export function validatingNode(net: RoleNetwork, index: number): ValidatingNode {
  const core = net.nodes[index]?.core;
  if (core instanceof ValidatingNode) return core;
  throw new Error(`node ${index} does not validate`);
}
