/**
 * One machine with one program on it: the real role code, and around it what packages/host-nodejs is in reality. Events
 * are handed over one at a time, effects are performed in order, an answer to an effect never comes within its turn.
 *
 * States: down, running, frozen (running, but gets no processor: events wait), stopping (told to end; it goes on until
 * nothing is being written any more).
 */
import type { ChainStore } from "@triad/chain";
import {
  type Core,
  type Effect,
  type Event,
  type NetAddress,
  type OperatorCommand,
  type OperatorReply,
  type PeerId,
  type RoleName,
  SYNC_ANEW_RECORD,
  syncAnewBatch,
} from "@triad/roles";
import type { ConnectionEnd } from "./connection.ts";
import { Disk, type End } from "./disk.ts";
import { NodeClock } from "./node-clock.ts";
import { NonceSearcher } from "./proof-of-work.ts";
import type { SeededRandom } from "./seeded-random.ts";
import type { SignatureMemory } from "./signature-memory.ts";

const VERDICT_MS_MEAN = 3;

export interface NodePorts {
  readonly random: SeededRandom;
  readonly nowMs: () => number;
  readonly later: (ms: number, run: () => void) => void;
  readonly signatures: SignatureMemory;
  readonly workersDying: () => number;
  readonly dial: (node: SimNode, address: NetAddress) => void;
  /** Before the program sees it. */
  readonly onEvent: (node: SimNode, event: Event) => void;
  readonly onEffect: (node: SimNode, effect: Effect) => void;
  /** All effects of the turn are performed. `event` is undefined at start. */
  readonly onTurn: (node: SimNode, event: Event | undefined) => void;
  /** A header that this node's search has solved. */
  readonly onSolved: (node: SimNode, header: Uint8Array) => void;
  /** It can't go on and says what to do; it goes on until somebody stops it. */
  readonly onGiveUp: (node: SimNode, reason: string) => void;
  /** An orderly end: everything is on the disk, the program still there. */
  readonly onStopped: (node: SimNode) => void;
  /** The program threw. */
  readonly onBug: (node: SimNode, error: unknown, event: Event | undefined) => never;
}

export interface NodePlan {
  readonly index: number;
  readonly role: RoleName;
  readonly isHonest: boolean;
  readonly address: NetAddress;
  readonly isDialOnly: boolean;
  readonly epochUnixMs: number;
  /** Of the chain, or all. */
  readonly keepBlocks: number | undefined;
  readonly create: (store: ChainStore) => Core;
}

export class SimNode {
  readonly index: number;
  readonly name: string;
  readonly role: RoleName;
  readonly isHonest: boolean;
  readonly address: NetAddress;
  readonly isDialOnly: boolean;
  /** Of the chain, or all. */
  readonly keepBlocks: number | undefined;
  readonly clock: NodeClock;
  readonly disk: Disk;
  readonly searcher: NonceSearcher;
  readonly connections = new Map<PeerId, ConnectionEnd>();
  /** Hashes per millisecond, when it mines. */
  hashRate = 0;
  /** Counts processes. */
  life = 0;
  isPowered = true;
  /** Bytes that it reads from one connection; a slow reader lowers it. */
  readsBytesPerMs = Number.POSITIVE_INFINITY;
  readonly #plan: NodePlan;
  readonly #ports: NodePorts;
  #core: Core | undefined;
  #lastPeer = 0;
  #lastReply = 0;
  #wake = 0;
  #backlog: Event[] | undefined;
  #isStopping = false;
  /** A time that came while it was frozen. */
  #missedWakeMs: number | undefined;
  readonly #replies = new Map<number, (reply: OperatorReply) => void>();
  readonly #cancelled = new Set<number>();

  constructor(plan: NodePlan, ports: NodePorts) {
    this.#plan = plan;
    this.#ports = ports;
    this.index = plan.index;
    this.role = plan.role;
    this.isHonest = plan.isHonest;
    this.name = `${plan.isHonest ? plan.role : `liar-${plan.role}`}-${plan.index}`;
    this.address = plan.address;
    this.isDialOnly = plan.isDialOnly;
    this.keepBlocks = plan.keepBlocks;
    this.clock = new NodeClock(plan.epochUnixMs);
    this.disk = new Disk({
      random: ports.random.fork("disk"),
      later: ports.later,
      committed: (commit) => this.post({ type: "committed", commit }),
      failed: (commit, reason) => this.post({ type: "commit-failed", commit, reason, detail: reason }),
    });
    this.searcher = new NonceSearcher({
      random: ports.random.fork("nonces"),
      later: ports.later,
      found: (job, header, hashes) => {
        ports.onSolved(this, header);
        this.post({ type: "hashes-done", job, hashes });
        this.post({ type: "nonce-found", job, header });
      },
    });
  }

  /** Undefined while it is down. */
  get core(): Core | undefined {
    return this.#core;
  }

  get isUp(): boolean {
    return this.#core !== undefined;
  }

  get isFrozen(): boolean {
    return this.#backlog !== undefined;
  }

