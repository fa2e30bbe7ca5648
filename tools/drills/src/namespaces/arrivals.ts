/** When blocks were found, and when they became the tip of other nodes. */
import type { NodeNotice } from "@triad/testnet";
import type { Seat } from "../drill-network.ts";

export class Arrivals {
  readonly #foundAtMs = new Map<number, number>();
  /** Node → height → when it had that height, or a greater one. */
  readonly #atMs = new Map<string, Map<number, number>>();
  readonly #heights = new Map<string, number>();
  /** Of each block's find: how many blocks the node lacked. */
  readonly #lags = new Map<string, number[]>();
  readonly #stop = new AbortController();

  /** Follows the notices of nodes that run. Heights tell the blocks: there must be one miner. */
  follow(seats: readonly Seat[]): void {
    for (const { name, node } of seats) {
      node.client
        .follow((notice) => this.told(name, notice, Date.now()), this.#stop.signal)
        .catch((error: Error) => {
          if (!this.#stop.signal.aborted) throw error;
        });
    }
  }

  end(): void {
    this.#stop.abort();
  }

  told(name: string, { code, facts }: Pick<NodeNotice, "code" | "facts">, atMs: number): void {
    const height = Number(facts["height"]);
    if (code === "block-found") {
      this.#foundAtMs.set(height, atMs);
      for (const [other, own] of this.#heights) {
        if (other === name) continue;
        const lags = this.#lags.get(other) ?? [];
        lags.push(height - 1 - own);
        this.#lags.set(other, lags);
      }
    }
    if (code !== "tip-changed" && code !== "block-found") return;
    const times = this.#atMs.get(name) ?? new Map<number, number>();
    this.#atMs.set(name, times);
    const before = this.#heights.get(name) ?? height - 1;
    for (let reached = before + 1; reached <= height; reached++) times.set(reached, atMs);
    this.#heights.set(name, Math.max(before, height));
  }

  /** Milliseconds from the find to that node's tip, of every block that was found while it was followed. */
  delaysMs(name: string): readonly number[] {
    const times = this.#atMs.get(name) ?? new Map<number, number>();
    return [...this.#foundAtMs].flatMap(([height, foundMs]) => {
      const atMs = times.get(height);
      return atMs === undefined ? [] : [Math.max(0, atMs - foundMs)];
    });
  }

  /** Whenever a block was found: how many of those before it the node lacked. */
  lags(name: string): readonly number[] {
    return this.#lags.get(name) ?? [];
  }
}
