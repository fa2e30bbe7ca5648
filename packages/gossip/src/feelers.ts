/**
 * Short connections that only find out whether somebody answers at an address.
 *
 * States: off (outbound connections are missing: every dial finds something out by itself), waiting for a time, one
 * feeler under way.
 * Events and rules:
 *   due      -> dials the holder of a tried place that another wants (address-book.ts), otherwise a new address, one
 *               where nobody has answered yet if there is one. While block sources are missing (outbound-needs.ts),
 *               first of all any address of a full node or miner
 *   opened   -> as any connection, up to the proof of the node key; then it is ended with the code `feeler`, or takes
 *               the place of a light node
 *   failed, ended -> waiting again
 * Invariants: at most one under way; it does not count as an outbound connection.
 * Why: an attacker fills `new` with addresses that lead nowhere, and a node that only dials when it loses a connection
 * would learn that at the worst moment. With feelers the tried table grows while all is well (Heilman et al., 2015,
 * countermeasure 4).
 */
import type { AddressBook, KnownAddress } from "./address-book.ts";
import { drawByChance } from "./dialling-choice.ts";
import { isBlockSource } from "./outbound-needs.ts";
import type { Randomness } from "./ports.ts";

/** Policy: two minutes in the middle, as in Bitcoin Core: a whole table in days, and no burden on those who answer. */
export const FEELER_MS_MIN = 60_000;
export const FEELER_MS_MAX = 180_000;

export class Feelers {
  readonly #book: AddressBook;
  readonly #random: Randomness;
  #dueMs: number | undefined;

  constructor(book: AddressBook, random: Randomness) {
    this.#book = book;
    this.#random = random;
  }

  /** Monotonic; to be asked while no outbound connection is missing. */
  nextWakeMs(nowMs: number): number {
    this.#dueMs ??= this.#nextMs(nowMs);
    return this.#dueMs;
  }

  /** Whom to feel now; undefined when it is not time, or there is nobody. */
  choose(
    nowMs: number,
    isConnected: (entry: KnownAddress) => boolean,
    isDue: (entry: KnownAddress) => boolean,
    lacksBlockSources: boolean,
  ): KnownAddress | undefined {
    if (nowMs < this.nextWakeMs(nowMs)) return undefined;
    this.#dueMs = this.#nextMs(nowMs);
    const entries = [...this.#book.entries()];
    const sources = lacksBlockSources ? entries.filter((entry) => isBlockSource(entry.role) && isDue(entry)) : [];
    if (sources.length > 0) return drawByChance(sources, this.#random);
    const holder = this.#book.test();
    if (holder !== undefined && !isConnected(holder)) return holder;
    // who is connected has passed the test
    if (holder !== undefined) this.#book.reached(holder, holder.lastReadyUnixMs);
    const told = entries.filter((entry) => entry.table === "new" && isDue(entry));
    const unknown = told.filter((entry) => entry.lastReadyUnixMs === 0);
    return drawByChance(unknown.length > 0 ? unknown : told, this.#random);
  }

  #nextMs(nowMs: number): number {
    return nowMs + FEELER_MS_MIN + this.#random.integer(FEELER_MS_MAX - FEELER_MS_MIN + 1);
  }
}
