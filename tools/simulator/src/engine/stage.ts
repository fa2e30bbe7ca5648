/** The vocabulary of scenarios: what can go wrong, and when. Every fault ends at `faultsEndMs` at the latest. */
import type { Adversary, Strategy } from "../adversaries/adversary.ts";
import type { End } from "./disk.ts";
import { HASHES_PER_BLOCK_AT_FIRST } from "./easy-consensus.ts";
import { partsOf } from "./nodes-view.ts";
import type { SeededRandom } from "./seeded-random.ts";
import type { SimNode } from "./sim-node.ts";
import { SECOND } from "./timetable.ts";
import type { World } from "./world.ts";

export class Stage {
  /** For what the scenario draws itself. */
  readonly random: SeededRandom;
  readonly #world: World;
  readonly #comeLater = new Set<SimNode>();
  readonly #lastMs = new Map<SimNode, number>();
  #areFaultsOver = false;
  #liarsHashShare = 0;

  constructor(world: World) {
    this.#world = world;
    this.random = world.random.fork("faults");
  }

  get nodes(): readonly SimNode[] {
    return this.#world.nodes;
  }

  get miners(): readonly SimNode[] {
    return this.#world.withRole("miner");
  }

  get lightNodes(): readonly SimNode[] {
    return this.#world.withRole("light-node");
  }

  get nowMs(): number {
    return this.#world.nowMs();
  }

  get faultsEndMs(): number {
    return this.#world.timetable.faultsEndMs;
  }

  /** Unless faults are over by then. */
  at(ms: number, run: () => void): void {
    if (ms < this.faultsEndMs) this.#world.at(ms, run);
  }

  /** Again and again at drawn times, on average once in so many milliseconds, until faults end. */
  oftenEvery(meanMs: number, run: () => void): void {
    const nextMs = this.nowMs + this.random.exponential(meanMs);
    this.at(nextMs, () => {
      run();
      this.oftenEvery(meanMs, run);
    });
  }

  someNode(): SimNode {
    return this.random.pick(this.nodes) as SimNode;
  }

  /** Two halves, drawn. */
  halves(): readonly [readonly SimNode[], readonly SimNode[]] {
    const drawn = this.random.shuffle(this.nodes);
    const half = Math.ceil(drawn.length / 2);
    return [drawn.slice(0, half), drawn.slice(half)];
  }

  partition(...groups: readonly (readonly SimNode[])[]): void {
    const names = groups.map((group) => group.map(({ index }) => index).join(" ")).join(" | ");
    this.#note(undefined, `*** the network parts: ${names}`);
    this.#world.network.partition(groups);
  }

  heal(): void {
    this.#note(undefined, "*** the network is whole");
    this.#world.network.heal();
  }

  /** What `from` sends doesn't reach `to`, until the network heals; the other way all is well. */
  deafen(from: SimNode, to: SimNode): void {
    this.#note(from, `*** does not reach ${to.name}`);
    this.#world.network.deafen(from, to);
  }

