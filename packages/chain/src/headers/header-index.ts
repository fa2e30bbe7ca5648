/**
 * All headers that were accepted, as a tree: found by hash, compared by work. Entries are never removed; what changes
 * is whether a body is here and whether a rule was broken. What changed since the last commit is handed out by
 * `takeChanges`, so that the store and the index agree after a crash.
 */

import { equalBytes } from "@triad/crypto";
import { type Header, readHeader } from "@triad/protocol";
import { assert } from "../assert.ts";
import { type HashKey, hashKey } from "../keys.ts";
import type { Network } from "../params/network.ts";
import { HeaderStatus, type StoredHeader } from "../store/chain-store.ts";
import type { HeaderEntry } from "./header-entry.ts";
import { targetOfBits, workOfTarget } from "./target.ts";

class Entry implements HeaderEntry {
  readonly hash: Uint8Array;
  readonly headerBytes: Uint8Array;
  readonly header: Header;
  readonly height: number;
  readonly chainWork: bigint;
  readonly parent: Entry | undefined;
  readonly sequence: number;
  /** An ancestor further down, so that any ancestor is reached in O(log height) steps (as Bitcoin Core's pskip). */
  readonly skip: Entry | undefined;
  readonly first: Entry | undefined;
  readonly children: Entry[] = [];
  hasBody = false;
  hasChainOfBodies = false;
  isInvalid = false;

  constructor(headerBytes: Uint8Array, header: Header, hash: Uint8Array, parent: Entry | undefined, sequence: number) {
    this.headerBytes = headerBytes;
    this.header = header;
    this.hash = hash;
    this.parent = parent;
    this.sequence = sequence;
    this.height = parent === undefined ? 0 : parent.height + 1;
    this.chainWork = (parent?.chainWork ?? 0n) + workOfBits(header.bits);
    this.first = this.height === 1 ? this : parent?.first;
    this.skip = parent === undefined ? undefined : walkBack(parent, skipHeight(this.height));
  }
}

export class HeaderIndex {
  readonly genesis: HeaderEntry;
  readonly #byHash = new Map<HashKey, Entry>();
  readonly #changed = new Set<Entry>();
  #best: Entry;

  constructor(network: Network, stored: Iterable<StoredHeader>) {
    const { genesis } = network;
    const root = new Entry(genesis.headerBytes, genesis.header, genesis.hash, undefined, 0);
    this.genesis = root;
    this.#best = root;
    this.#byHash.set(hashKey(root.hash), root);
    let isEmpty = true;
    for (const record of stored) {
      isEmpty = false;
      this.#load(record, root);
    }
    if (isEmpty) this.#changed.add(root);
  }

  get size(): number {
    return this.#byHash.size;
  }

  /** Most work among those that aren't known to be invalid; the first to arrive among equals. */
  get best(): HeaderEntry {
    return this.#best;
  }

  get(hash: Uint8Array): HeaderEntry | undefined {
    return this.#byHash.get(hashKey(hash));
  }

  /** The header has passed every check; `parent` comes from this index. */
  add(headerBytes: Uint8Array, header: Header, hash: Uint8Array, parent: HeaderEntry): HeaderEntry {
    const entry = this.#insert(headerBytes, header, hash, parent as Entry, false);
    this.#changed.add(entry);
    return entry;
  }

  markBody(entry: HeaderEntry): readonly HeaderEntry[] {
    const mutable = entry as Entry;
    mutable.hasBody = true;
    this.#changed.add(mutable);
    return this.#extendChainOfBodies(mutable);
  }