  start(): void {
    if (this.#core !== undefined) return;
    this.isPowered = true;
    this.life += 1;
    this.#lastPeer = 0;
    this.clock.boot(this.#ports.nowMs());
    const { store } = this.disk;
    if (store.record(SYNC_ANEW_RECORD) !== undefined) this.disk.writeAtStart(syncAnewBatch(store));
    try {
      this.#core = this.#plan.create(store);
      this.#perform(this.#core.start(this.#now()));
    } catch (error) {
      this.#ports.onBug(this, error, undefined);
    }
    this.#ports.onTurn(this, undefined);
  }

  /** Told to end: peers hear it when everything is on the disk, then the process is gone. */
  stopOrderly(): void {
    if (this.#core === undefined || this.#isStopping || this.isFrozen) return;
    this.#isStopping = true;
    this.post({ type: "stopping" });
  }

  /** The process ends without a word. What the network sees of it is the world's affair. */
  stop(end: End): void {
    this.#core = undefined;
    this.life += 1;
    this.#wake += 1;
    this.#backlog = undefined;
    this.#missedWakeMs = undefined;
    this.#isStopping = false;
    this.isPowered = end !== "power-lost";
    this.searcher.stop();
    this.disk.stop(end);
    this.connections.clear();
    this.#replies.clear();
    this.#cancelled.clear();
  }

  freeze(): void {
    if (this.isUp) this.#backlog ??= [];
  }

  thaw(): void {
    const waiting = this.#backlog;
    this.#backlog = undefined;
    for (const event of waiting ?? []) this.post(event);
    if (this.#missedWakeMs !== undefined) this.#wakeAt(this.#missedWakeMs);
  }

  /** Asks as a turn of its own; `then` is never called when the process ends before it has answered. */
  ask(command: OperatorCommand, then: (reply: OperatorReply) => void): void {
    const reply = ++this.#lastReply;
    const { life } = this;
    this.#ports.later(0, () => {
      if (life !== this.life) return;
      this.#replies.set(reply, then);
      this.post({ type: "operator-command", reply, command });
    });
  }

  newPeer(): PeerId {
    return ++this.#lastPeer;
  }

  post(event: Event): void {
    const core = this.#core;
    if (core === undefined) return;
    if (this.#backlog !== undefined) {
      this.#backlog.push(event);
      return;
    }
    this.#ports.onEvent(this, event);
    if (event.type === "peer-closed") this.connections.delete(event.peer);
    try {
      this.#perform(core.handle(event, this.#now()));
    } catch (error) {
      this.#ports.onBug(this, error, event);
    }
    this.#ports.onTurn(this, event);
    if (this.#isStopping && !this.disk.isBusy) this.#endOrderly();
  }

  #endOrderly(): void {
    this.#ports.onStopped(this);
    for (const connection of this.connections.values()) {
      connection.disconnect("shutting-down", "This node is being stopped.");
    }
    this.stop("stopped");
  }

  /** Posts unless the process has ended by then. */
  postLater(ms: number, event: Event): void {
    const { life } = this;
    this.#ports.later(ms, () => {
      if (life === this.life) this.post(event);
    });
  }

  /** What a liar does of its own accord; nothing while the program can't run. */
  perform(effects: readonly Effect[]): void {
    if (this.isUp && !this.isFrozen) this.#perform(effects);
  }

  #now(): { readonly monotonicMs: number; readonly unixMs: number } {
    return this.clock.now(this.#ports.nowMs());
  }

  #perform(effects: readonly Effect[]): void {
    for (const effect of effects) {
      this.#ports.onEffect(this, effect);
      this.#performOne(effect);
    }
  }

  #performOne(effect: Effect): void {
    switch (effect.type) {
      case "send":
        this.connections.get(effect.peer)?.send(effect.frame);
        return;
      case "dial":
        this.#ports.dial(this, effect.address);
        return;
      case "disconnect":
        this.connections.get(effect.peer)?.disconnect(effect.code, effect.text);
        return;
      case "check-signatures":
        this.#checkSignatures(effect.job, effect.items);
        return;
      case "search-nonce":
        this.searcher.start(effect);
        return;
      case "cancel":
        this.searcher.cancel(effect.job);
        this.#cancelled.add(effect.job);
        return;
      case "commit":
        this.disk.commit(effect.commit, effect.batch, effect.durable);
        return;
      case "wake-at":
        this.#wakeAt(effect.monotonicMs);
        return;
      case "reply":
        this.#replies.get(effect.reply)?.(effect.result);
        this.#replies.delete(effect.reply);
        return;
      case "notify":
        return;
      case "give-up":
        this.#ports.onGiveUp(this, effect.reason);
        return;
      default:
        effect satisfies never;
    }
  }

  #checkSignatures(job: number, items: Uint8Array): void {
    const { random, signatures, workersDying } = this.#ports;
    const died = random.chance(workersDying());
    const firstInvalid = died ? -1 : signatures.firstInvalid(items);
    const result = died ? "not-run" : firstInvalid === -1 ? "valid" : { firstInvalid };
    const { life } = this;
    this.#ports.later(random.exponential(VERDICT_MS_MEAN), () => {
      if (life === this.life && !this.#cancelled.delete(job)) this.post({ type: "signatures-checked", job, result });
    });
  }

  /** As the host's timer: never early by the node's own clock. */
  #wakeAt(monotonicMs: number | undefined): void {
    const wake = ++this.#wake;
    this.#missedWakeMs = undefined;
    if (monotonicMs === undefined) return;
    const ms = Math.max(0, this.clock.worldMsOf(monotonicMs) - this.#ports.nowMs());
    // timers of the host count whole milliseconds; and a rounded time that is not quite there must not be asked for at once
    const isDue = this.#now().monotonicMs >= monotonicMs;
    this.#ports.later(isDue ? 0 : Math.max(1, Math.ceil(ms)), () => {
      if (wake !== this.#wake) return;
      if (this.#backlog !== undefined) this.#missedWakeMs = monotonicMs;
      else if (this.#now().monotonicMs < monotonicMs) this.#wakeAt(monotonicMs);
      else this.post({ type: "woken" });
    });
  }
}
