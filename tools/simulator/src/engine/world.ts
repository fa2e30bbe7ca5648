/**
 * One run: nodes, network, time, faults and those who watch. Everything that happens is an event in one queue; the
 * world's time is that of the event being handled.
 *
 * Invariant: what happens follows from the seed, the scenario, the number of nodes and the hours alone.
 */
import type { Network } from "@triad/chain";
import { hashKey } from "@triad/chain";
import { sha256d } from "@triad/crypto";
import type { Effect, Event, NodeView, RoleName } from "@triad/roles";
import type { Adversary } from "../adversaries/adversary.ts";
import type { Checker, CheckerHooks } from "../checkers/checker.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import { type NetworkConditions, ORDINARY } from "./conditions.ts";
import type { End } from "./disk.ts";
import { DoubleSpends } from "./double-spends.ts";
import { EventQueue } from "./event-queue.ts";
import { PaymentChanges } from "./payment-changes.ts";
import { Payments } from "./payments.ts";
import { populate } from "./population.ts";
import { SeededRandom } from "./seeded-random.ts";
import type { SignatureMemory } from "./signature-memory.ts";
import { SimNetwork } from "./sim-network.ts";
import type { NodePorts, SimNode } from "./sim-node.ts";
import { Stage } from "./stage.ts";
import { SECOND, type Timetable, timetableOf } from "./timetable.ts";
import { Trace } from "./trace.ts";
import { Violation } from "./violation.ts";

export interface WorldOptions {
  readonly seed: string;
  readonly nodes: number;
  readonly hours: number;
  readonly scenario: Scenario;
  readonly checkers: readonly Checker[];
  /** Those that the scenario, or whoever started the run, names. */
  readonly adversaries: readonly Adversary[];
  /** Part of the nodes that lie; the scenario's unless given. */
  readonly liarShare: number;
  readonly signatures: SignatureMemory;
  /** Of so many hours, unless given. */
  readonly timetable?: Timetable;
}

/** Programs are started over so much time. */
const STARTS_MS = 20 * SECOND;
/** Somebody notices that a program ended, and starts it again. */
const RESTART_MS = 5 * SECOND;
/** Answers to the last question are there by then. */
const LAST_QUESTION_MS = 5 * SECOND;

export class World {
  readonly random: SeededRandom;
  readonly trace = new Trace();
  readonly timetable: Timetable;
  readonly conditions: NetworkConditions;
  readonly consensus: Network;
  readonly nodes: readonly SimNode[];
  readonly network: SimNetwork;
  readonly stage: Stage;
  readonly signatures: SignatureMemory;
  readonly payments: Payments;
  readonly paymentChanges: PaymentChanges;
  readonly doubleSpends: DoubleSpends;
  /** Hashes of headers that honest nodes' searches solved. */
  readonly honestBlocks = new Set<string>();
  /** Who solved each block, by its hash. */
  readonly solvedBy = new Map<string, SimNode>();
  /** What each node says of itself at the end; missing where none came. */
  readonly lastWords = new Map<SimNode, NodeView>();
  /** Events handed to programs. */
  turns = 0;
  readonly #queue = new EventQueue();
  readonly #hooks: readonly { readonly checker: Checker; readonly hooks: CheckerHooks }[];
  readonly #eventHooks: readonly CheckerHooks[];
  readonly #effectHooks: readonly CheckerHooks[];
  readonly #turnHooks: readonly CheckerHooks[];
  #nowMs = 0;
  #isOver = false;
  readonly #isQuiet: boolean;

