/** Known addresses and bans, written to the store as they change, and read again at the next start. */
import type { ChainStore } from "@triad/chain";
import { bytesOfKey, hashKey } from "@triad/chain";
import type { Connections } from "@triad/gossip";
import type { Now } from "./seam.ts";

/** What a new node has learned is not lost when it is killed soon. */
const SAVE_FIRST_MS = 60_000;
/**
 * Addresses are hints: losing those of the last minutes costs little, and a full book is half a megabyte. Bitcoin Core
 * writes its own every quarter of an hour.
 */
const SAVE_EVERY_MS = 600_000;
const RECORD = "addresses";
const BANS_RECORD = "bans";
/** A call takes a bounded number of arguments. */
const SLICE_BYTES = 4_096;

export class AddressKeeper {
  readonly #connections: Connections;
  readonly #put: (name: string, bytes: Uint8Array) => void;
  #saved = "";
  #saveAtMs = 0;

  constructor(connections: Connections, put: (name: string, bytes: Uint8Array) => void) {
    this.#connections = connections;
    this.#put = put;
  }

  start(store: ChainStore, now: Now): void {
    const saved = store.record(RECORD);
    if (saved !== undefined) this.#connections.restoreAddresses(textOf(saved), now);
    const bans = store.record(BANS_RECORD);
    if (bans !== undefined) this.#connections.bans.restore(textOf(bans), now.unixMs);
    this.#saveAtMs = now.monotonicMs + SAVE_FIRST_MS;
  }

  /** At once: a ban is an operator's word, not a hint. */
  saveBans(now: Now): void {
    this.#put(BANS_RECORD, bytesOfKey(this.#connections.bans.serialise(now.unixMs)));
  }

  nextWake(): number {
    return this.#saveAtMs;
  }

  wake(now: Now): void {
    if (now.monotonicMs < this.#saveAtMs) return;
    this.#saveAtMs = now.monotonicMs + SAVE_EVERY_MS;
    this.save();
  }

  /** For the next commit; also when the node is told to end. */
  save(): void {
    const text = this.#connections.serialiseAddresses();
    if (text === this.#saved) return;
    this.#saved = text;
    // addresses are ASCII, so a byte a character
    this.#put(RECORD, bytesOfKey(text));
  }
}

function textOf(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += SLICE_BYTES) text += hashKey(bytes.subarray(at, at + SLICE_BYTES));
  return text;
}
