/** The way from one block to another: disconnect down to where their chains part, then connect upward. */
import type { HeaderEntry } from "../headers/header-entry.ts";
import { ancestorAt, forkOf } from "../headers/header-index.ts";

export interface PlanStep {
  readonly step: "connect" | "disconnect";
  readonly entry: HeaderEntry;
}

export class ChainPlan {
  readonly #from: HeaderEntry;
  readonly #to: HeaderEntry;
  /** The last block that both chains share. */
  readonly fork: HeaderEntry;

  constructor(from: HeaderEntry, to: HeaderEntry) {
    this.#from = from;
    this.#to = to;
    this.fork = forkOf(from, to);
  }

  get length(): number {
    return this.#from.height - this.fork.height + (this.#to.height - this.fork.height);
  }

  /** Computed when asked for: during the first synchronisation the way is as long as the chain. */
  stepAt(index: number): PlanStep {
    const disconnects = this.#from.height - this.fork.height;
    if (index < disconnects) return { step: "disconnect", entry: ancestorAt(this.#from, this.#from.height - index) };
    return { step: "connect", entry: ancestorAt(this.#to, this.fork.height + 1 + index - disconnects) };
  }
}