  breakConnection(): void {
    if (this.#world.network.breakOne(this.random)) this.#note(undefined, "*** a connection is reset");
  }

  /** It starts at this time instead of at the beginning. */
  joinsAt(node: SimNode, ms: number): void {
    this.#comeLater.add(node);
    this.at(ms, () => node.start());
  }

  comesLater(node: SimNode): boolean {
    return this.#comeLater.has(node);
  }

  stop(node: SimNode, end: End): void {
    if (!node.isUp) return;
    this.#note(node, `*** ${end}`);
    if (end === "stopped") {
      node.stopOrderly();
      return;
    }
    node.stop(end);
    this.#world.ended(node, end);
  }

  /** Ends when everything is on its disk, and starts again a while after it was told to. */
  stopOrderly(node: SimNode, restartMs: number): void {
    if (!node.isUp || node.isFrozen) return;
    this.#note(node, "*** is told to end");
    const { life } = node;
    node.stopOrderly();
    const startAgain = (): void => {
      // a slow disk may hold it up
      if (node.life === life && node.isUp) this.#world.later(SECOND, startAgain);
      else this.start(node);
    };
    this.#world.later(restartMs, startAgain);
  }

  start(node: SimNode): void {
    if (node.isUp) return;
    this.#note(node, "*** starts again");
    node.start();
  }

  /** Ends, and starts again after a while. */
  restartAfter(node: SimNode, ms: number, end: End): void {
    if (!node.isUp) return;
    if (end === "stopped") {
      this.stopOrderly(node, ms);
      return;
    }
    this.stop(node, end);
    this.at(this.nowMs + ms, () => this.start(node));
  }

  diskFullFor(node: SimNode, ms: number): void {
    this.#note(node, "*** its disk is full");
    node.disk.isFull = true;
    this.at(this.nowMs + ms, () => {
      this.#note(node, "*** its disk has room again");
      node.disk.isFull = false;
    });
  }

  slowDiskFor(node: SimNode, slowness: number, ms: number): void {
    this.#note(node, `*** its disk is ${slowness} times as slow`);
    node.disk.slowness = slowness;
    this.at(this.nowMs + ms, () => {
      node.disk.slowness = 1;
    });
  }

  jumpClock(node: SimNode, byMs: number): void {
    this.#note(node, `*** its clock jumps by ${Math.round(byMs / SECOND)} s`);
    node.clock.jump(Math.round(byMs));
  }

  /** The calendar clock stands still. */
  stopClockFor(node: SimNode, ms: number): void {
    this.#note(node, "*** its clock stops");
    node.clock.stop(this.nowMs);
    this.at(this.nowMs + ms, () => node.clock.go());
  }

  driftClock(node: SimNode, rate: number): void {
    this.#note(node, `*** its clocks run ${rate} times as quickly`);
    node.clock.setRate(rate, this.nowMs);
  }

  /** Somebody pays one coin to two, in two places at once; in each of these groups, when they are given. */
  doubleSpend(groups?: readonly (readonly SimNode[])[]): void {
    this.#world.doubleSpends.attempt(groups);
  }

  /** Somebody pays somebody this part of what it has. */
  payPart(part: number): void {
    this.#world.payments.payPart(part);
  }

  /** Somebody raises the fee of a payment that waits. */
  bumpPayment(): void {
    this.#world.paymentChanges.bumpOne();
  }

  /** Somebody's wallet forgets a payment that waits. */
  abandonPayment(): void {
    this.#world.paymentChanges.abandonOne();
  }

  /** Gets no processor for a while; asleep, its monotonic clock stands still too. */
  freezeFor(node: SimNode, ms: number, isAsleep: boolean): void {
    if (!node.isUp || node.isFrozen) return;
    this.#note(node, isAsleep ? "*** falls asleep" : "*** freezes");
    const sinceMs = this.nowMs;
    node.freeze();
    if (isAsleep) this.#lastMs.set(node, sinceMs);
    this.at(sinceMs + ms, () => this.#thaw(node));
  }

  setHashRate(node: SimNode, hashesPerMs: number): void {
    node.hashRate = hashesPerMs;
    node.searcher.setHashRate(hashesPerMs);
  }

  /** All miners together: so many times as quick as at first. */
  scaleHashRates(factor: number): void {
    this.#note(undefined, `*** all miners are ${factor} times as quick as now`);
    for (const node of this.miners) this.setHashRate(node, node.hashRate * factor);
  }

  /**
   * Each miner's part is drawn; together they find a block in the network's spacing at first. Liars have none, unless
   * the scenario gives them a share of it all.
   */
  giveHashRates(): void {
    const { spacing } = this.#world.consensus.params.consensus;
    const shares = this.#world.random.fork("hash rates");
    const all = HASHES_PER_BLOCK_AT_FIRST / (spacing * SECOND);
    const deal = (miners: readonly SimNode[], share: number): void => {
      const parts = miners.map((node) => ({ node, part: shares.between(1, 4) }));
      const sum = parts.reduce((total, { part }) => total + part, 0);
      for (const { node, part } of parts) this.setHashRate(node, (share * all * part) / sum);
    };
    const liars = this.miners.filter(({ isHonest }) => !isHonest);
    const liarsShare = liars.length === 0 ? 0 : this.#liarsHashShare;
    deal(
      this.miners.filter(({ isHonest }) => isHonest),
      1 - liarsShare,
    );
    if (liarsShare > 0) deal(liars, liarsShare);
  }

  /** Called by a scenario whose liars mine: theirs is so much of all hash rate. */
  giveLiarsHashShare(share: number): void {
    this.#note(undefined, `*** liars have ${Math.round(share * 100)} % of the hash rate`);
    this.#liarsHashShare = share;
  }

  get liarsHashShare(): number {
    return this.#liarsHashShare;
  }

  /** A liar's strategy, which acts by itself from time to time. */
  strategyOf(node: SimNode, adversary: Adversary): Strategy {
    const { later } = this.#world;
    const { life } = node;
    const strategy = adversary.begin({
      random: this.#world.random.fork(`liar ${node.index} ${life}`),
      nowMs: this.#world.nowMs,
      network: this.#world.consensus,
      peers: () => [...node.connections.keys()],
      chain: () => (node.core === undefined || node.role === "light-node" ? undefined : partsOf(node.core).chain),
      addresses: this.nodes.filter(({ isDialOnly }) => !isDialOnly).map(({ address }) => address),
      own: node.address,
      perform: (effects) => {
        later(0, () => {
          if (life === node.life) node.perform(effects);
        });
      },
    });
    const act = (): void => {
      if (life !== node.life) return;
      node.perform(strategy.periodically?.() ?? []);
      later(strategy.everyMs ?? SECOND, act);
    };
    if (strategy.everyMs !== undefined) later(strategy.everyMs, act);
    return strategy;
  }

  /** From now on all goes well: what was broken is mended, who is down starts, clocks are set right. */
  endFaults(): void {
    if (this.#areFaultsOver) return;
    this.#areFaultsOver = true;
    this.#note(undefined, "*** faults are over");
    this.#world.network.heal();
    for (const node of this.nodes) {
      node.disk.isFull = false;
      node.disk.slowness = 1;
      if (node.isFrozen) this.#thaw(node);
      node.clock.correct(this.nowMs);
      node.start();
    }
  }

  #thaw(node: SimNode): void {
    if (!node.isFrozen) return;
    const asleepSinceMs = this.#lastMs.get(node);
    this.#lastMs.delete(node);
    if (asleepSinceMs !== undefined) node.clock.slept(asleepSinceMs, this.nowMs);
    this.#note(node, "*** goes on");
    node.thaw();
  }

  #note(node: SimNode | undefined, what: string): void {
    this.#world.trace.note(this.nowMs, node?.index ?? -1, what);
  }
}