  constructor(options: WorldOptions) {
    const { seed, nodes, hours, scenario, checkers } = options;
    this.random = new SeededRandom(`${scenario.name}/${nodes}/${hours}/${seed}`);
    this.timetable = options.timetable ?? timetableOf(hours);
    this.#isQuiet = scenario.isQuiet === true;
    this.signatures = options.signatures;
    this.conditions = { ...ORDINARY, ...scenario.network };
    const time = { nowMs: this.nowMs, later: this.later };
    this.network = new SimNetwork({ random: this.random.fork("network"), conditions: () => this.conditions, ...time });
    const population = populate(options, this, (index) => this.#nodePorts(index, options.signatures));
    this.consensus = population.consensus;
    this.nodes = population.nodes;
    for (const node of this.nodes) this.network.add(node);
    this.stage = new Stage(this);
    this.payments = new Payments(this);
    this.paymentChanges = new PaymentChanges(this);
    this.doubleSpends = new DoubleSpends(this);
    this.#hooks = checkers.map((checker) => ({ checker, hooks: checker.begin(this) }));
    const all = this.#hooks.map(({ hooks }) => hooks);
    this.#eventHooks = all.filter(({ onEvent }) => onEvent !== undefined);
    this.#effectHooks = all.filter(({ onEffect }) => onEffect !== undefined);
    this.#turnHooks = all.filter(({ afterTurn }) => afterTurn !== undefined);
    scenario.play(this.stage);
  }

  /** @throws Violation */
  run(): void {
    const { faultsEndMs, liarsMiningEndsMs, miningEndsMs, endMs } = this.timetable;
    const starts = this.random.fork("starts");
    for (const node of this.nodes) {
      if (this.stage.comesLater(node)) continue;
      this.later(node.index === 0 ? 0 : starts.unit() * STARTS_MS, () => node.start());
    }
    if (!this.#isQuiet) {
      this.stage.giveHashRates();
      this.payments.begin();
    }
    for (const { hooks } of this.#hooks) this.#watch(hooks);
    this.at(faultsEndMs, () => this.stage.endFaults());
    this.at(liarsMiningEndsMs, () => {
      for (const node of this.nodes) if (!node.isHonest) this.stage.setHashRate(node, 0);
    });
    this.at(miningEndsMs, () => {
      for (const node of this.nodes) this.stage.setHashRate(node, 0);
    });
    this.at(endMs - LAST_QUESTION_MS, () => this.#askAll());
    this.#runUntil(endMs);
    this.#isOver = true;
    for (const { hooks } of this.#hooks) hooks.atRest?.();
  }

  readonly nowMs = (): number => this.#nowMs;

  readonly later = (ms: number, run: () => void): void => {
    this.#queue.put(this.#nowMs + ms, run);
  };

  at(ms: number, run: () => void): void {
    this.#queue.put(Math.max(this.#nowMs, ms), run);
  }

  /** Nothing happens any more: who measures has its answer. */
  finish(): void {
    this.#isOver = true;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  get honest(): readonly SimNode[] {
    return this.nodes.filter(({ isHonest }) => isHonest);
  }

  /** Honest full nodes and miners. */
  get honestValidating(): readonly SimNode[] {
    return this.nodes.filter(({ isHonest, role }) => isHonest && role !== "light-node");
  }

  get honestLight(): readonly SimNode[] {
    return this.withRole("light-node").filter(({ isHonest }) => isHonest);
  }

  withRole(role: RoleName): readonly SimNode[] {
    return this.nodes.filter((node) => node.role === role);
  }

  violated(checker: string, text: string, ...nodes: readonly SimNode[]): never {
    throw new Violation(
      checker,
      text,
      nodes.map(({ index }) => index),
    );
  }

  nameOf = (node: number): string => this.nodes[node]?.name ?? "-";

  /** A process ended: the network hears of it, and those who watch. */
  ended(node: SimNode, end: End): void {
    if (end !== "stopped") this.network.ended(node);
    for (const { hooks } of this.#hooks) hooks.onEnd?.(node);
  }

  #runUntil(endMs: number): void {
    for (;;) {
      const nextMs = this.#queue.nextMs;
      if (nextMs === undefined || nextMs > endMs) break;
      if (this.#isOver) return;
      const next = this.#queue.take();
      this.#nowMs = nextMs;
      next?.run();
    }
    this.#nowMs = endMs;
  }

  #watch(hooks: CheckerHooks): void {
    const { everyMs } = hooks;
    if (everyMs === undefined || hooks.periodically === undefined) return;
    const look = (): void => {
      hooks.periodically?.();
      this.later(everyMs, look);
    };
    this.later(everyMs, look);
  }

  #askAll(): void {
    for (const node of this.nodes) {
      node.ask({ name: "node" }, (reply) => {
        if (reply.ok && reply.value.of === "node") this.lastWords.set(node, reply.value.node);
      });
    }
  }

  #nodePorts(index: number, signatures: SignatureMemory): NodePorts {
    return {
      random: this.random.fork(`node ${index}`),
      nowMs: this.nowMs,
      later: this.later,
      signatures,
      workersDying: () => this.conditions.workersDying,
      dial: (node, address) => this.network.dial(node, address),
      onEvent: (node, event) => this.#onEvent(node, event),
      onEffect: (node, effect) => this.#onEffect(node, effect),
      onTurn: (node, event) => {
        for (const hooks of this.#turnHooks) hooks.afterTurn?.(node, event);
      },
      onSolved: (node, header) => {
        const hash = hashKey(sha256d(header));
        this.solvedBy.set(hash, node);
        if (node.isHonest) this.honestBlocks.add(hash);
        for (const { hooks } of this.#hooks) hooks.onSolved?.(node, header);
      },
      onGiveUp: (node, reason) => {
        for (const { hooks } of this.#hooks) hooks.onGiveUp?.(node, reason);
        // as an operator who reads the reason
        this.later(0, () => this.stage.stopOrderly(node, RESTART_MS));
      },
      onStopped: (node) => {
        for (const { hooks } of this.#hooks) hooks.onStopped?.(node);
        this.later(0, () => this.ended(node, "stopped"));
      },
      onBug: (node, error, event) => {
        if (error instanceof Violation) throw error;
        const during = event === undefined ? "at start" : `handling ${event.type}`;
        const stack = error instanceof Error ? (error.stack ?? String(error)) : String(error);
        throw new Violation("no-exception", `${node.name} threw ${during}: ${stack}`, [node.index], error);
      },
    };
  }

  #onEvent(node: SimNode, event: Event): void {
    this.turns += 1;
    this.trace.event(this.#nowMs, node.index, event);
    for (const hooks of this.#eventHooks) hooks.onEvent?.(node, event);
  }

  #onEffect(node: SimNode, effect: Effect): void {
    this.trace.effect(this.#nowMs, node.index, effect);
    for (const hooks of this.#effectHooks) hooks.onEffect?.(node, effect);
  }
}
