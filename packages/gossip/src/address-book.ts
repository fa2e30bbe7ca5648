/**
 * Which addresses are known, where they come from, and what happened when they were dialled.
 *
 * States of an entry: due at a time; barred (it leads back to ourselves).
 * Events: learned (options, seeds, replies, Hello), failed, proven, ended; restored from a text.
 * Invariants:
 * - at most ADDRESSES_MAX entries, at most ADDRESSES_PER_SOURCE_MAX of one source, so that no single peer fills the
 *   book; addresses that the operator or the network's parameters give are not counted against a source and are never
 *   evicted;
 * - a full book takes a new address only in the place of one that failed often and was never reached;
 * - one entry for each textual address.
 * Buckets by network group, feelers and anchors are no part of this book.
 */
import type { HashKey } from "@triad/chain";
import type { NodeRole, PeerAddress } from "@triad/protocol";
import { type AddressKey, addressKey, isLoopback, normaliseAddress } from "./address-text.ts";
import type { NetAddress, Randomness } from "./ports.ts";

/** Policy: many times the outbound connections, and about a megabyte. */
export const ADDRESSES_MAX = 4096;
/** Policy: an eighth of the book, twice the size of an honest reply. */
export const ADDRESSES_PER_SOURCE_MAX = 512;
/** Policy: after this many failures an address that was never reached makes room for another. */
export const FAILURES_UNTIL_EVICTABLE = 5;
/** Policy: an address that failed more often than this is not recommended to others. */
const FAILURES_UNTIL_NOT_SHARED = 2;

/**
 * "manual": an operator asked for it, it is dialled whatever the number of connections; "seed": of the network's
 * parameters; "learned": from peers or from the last run.
 */
export type AddressOrigin = "manual" | "seed" | "learned";

export interface KnownAddress {
  readonly key: AddressKey;
  readonly address: NetAddress;
  /** Whom it is counted against; empty for manual and restored addresses and seeds. */
  readonly source: string;
  origin: AddressOrigin;
  role: NodeRole;
  /** Since it was last of use. */
  failures: number;
  /** Monotonic; when it may be dialled again. */
  notBeforeMs: number;
  /** Monotonic; when it may be dialled again while there is no connection at all. */
  notBeforeAloneMs: number;
  lastFailure: string;
  /** 0: never. */
  lastReadyUnixMs: number;
  /** Who answered there the last time. */
  nodeKey: HashKey | undefined;
  isBarred: boolean;
}

export class AddressBook {
  readonly #entries = new Map<AddressKey, KnownAddress>();
  /** Entries counted against each source; a source without entries is dropped, so it is no larger than the book. */
  readonly #countBySource = new Map<string, number>();

  get size(): number {
    return this.#entries.size;
  }

  get(address: NetAddress): KnownAddress | undefined {
    return this.#entries.get(addressKey(address));
  }

  entries(): IterableIterator<KnownAddress> {
    return this.#entries.values();
  }

  /** From options or parameters; undefined when it cannot be dialled. */
  addFixed(address: NetAddress, origin: "manual" | "seed"): KnownAddress | undefined {
    const normal = normaliseAddress(address);
    if (normal === undefined) return undefined;
    const known = this.#entries.get(addressKey(normal));
    if (known === undefined) return this.#insert(normal, origin, "full-node", "");
    if (origin === "manual" || known.origin === "learned") known.origin = origin;
    return known;
  }

  /** From a peer. `source`: the host that told it. Undefined when it is refused. */
  learn(address: NetAddress, role: NodeRole, source: string): KnownAddress | undefined {
    const normal = normaliseAddress(address);
    if (normal === undefined) return undefined;
    // A distant peer's loopback is not ours.
    if (isLoopback(normal.host) && !isLoopback(source)) return undefined;
    const known = this.#entries.get(addressKey(normal));
    if (known !== undefined) return known;
    if ((this.#countBySource.get(source) ?? 0) >= ADDRESSES_PER_SOURCE_MAX) return undefined;
    if (this.#entries.size >= ADDRESSES_MAX && !this.#evict()) return undefined;
    return this.#insert(normal, "learned", role, source);
  }

  /** From the last run; whoever told it then is not counted again. Undefined when it cannot be dialled. */
  restore(address: NetAddress, role: NodeRole): KnownAddress | undefined {
    const normal = normaliseAddress(address);
    if (normal === undefined) return undefined;
    return this.#entries.get(addressKey(normal)) ?? this.#insert(normal, "learned", role, "");
  }

  /** For another node: a random choice of what seems to work; loopback addresses only for a neighbour on this machine. */
  sample(limit: number, random: Randomness, forLoopback: boolean): PeerAddress[] {
    const shareable: KnownAddress[] = [];
    for (const entry of this.#entries.values()) {
      if (entry.isBarred || entry.failures > FAILURES_UNTIL_NOT_SHARED) continue;
      if (isLoopback(entry.address.host) && !forLoopback) continue;
      shareable.push(entry);
    }
    const sampled: PeerAddress[] = [];
    for (let taken = 0; taken < limit && taken < shareable.length; taken++) {
      // Fisher and Yates, stopped when enough are drawn.
      const drawn = taken + random.integer(shareable.length - taken);
      const entry = shareable[drawn];
      const replaced = shareable[taken];
      if (entry === undefined || replaced === undefined) break;
      shareable[drawn] = replaced;
      sampled.push({ ...entry.address, role: entry.role });
    }
    return sampled;
  }

  #insert(address: NetAddress, origin: AddressOrigin, role: NodeRole, source: string): KnownAddress {
    const entry: KnownAddress = {
      key: addressKey(address),
      address,
      source,
      origin,
      role,
      failures: 0,
      notBeforeMs: 0,
      notBeforeAloneMs: 0,
      lastFailure: "",
      lastReadyUnixMs: 0,
      nodeKey: undefined,
      isBarred: false,
    };
    this.#entries.set(entry.key, entry);
    if (source !== "") this.#countBySource.set(source, (this.#countBySource.get(source) ?? 0) + 1);
    return entry;
  }

  #evict(): boolean {
    for (const entry of this.#entries.values()) {
      if (entry.origin !== "learned" || entry.lastReadyUnixMs !== 0) continue;
      if (entry.failures < FAILURES_UNTIL_EVICTABLE) continue;
      this.#entries.delete(entry.key);
      if (entry.source === "") return true;
      const left = (this.#countBySource.get(entry.source) ?? 1) - 1;
      if (left === 0) this.#countBySource.delete(entry.source);
      else this.#countBySource.set(entry.source, left);
      return true;
    }
    return false;
  }
}
