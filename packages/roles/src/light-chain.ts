/** The chain of a light node: headers and hashes on disk, checked for work, difficulty and time. No body, no coin. */
import { type ChainStore, type CommitBatch, EMPTY_BATCH, type Network, type Reject } from "@triad/chain";
import { acceptHeader, type HeaderEntry, HeaderIndex } from "@triad/chain/headers";

type Records = ReadonlyMap<string, Uint8Array | null>;

export class LightChain {
  readonly headers: HeaderIndex;
  readonly #network: Network;
  readonly #store: ChainStore;
  #records = new Map<string, Uint8Array | null>();
  /** In the commit that is under way: the store may or may not show them yet. */
  #inFlight: Records = new Map();

  constructor(network: Network, store: ChainStore) {
    this.#network = network;
    this.#store = store;
    this.headers = new HeaderIndex(network, store.headers());
  }

  /** Most work; the first to arrive among equals. */
  get tip(): HeaderEntry {
    return this.headers.best;
  }

  acceptHeader(header: Uint8Array, nowSeconds: number): HeaderEntry | Reject {
    return acceptHeader(this.headers, this.#network, header, nowSeconds);
  }

  /** Null: removed. */
  putRecord(name: string, bytes: Uint8Array | null): void {
    this.#records.set(name, bytes);
  }

  /** As it was put last. */
  record(name: string): Uint8Array | undefined {
    const newest = [this.#records, this.#inFlight].find((records) => records.has(name));
    return newest === undefined ? this.#store.record(name) : (newest.get(name) ?? undefined);
  }

  /** There is little to commit: a light node writes all of it at once. */
  readonly needsFlush = false;

  takeCommit(): CommitBatch | undefined {
    if (!this.headers.hasChanges && this.#records.size === 0) return undefined;
    const records = this.#records;
    this.#inFlight = records;
    this.#records = new Map();
    return { ...EMPTY_BATCH, headers: this.headers.takeChanges(), records };
  }

  committed(): void {
    this.#inFlight = new Map();
  }
}