  /**
   * The bodies of all branches that leave the chain of `entry` at its parent are gone, whatever their height. Returns
   * those that were here.
   */
  dropBodiesBeside(entry: HeaderEntry): readonly HeaderEntry[] {
    const dropped: Entry[] = [];
    const queue = ((entry as Entry).parent?.children ?? []).filter((sibling) => sibling !== entry);
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (next.hasBody) {
        next.hasBody = false;
        dropped.push(next);
        this.#changed.add(next);
      }
      next.hasChainOfBodies = false;
      queue.push(...next.children);
    }
    return dropped;
  }

  /** Returns the block and its descendants, as far as they weren't known to be invalid. */
  markInvalid(entry: HeaderEntry): readonly HeaderEntry[] {
    const condemned: Entry[] = [];
    const queue = [entry as Entry];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (next.isInvalid) continue;
      next.isInvalid = true;
      this.#changed.add(next);
      condemned.push(next);
      queue.push(...next.children);
    }
    if (this.#best.isInvalid) this.#chooseBestAgain();
    return condemned;
  }

  /** Whether the body and those of all ancestors are here. */
  hasChainOfBodies(entry: HeaderEntry): boolean {
    return (entry as Entry).hasChainOfBodies;
  }

  headerBytes(entry: HeaderEntry): Uint8Array {
    return (entry as Entry).headerBytes;
  }

  all(): Iterable<HeaderEntry> {
    return this.#byHash.values();
  }

  takeChanges(): StoredHeader[] {
    const changes = [...this.#changed].sort((a, b) => a.sequence - b.sequence).map(storedForm);
    this.#changed.clear();
    return changes;
  }

  get hasChanges(): boolean {
    return this.#changed.size > 0;
  }

  #load(record: StoredHeader, root: Entry): void {
    const header = readHeader(record.header);
    assert("prev" in header, "the store returns the 80 bytes that it was given");
    const parent = record.sequence === 0 ? undefined : this.#byHash.get(hashKey(header.prev));
    assert(parent !== undefined || record.sequence === 0, "parents are stored before their children");
    assert(
      parent !== undefined || equalBytes(record.hash, root.hash),
      "a store is opened for the network that made it",
    );
    const isInvalid = (record.status & HeaderStatus.invalid) !== 0;
    const entry = parent === undefined ? root : this.#insert(record.header, header, record.hash, parent, isInvalid);
    entry.hasBody = (record.status & HeaderStatus.hasBody) !== 0;
    entry.hasChainOfBodies = entry.hasBody && (entry.parent?.hasChainOfBodies ?? true);
  }

  #insert(headerBytes: Uint8Array, header: Header, hash: Uint8Array, parent: Entry, isInvalid: boolean): Entry {
    const entry = new Entry(headerBytes, header, hash, parent, this.#byHash.size);
    entry.isInvalid = isInvalid;
    parent.children.push(entry);
    this.#byHash.set(hashKey(hash), entry);
    if (!isInvalid && entry.chainWork > this.#best.chainWork) this.#best = entry;
    return entry;
  }

  #extendChainOfBodies(from: Entry): Entry[] {
    const extended: Entry[] = [];
    const queue = [from];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (!next.hasBody || next.hasChainOfBodies || !(next.parent?.hasChainOfBodies ?? true)) continue;
      next.hasChainOfBodies = true;
      extended.push(next);
      queue.push(...next.children);
    }
    return extended;
  }

  /** Rare: only when the best header's chain turns out to be invalid, which costs its maker the work of a block. */
  #chooseBestAgain(): void {
    let best = this.genesis as Entry;
    for (const entry of this.#byHash.values()) {
      if (!entry.isInvalid && entry.chainWork > best.chainWork) best = entry;
    }
    this.#best = best;
  }
}

/** `height` is at most the entry's own. */
export function ancestorAt(entry: HeaderEntry, height: number): HeaderEntry {
  assert(height >= 0 && height <= entry.height, "callers ask for heights on the entry's own chain");
  return walkBack(entry as Entry, height);
}

export function isAncestor(ancestor: HeaderEntry, of: HeaderEntry): boolean {
  return ancestor.height <= of.height && ancestorAt(of, ancestor.height) === ancestor;
}

/** The last block that both chains share; genesis at the latest. */
export function forkOf(a: HeaderEntry, b: HeaderEntry): HeaderEntry {
  let left = ancestorAt(a, Math.min(a.height, b.height)) as Entry;
  let right = ancestorAt(b, left.height) as Entry;
  while (left !== right) {
    // while the skips differ, the fork is below them
    const canSkip = left.skip !== undefined && right.skip !== undefined && left.skip !== right.skip;
    const nextLeft = canSkip ? left.skip : left.parent;
    const nextRight = canSkip ? right.skip : right.parent;
    assert(nextLeft !== undefined && nextRight !== undefined, "all chains share their genesis");
    left = nextLeft;
    right = nextRight;
  }
  return left;
}

/** Time of block 1 of the entry's chain, the anchor of the difficulty rule; undefined for genesis. */
export function firstBlockTime(entry: HeaderEntry): number | undefined {
  return (entry as Entry).first?.header.time;
}

function walkBack(from: Entry, height: number): Entry {
  let at = from;
  while (at.height > height) {
    const { skip, parent } = at;
    const next = skip !== undefined && skip.height >= height ? skip : parent;
    assert(next !== undefined, "only genesis has no parent, and its height is 0");
    at = next;
  }
  return at;
}

/** Heights whose low bits are cleared make a skip list without storage of its own; parents' skips interlock. */
function skipHeight(height: number): number {
  const clearLowestBit = (n: number): number => n & (n - 1);
  if (height < 2) return 0;
  return height & 1 ? clearLowestBit(clearLowestBit(height - 1)) + 1 : clearLowestBit(height);
}

function workOfBits(bits: number): bigint {
  const target = targetOfBits(bits);
  assert(target !== undefined, "a header's bits were compared with the required ones, which are a target");
  return workOfTarget(target);
}

function storedForm(entry: Entry): StoredHeader {
  const status = (entry.hasBody ? HeaderStatus.hasBody : 0) | (entry.isInvalid ? HeaderStatus.invalid : 0);
  return { sequence: entry.sequence, header: entry.headerBytes, hash: entry.hash, status };
}
