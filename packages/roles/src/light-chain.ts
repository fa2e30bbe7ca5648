/** The chain of a light node: headers and hashes on disk, checked for work, difficulty and time. No body, no coin. */
import { type ChainStore, type CommitBatch, EMPTY_BATCH, type Network, type Reject } from "@triad/chain";
import { acceptHeader, type HeaderEntry, HeaderIndex } from "@triad/chain/headers";

export class LightChain {
  readonly headers: HeaderIndex;
  readonly #network: Network;
  readonly #records = new Map<string, Uint8Array | null>();

  constructor(network: Network, store: ChainStore) {
    this.#network = network;
    this.headers = new HeaderIndex(network, store.headers());
  }

  /** Most work; the first to arrive among equals. */
  get tip(): HeaderEntry {
    return this.headers.best;
  }

  acceptHeader(header: Uint8Array, nowSeconds: number): HeaderEntry | Reject {
    return acceptHeader(this.headers, this.#network, header, nowSeconds);
  }

  putRecord(name: string, bytes: Uint8Array): void {
    this.#records.set(name, bytes);
  }

  /** There is little to commit: a light node writes all of it at once. */
  readonly needsFlush = false;

  takeCommit(): CommitBatch | undefined {
    if (!this.headers.hasChanges && this.#records.size === 0) return undefined;
    const records = new Map(this.#records);
    this.#records.clear();
    return { ...EMPTY_BATCH, headers: this.headers.takeChanges(), records };
  }

  /** Headers and records are in memory anyway: nothing waits for the store. */
  committed(): void {}
}
