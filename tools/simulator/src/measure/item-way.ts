/** The way of one block or transaction from its origin through the network. */
import type { SimNode } from "../engine/sim-node.ts";
import { atPart } from "./spread.ts";

export class ItemWay {
  /** When it was mined, or its payment commanded. */
  readonly startMs: number;
  readonly #reachedMs = new Map<SimNode, number>();
  /** How many connections it crossed until each node heard it first. */
  readonly #hops = new Map<SimNode, number>();
  /** Of the whole item or its compact form, at each node. */
  readonly #copies = new Map<SimNode, number>();

  constructor(origin: SimNode, startMs: number) {
    this.startMs = startMs;
    this.#reachedMs.set(origin, startMs);
    this.#hops.set(origin, 0);
  }

  /** Only the first time counts. */
  reached(node: SimNode, nowMs: number): void {
    if (!this.#reachedMs.has(node)) this.#reachedMs.set(node, nowMs);
  }

  hasReached(node: SimNode): boolean {
    return this.#reachedMs.has(node);
  }

  /** Only the first time counts. */
  heard(node: SimNode, from: SimNode): void {
    if (!this.#hops.has(node)) this.#hops.set(node, (this.#hops.get(from) ?? 0) + 1);
  }

  copyCame(node: SimNode): void {
    this.#copies.set(node, (this.#copies.get(node) ?? 0) + 1);
  }

  /** Milliseconds from the start until this part of so many nodes had it; undefined: it never came so far. */
  timeTo(part: number, nodes: number): number | undefined {
    if (this.#reachedMs.size < Math.ceil(part * nodes)) return undefined;
    const times = [
      ...this.#reachedMs.values(),
      ...new Array<number>(nodes - this.#reachedMs.size).fill(Number.POSITIVE_INFINITY),
    ];
    const at = atPart(times, part);
    return at === undefined ? undefined : at - this.startMs;
  }

  get nodesReached(): number {
    return this.#reachedMs.size;
  }

  get hopsMost(): number {
    return Math.max(...this.#hops.values());
  }

  get hopsMean(): number {
    const hops = [...this.#hops.values()];
    return hops.reduce((sum, each) => sum + each, 0) / hops.length;
  }

  /** All copies that came to any node. */
  get copies(): number {
    return [...this.#copies.values()].reduce((sum, each) => sum + each, 0);
  }

  /** Copies that came to a node which had got one before. */
  get copiesTooMany(): number {
    return [...this.#copies.values()].reduce((sum, each) => sum + each - 1, 0);
  }
}
