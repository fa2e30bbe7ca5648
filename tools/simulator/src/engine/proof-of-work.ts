/**
 * Mining without the heat: how long a search takes is drawn (it has no memory, so it is exponential), then a real nonce
 * is looked for, on a network so easy that it is found in some dozen hashes. The difficulty adjusts as everywhere.
 */
import { searchNonces, withNonce } from "@triad/mining";
import type { JobId } from "@triad/roles";
import type { SeededRandom } from "./seeded-random.ts";

export interface MinerPorts {
  readonly random: SeededRandom;
  readonly later: (ms: number, run: () => void) => void;
  readonly found: (job: JobId, header: Uint8Array, hashes: number) => void;
}

interface Search {
  readonly job: JobId;
  readonly header: Uint8Array;
  readonly target: Uint8Array;
}

const NONCES = 2 ** 32;

export class NonceSearcher {
  readonly #ports: MinerPorts;
  #hashesPerMs = 0;
  #search: Search | undefined;
  /** Tells a time that was drawn for an earlier search, or an earlier hash rate, from the present one's. */
  #drawn = 0;

  constructor(ports: MinerPorts) {
    this.#ports = ports;
  }

  setHashRate(hashesPerMs: number): void {
    this.#hashesPerMs = hashesPerMs;
    if (this.#search !== undefined) this.start(this.#search);
  }

  start(search: Search): void {
    this.#search = search;
    this.#drawn += 1;
    const drawn = this.#drawn;
    if (this.#hashesPerMs === 0) return;
    const expectedHashes = 2 ** 256 / (numberOf(search.target) + 1);
    const ms = this.#ports.random.exponential(expectedHashes / this.#hashesPerMs);
    this.#ports.later(ms, () => {
      if (drawn === this.#drawn) this.#find(search, Math.round(ms * this.#hashesPerMs));
    });
  }

  cancel(job: JobId): void {
    if (this.#search?.job === job) this.stop();
  }

  stop(): void {
    this.#search = undefined;
    this.#drawn += 1;
  }

  #find({ job, header, target }: Search, hashes: number): void {
    this.stop();
    const from = this.#ports.random.integer(NONCES / 2);
    const nonce = searchNonces({ header, target, from, count: NONCES / 2 });
    if (nonce !== undefined) this.#ports.found(job, withNonce(header, nonce), hashes);
  }
}

/** Near enough to draw a time from; 32 bytes, big-endian. */
function numberOf(target: Uint8Array): number {
  return target.reduce((sum, byte) => sum * 256 + byte, 0);
}
