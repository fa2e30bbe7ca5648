/**
 * Which addresses are known, where they come from, and what happened when they were dialled.
 *
 * States of an entry: given (options, seeds: outside the tables), new (told by somebody), tried (a node answered there).
 * Events and rules:
 *   learned  -> new, in a slot that depends on who told it (address-tables.ts). Taken slots are not given up, except by
 *               an address that fails: whoever tells addresses cannot push out good ones
 *   reached  -> tried, in a slot that depends on its group. When all its slots are taken, it stays in new and asks for a
 *               test of who stands in the first of them (`test`): a node that still answers keeps its place, so that
 *               nobody who is able to answer at many addresses pushes out nodes that have served us
 *   tested   the holder answered -> the question is closed; it failed -> it goes back to new, and the other moves in
 *   given    -> outside the tables, whatever it was before; never evicted
 * Invariants:
 * - at most as many entries as slots (ADDRESSES_MAX), besides those given; one entry in a slot;
 * - one entry for each textual address;
 * - near addresses (address-group.ts) are learned from near peers only;
 * - at most ANCHORS_MAX anchors: addresses that the next run dials first;
 * - at most TESTS_MAX open questions, each about a holder in tried and for an entry in new.
 */
import type { HashKey } from "@triad/chain";
import type { NodeRole, PeerAddress } from "@triad/protocol";
import { hostGroup, isKnowable, type NetworkGroup, networkGroup, tableGroup } from "./address-group.ts";
import { parseIpv4 } from "./address-ip.ts";
import { BUCKET_SLOTS, NEW_BUCKETS, newSlots, SECRET_BYTES, TRIED_BUCKETS, triedSlots } from "./address-tables.ts";
import { type AddressKey, addressKey, isLoopback, normaliseAddress } from "./address-text.ts";
import type { NetAddress, Randomness } from "./ports.ts";

/** Every slot of both tables taken. */
export const ADDRESSES_MAX = (NEW_BUCKETS + TRIED_BUCKETS) * BUCKET_SLOTS;
/** Policy: after this many failures in a row an address makes room for another that wants its slot. */
export const FAILURES_UNTIL_EVICTABLE = 3;
/** Policy: as Bitcoin Core; one could be gone, and more would leave too little to chance. */
export const ANCHORS_MAX = 2;
/** Policy: questions wait for a feeler, and there is one in about two minutes; more would only grow old. */
export const TESTS_MAX = 16;
/** Policy: an address that failed more often than this is not recommended to others. */
const FAILURES_UNTIL_NOT_SHARED = 2;

/**
 * "manual": an operator asked for it, it is dialled whatever the number of connections; "seed": of the network's
 * parameters; "learned": from peers or from the last run.
 */
export type AddressOrigin = "manual" | "seed" | "learned";

export type AddressTable = "given" | "new" | "tried";

export interface KnownAddress {
  readonly key: AddressKey;
  readonly address: NetAddress;
  readonly group: NetworkGroup;
  /** What the group counts as in the tables. */
  readonly tableGroup: string;
  /** Who told it, as address-group.ts counts it. */
  readonly sourceGroup: string;
  origin: AddressOrigin;
  table: AddressTable;
  /** Which of its slots it holds, from 0 to PLACES - 1; 0 outside the tables. */
  place: number;
  role: NodeRole;
  /** Since it was last of use. */
  failures: number;
  /** Monotonic; when it may be dialled again. */
  notBeforeMs: number;
  /** Monotonic; when it may be dialled again while there is no connection at all. */
  notBeforeAloneMs: number;
  lastFailure: string;
  /** The IP addresses that its name led to when the last dial failed; none: it led nowhere, or has not failed. */
  lastResolved: readonly string[];
  /** 0: never. */
  lastReadyUnixMs: number;
  /** Who answered there the last time; undefined again when that node has shown up elsewhere. */
  nodeKey: HashKey | undefined;
  isBarred: boolean;
  /** It was heard of on the local network; in this run, as the record doesn't say. */
  isFromLan: boolean;
  /** Of the last run, and not dialled yet. */
  isAnchor: boolean;
}

/** What the last run knew of an address. */
export interface KeptPlace {
  readonly table: AddressTable;
  readonly place: number;
  readonly sourceGroup: string;
  readonly lastReadyUnixMs: number;
}

export class AddressBook {
  readonly #entries = new Map<AddressKey, KnownAddress>();
  /** Those outside the tables. */
  readonly #given = new Set<KnownAddress>();
  /** Entered a table since somebody asked. */
  #entered: KnownAddress[] = [];
  readonly #slots = { new: new Map<number, KnownAddress>(), tried: new Map<number, KnownAddress>() };
  /** Who is to be tested, and for whom. */
  readonly #tests = new Map<KnownAddress, KnownAddress>();
  #secret: Uint8Array;
  #anchors: readonly AddressKey[] = [];

