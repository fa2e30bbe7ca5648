/**
 * The pool and the operator's wishes over a restart, as records of the store: `pool/NUMBER` for each transaction, in
 * the order of arrival, and `wishes`.
 *
 * What changed is written every SAVE_EVERY_MS, so that a transaction that comes and is confirmed in between never
 * reaches the disk; a crash costs the last moments, and peers have those. At a start everything is offered to the pool
 * as if it had just come, some in each turn: the chain may have moved, and nothing that a disk says is believed.
 */
import { bytesOfKey, type ChainStore, hashKey } from "@triad/chain";
import { bytesToHex, hexToBytes } from "@triad/crypto";
import type { Mempool, PoolEntry, Wish, WishChoice } from "@triad/mempool";
import { DecodeError, readTransaction, type Transaction } from "@triad/protocol";
import type { PoolOutcome } from "./pool-desk.ts";
import type { Now } from "./seam.ts";

const SAVE_EVERY_MS = 10_000;
/** Written at one time, while the node runs: a flood must not hold up the commit of a block. At the end all is written. */
const SAVED_AT_ONCE_MAX = 5_000;
/** Offered in one turn: some 5 ms of work. The signatures of each turn are one job. */
const OFFERED_A_TURN = 100;
const PREFIX = "pool/";
const NUMBER_DIGITS = 12;
const WISHES_RECORD = "wishes";
/** Time of arrival in Unix seconds, before the encoded transaction. */
const TIME_BYTES = 4;
const WISH_LINE = /^([0-9a-f]{64}) (include|exclude|none) (-?\d{1,15})$/;

export interface PoolKeeperPorts {
  readonly pool: Mempool;
  readonly putRecord: (name: string, bytes: Uint8Array | null) => void;
  readonly offer: (tx: Transaction, now: Now, then: (outcome: PoolOutcome) => void) => void;
}

interface Kept {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export class PoolKeeper {
  readonly #ports: PoolKeeperPorts;
  /** Of each wtxid that is in the store: its record. */
  readonly #names = new Map<string, string>();
  #toOffer: Kept[] = [];
  #lastNumber = 0;
  #savedRevision = 0;
  #savedWishes = "";
  /** Undefined: there is nothing to write. */
  #saveAtMs: number | undefined;

  constructor(ports: PoolKeeperPorts) {
    this.#ports = ports;
  }

  start(store: ChainStore): void {
    this.#restoreWishes(store.record(WISHES_RECORD));
    const kept = [...store.records(PREFIX)].map(([name, bytes]) => ({ name, bytes }));
    // parents have lower numbers than what builds on them; offered from the end of the list
    this.#toOffer = kept.sort((a, b) => (a.name < b.name ? 1 : -1));
    this.#lastNumber = Number(this.#toOffer[0]?.name.slice(PREFIX.length) ?? 0);
  }

  get isRestoring(): boolean {
    return this.#toOffer.length > 0;
  }

  /** Some of what was kept goes back into the pool. */
  restoreSome(now: Now): void {
    for (let offered = 0; offered < OFFERED_A_TURN; offered++) {
      const kept = this.#toOffer.pop();
      if (kept === undefined) return;
      this.#restore(kept, now);
    }
  }

  /** Of a change, so long after it: a pool in which nothing happens wakes nobody. */
  nextWake(now: Now): number | undefined {
    if (this.isRestoring || this.#ports.pool.revision === this.#savedRevision) return undefined;
    this.#saveAtMs ??= now.monotonicMs + SAVE_EVERY_MS;
    return this.#saveAtMs;
  }

  wake(now: Now): void {
    if (this.#saveAtMs === undefined || now.monotonicMs < this.#saveAtMs) return;
    this.#saveAtMs = undefined;
    this.save(now, SAVED_AT_ONCE_MAX);
  }

  /** For the next commit. `countMax`: transactions that are written; what left the pool goes in any case. */
  save(now: Now, countMax = Number.POSITIVE_INFINITY): void {
    this.saveWishes();
    const { pool } = this.#ports;
    // before all are offered, what is missing in the pool may still come
    if (this.isRestoring || pool.revision === this.#savedRevision) return;
    for (const [wtxid, name] of this.#names) {
      if (!pool.has(wtxid)) this.#forget(wtxid, name);
    }
    let written = 0;
    for (const entry of pool.entries()) {
      if (this.#names.has(entry.wtxid)) continue;
      if (written >= countMax) return;
      this.#write(entry, now);
      written += 1;
    }
    this.#savedRevision = pool.revision;
  }

  /** For the next commit, if they changed. */
  saveWishes(): void {
    const lines: string[] = [];
    for (const [txid, { choice, feeDelta }] of this.#ports.pool.wishes()) {
      lines.push(`${bytesToHex(bytesOfKey(txid))} ${choice} ${feeDelta}`);
    }
    const text = lines.join("\n");
    if (text === this.#savedWishes) return;
    this.#savedWishes = text;
    this.#ports.putRecord(WISHES_RECORD, text === "" ? null : bytesOfKey(text));
  }

  #write(entry: PoolEntry, now: Now): void {
    this.#lastNumber += 1;
    const name = `${PREFIX}${String(this.#lastNumber).padStart(NUMBER_DIGITS, "0")}`;
    this.#names.set(entry.wtxid, name);
    const addedUnixMs = now.unixMs - (now.monotonicMs - entry.addedMs);
    const record = new Uint8Array(TIME_BYTES + entry.bytes);
    new DataView(record.buffer).setUint32(0, Math.max(0, Math.floor(addedUnixMs / 1000)), true);
    record.set(entry.tx.bytes, TIME_BYTES);
    this.#ports.putRecord(name, record);
  }

  #forget(wtxid: string, name: string): void {
    this.#names.delete(wtxid);
    this.#ports.putRecord(name, null);
  }

  /** What the pool takes keeps the time when it came first; what it refuses is forgotten. */
  #restore({ name, bytes }: Kept, now: Now): void {
    const { pool, putRecord, offer } = this.#ports;
    const tx = bytes.length > TIME_BYTES ? readTransaction(bytes.slice(TIME_BYTES)) : undefined;
    if (tx === undefined || tx instanceof DecodeError) {
      putRecord(name, null);
      return;
    }
    const addedSeconds = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
    const wtxid = hashKey(tx.wtxid);
    this.#names.set(wtxid, name);
    offer(tx, now, ({ kind }) => {
      if (kind === "added") pool.cameAt(wtxid, now.monotonicMs - Math.max(0, now.unixMs - addedSeconds * 1000));
      else if (!pool.has(wtxid)) this.#forget(wtxid, name);
    });
  }

  /** What can't be read is no wish. */
  #restoreWishes(bytes: Uint8Array | undefined): void {
    if (bytes === undefined) return;
    this.#savedWishes = textOf(bytes);
    for (const line of this.#savedWishes.split("\n")) {
      const [, txid, choice, feeDelta] = WISH_LINE.exec(line) ?? [];
      if (txid === undefined) continue;
      const wish: Wish = { choice: choice as WishChoice, feeDelta: Number(feeDelta) };
      this.#ports.pool.restoreWish(hashKey(hexToBytes(txid)), wish);
    }
  }
}

function textOf(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
