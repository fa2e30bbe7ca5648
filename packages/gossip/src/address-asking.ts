/**
 * When a connected peer is asked for addresses again.
 *
 * States: nobody to ask (outbound connections are complete, or none is ready), waiting for a time.
 * Events and rules:
 *   update, before the time -> nothing
 *   update, at the time     -> the one that was asked longest ago is asked, and another time is drawn
 * - One question at a time, and none to a peer that was asked less than ASK_AGAIN_MS_MIN ago: it would keep silent.
 * - The time is kept while nobody is to be asked: connections that come and go do not make the questions more frequent.
 * Why: each peer is asked when it becomes ready (address-exchange.ts). A newcomer whose first neighbours knew nobody
 * then, or told only addresses that lead nowhere, would never hear of anybody else.
 */
import { ANSWER_INTERVAL_MS } from "./address-exchange.ts";
import type { Connection } from "./peer-view.ts";
import type { Now, Randomness } from "./ports.ts";

/** Policy: a quarter more than what a peer answers at, as the last question may have travelled slowly. */
export const ASK_AGAIN_MS_MIN = ANSWER_INTERVAL_MS * 1.25;
/** Policy: between two questions, drawn between the two, so that nodes that started together do not ask in step. */
export const ASK_AGAIN_MS_MAX = 2 * ASK_AGAIN_MS_MIN;

export class AddressAsking {
  readonly #random: Randomness;
  #dueMs: number | undefined;
  #wakeMs: number | undefined;

  constructor(random: Randomness) {
    this.#random = random;
  }

  /** Monotonic; undefined while nobody is to be asked. */
  nextWake(): number | undefined {
    return this.#wakeMs;
  }

  /** Whom to ask now. `askable`: ready connections that we dialled; none while no address is wanted. */
  update(now: Now, askable: readonly Connection[]): Connection | undefined {
    this.#wakeMs = undefined;
    if (askable.length === 0) return undefined;
    const isDue = this.#dueMs !== undefined && now.monotonicMs >= this.#dueMs;
    if (isDue || this.#dueMs === undefined) {
      const moreMs = this.#random.integer(ASK_AGAIN_MS_MAX - ASK_AGAIN_MS_MIN + 1);
      this.#dueMs = now.monotonicMs + ASK_AGAIN_MS_MIN + moreMs;
    }
    this.#wakeMs = this.#dueMs;
    if (!isDue) return undefined;
    const longestAgo = [...askable].sort((a, b) => askedMs(a) - askedMs(b))[0];
    if (longestAgo === undefined || now.monotonicMs - askedMs(longestAgo) < ASK_AGAIN_MS_MIN) return undefined;
    return longestAgo;
  }
}

function askedMs({ exchange }: Connection): number {
  return exchange.lastAskedMs ?? Number.NEGATIVE_INFINITY;
}