  constructor(random: Randomness) {
    this.#secret = random.bytes(SECRET_BYTES);
  }

  get size(): number {
    return this.#entries.size;
  }

  /** To be kept from run to run: with another one the addresses of the record would have other slots. */
  get secret(): Uint8Array {
    return this.#secret;
  }

  /** Whom the next run dials first. */
  get anchors(): readonly AddressKey[] {
    return this.#anchors;
  }

  /** While there is nobody, those of before stay: a node that loses its network line remembers whom it had. */
  setAnchors(connected: readonly NetAddress[]): void {
    if (connected.length > 0) this.#anchors = connected.slice(0, ANCHORS_MAX).map(addressKey);
  }

  /** Of the record of the last run, after its addresses. */
  restoreAnchors(keys: readonly string[]): void {
    const known = keys.slice(0, ANCHORS_MAX).flatMap((key) => this.#entries.get(key) ?? []);
    for (const entry of known) entry.isAnchor = true;
    this.#anchors = [...new Set(known.map((entry) => entry.key))];
  }

  get(address: NetAddress): KnownAddress | undefined {
    return this.#entries.get(addressKey(address));
  }

  byKey(key: AddressKey): KnownAddress | undefined {
    return this.#entries.get(key);
  }

  entries(): IterableIterator<KnownAddress> {
    return this.#entries.values();
  }

  /** From options or parameters: a few. */
  given(): Iterable<KnownAddress> {
    return this.#given;
  }

  /** Those that entered a table, or moved to another slot, since the last call; some may have been forgotten again. */
  takeEntered(): readonly KnownAddress[] {
    const entered = this.#entered;
    if (entered.length > 0) this.#entered = [];
    return entered;
  }

  /** From options or parameters; undefined when it cannot be dialled. */
  addFixed(address: NetAddress, origin: "manual" | "seed"): KnownAddress | undefined {
    const normal = normaliseAddress(address);
    if (normal === undefined) return undefined;
    const known = this.#entries.get(addressKey(normal));
    if (known === undefined) {
      const entry = makeEntry(normal, origin, "full-node", "");
      this.#entries.set(entry.key, entry);
      this.#given.add(entry);
      return entry;
    }
    this.#leaveSlot(known);
    this.#given.add(known);
    if (origin === "manual" || known.origin === "learned") known.origin = origin;
    return known;
  }

  /** The operator no longer wishes it: an address as any other, as long as there is a slot for it. */
  endWish(address: NetAddress): void {
    const entry = this.get(address);
    if (entry?.origin !== "manual") return;
    entry.origin = "learned";
    this.#given.delete(entry);
    if (!this.#enter(entry, "new")) this.#entries.delete(entry.key);
    else if (entry.lastReadyUnixMs > 0) this.#promote(entry);
  }

  /** From a peer. `source`: the host that told it. Undefined when it is refused. */
  learn(address: NetAddress, role: NodeRole, source: string): KnownAddress | undefined {
    const normal = normaliseAddress(address);
    if (normal === undefined) return undefined;
    const teller = normaliseAddress({ host: source, port: 1 })?.host ?? source;
    if (!isKnowable(networkGroup(normal.host), networkGroup(teller))) return undefined;
    const known = this.#entries.get(addressKey(normal));
    if (known !== undefined) return known;
    const entry = makeEntry(normal, "learned", role, hostGroup(teller));
    return this.#enter(entry, "new") ? entry : undefined;
  }

  /** Of the record of the last run, before anything is learned; otherwise it would not fit what stands in the tables. */
  restoreSecret(secret: Uint8Array): void {
    if (this.#slots.new.size + this.#slots.tried.size === 0) this.#secret = secret;
  }

  /** From the last run. Undefined when it cannot be dialled or has no slot. */
  restore(address: NetAddress, role: NodeRole, kept: KeptPlace): KnownAddress | undefined {
    const normal = normaliseAddress(address);
    if (normal === undefined) return undefined;
    const known = this.#entries.get(addressKey(normal));
    if (known !== undefined) {
      known.lastReadyUnixMs = Math.max(known.lastReadyUnixMs, kept.lastReadyUnixMs);
      return known;
    }
    const entry = makeEntry(normal, "learned", role, kept.sourceGroup);
    entry.lastReadyUnixMs = kept.lastReadyUnixMs;
    entry.place = kept.place;
    const isIn = (kept.table !== "new" && this.#enter(entry, "tried")) || this.#enter(entry, "new");
    return isIn ? entry : undefined;
  }

  /**
   * This node has proven that it is there. At addresses of the same kind where it was before, anybody may be by now
   * (containers that come back swap theirs), so that these are dialled again. A node with two at once is dialled at one
   * of them in vain now and then, at a growing distance. A name is another kind: it leads to an address.
   */
  answeredBy(entry: KnownAddress, nodeKey: HashKey): void {
    if (entry.nodeKey === nodeKey) return;
    entry.nodeKey = nodeKey;
    const version = ipVersion(entry.address.host);
    if (version === undefined) return;
    for (const other of this.#entries.values()) {
      if (other === entry || other.nodeKey !== nodeKey) continue;
      if (ipVersion(other.address.host) === version) other.nodeKey = undefined;
    }
  }

  /** A node has answered and proven its key there. */
  reached(entry: KnownAddress, unixMs: number): void {
    entry.lastReadyUnixMs = unixMs;
    this.#tests.delete(entry);
    if (entry.table === "new") this.#promote(entry);
  }

  /** The dial was vain. */
  notReached(entry: KnownAddress): void {
    const waiting = this.#tests.get(entry);
    if (waiting === undefined) return;
    this.#tests.delete(entry);
    if (waiting.table === "new" && entry.table === "tried") this.#replace(entry, waiting);
  }

  /** Whose place in tried another wants: to be dialled for a test. */
  test(): KnownAddress | undefined {
    for (const [holder, waiting] of this.#tests) {
      if (holder.table === "tried" && waiting.table === "new") return holder;
      this.#tests.delete(holder);
    }
    return undefined;
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

  /** Into the first free slot of the table; if there is none, in the place of one that is no longer worth its slot. */
  #enter(entry: KnownAddress, table: "new" | "tried"): boolean {
    const slots = this.#slotsOf(entry, table);
    const holders = slots.map((slot) => this.#slots[table].get(slot));
    // beginning with the place that it had in the last run
    const places = slots.map((_, index) => (entry.place + index) % slots.length);
    const free = places.find((place) => holders[place] === undefined);
    const place = free ?? places.find((weak) => isEvictable(holders[weak]));
    const slot = place === undefined ? undefined : slots[place];
    if (place === undefined || slot === undefined) return false;
    const holder = holders[place];
    if (holder !== undefined) this.#forget(holder);
    this.#leaveSlot(entry);
    this.#slots[table].set(slot, entry);
    entry.table = table;
    entry.place = place;
    this.#entries.set(entry.key, entry);
    this.#entered.push(entry);
    return true;
  }

  #promote(entry: KnownAddress): void {
    if (this.#enter(entry, "tried") || this.#tests.size >= TESTS_MAX) return;
    const holder = this.#slots.tried.get(this.#slotsOf(entry, "tried")[0] ?? 0);
    if (holder !== undefined && !this.#tests.has(holder)) this.#tests.set(holder, entry);
  }

  #replace(holder: KnownAddress, entry: KnownAddress): void {
    this.#leaveSlot(holder);
    this.#enter(entry, "tried");
    if (!this.#enter(holder, "new")) this.#forget(holder);
  }

  #forget(entry: KnownAddress): void {
    this.#leaveSlot(entry);
    this.#entries.delete(entry.key);
  }

  #leaveSlot(entry: KnownAddress): void {
    const { table, place } = entry;
    if (table !== "given") this.#slots[table].delete(this.#slotsOf(entry, table)[place] ?? 0);
    this.#tests.delete(entry);
    entry.table = "given";
    entry.place = 0;
  }

  #slotsOf(entry: KnownAddress, table: "new" | "tried"): readonly number[] {
    return table === "new" ? newSlots(this.#secret, entry) : triedSlots(this.#secret, entry);
  }
}

function makeEntry(address: NetAddress, origin: AddressOrigin, role: NodeRole, sourceGroup: string): KnownAddress {
  const group = networkGroup(address.host);
  const ownGroup = tableGroup(address, group);
  return {
    key: addressKey(address),
    address,
    group,
    tableGroup: ownGroup,
    // of older records nobody knows who told the address: it counts as if it had told itself
    sourceGroup: sourceGroup === "" ? ownGroup : sourceGroup,
    origin,
    table: "given",
    place: 0,
    role,
    failures: 0,
    notBeforeMs: 0,
    notBeforeAloneMs: 0,
    lastFailure: "",
    lastResolved: [],
    isFromLan: false,
    lastReadyUnixMs: 0,
    nodeKey: undefined,
    isBarred: false,
    isAnchor: false,
  };
}

/** Undefined: a name. `host` in normal form. */
function ipVersion(host: string): 4 | 6 | undefined {
  if (host.includes(":")) return 6;
  return parseIpv4(host) === undefined ? undefined : 4;
}

function isEvictable(entry: KnownAddress | undefined): boolean {
  if (entry === undefined) return false;
  return entry.isBarred || entry.failures >= FAILURES_UNTIL_EVICTABLE;
}
