/**
 * The memory that the main thread shares with one signature worker: a ring of slots, each with room for one chunk.
 * The worker reads the items in place, and no message carries any.
 *
 * A slot is free, given (filled by the main thread) or taken (being checked). The main thread writes into free slots
 * only; the worker reads taken ones only. Free → given → taken → free, or given → free when the main thread takes
 * the chunk back: an atomic exchange decides who was first. Slots are given, taken and freed in the order of the ring,
 * taken back in the opposite order. The memory never grows.
 */
import { SIGNATURE_CHECK_BYTES } from "@triad/crypto";

/**
 * Items in one slot. A block waits for at most one such chunk of the pool: 5 ms of native checks, 40 of WebAssembly's.
 * Half as many would cost the main thread twice as many messages.
 */
export const SLOT_ITEMS_MAX = 128;
/**
 * Slots of one worker: 40 ms of native checks ahead, so that it goes on while the main thread connects a large block.
 * 128 KiB of memory a worker.
 */
export const SLOTS = 8;

const FREE = 0;
const GIVEN = 1;
const TAKEN = 2;

const SLOT_BYTES = SLOT_ITEMS_MAX * SIGNATURE_CHECK_BYTES;
/** Two numbers for each slot: its state and how many items it holds. */
const HEADER_BYTES = SLOTS * 2 * Int32Array.BYTES_PER_ELEMENT;

/** The main thread's side. */
export interface SlotGiver {
  /** For the worker. */
  readonly shared: SharedArrayBuffer;
  /** Copies a chunk of 1 to SLOT_ITEMS_MAX items into the next slot, which must be free: SLOTS at most are unfreed. */
  give(items: Uint8Array): void;
  /** Frees the slot that was given last; false when the worker has taken it already. */
  takeBack(): boolean;
  /** Frees the oldest slot, whose answer came. */
  free(): void;
}

/** The worker's side. */
export interface SlotTaker {
  /** The items of the next slot, to be read before its answer is sent; undefined when none is given. */
  take(): Uint8Array | undefined;
}

export function createSlotGiver(): SlotGiver {
  const shared = new SharedArrayBuffer(HEADER_BYTES + SLOTS * SLOT_BYTES);
  const { states, counts, slots } = viewsOf(shared);
  let oldest = 0;
  let next = 0;
  return {
    shared,
    give(items) {
      if (Atomics.load(states, next) !== FREE) throw new Error("a slot was given that is not free");
      slots[next]?.set(items);
      counts[next] = items.length / SIGNATURE_CHECK_BYTES;
      // What was written before is seen by whoever sees this.
      Atomics.store(states, next, GIVEN);
      next = (next + 1) % SLOTS;
    },
    takeBack() {
      const last = (next + SLOTS - 1) % SLOTS;
      if (Atomics.compareExchange(states, last, GIVEN, FREE) !== GIVEN) return false;
      next = last;
      return true;
    },
    free() {
      Atomics.store(states, oldest, FREE);
      oldest = (oldest + 1) % SLOTS;
    },
  };
}

export function createSlotTaker(shared: SharedArrayBuffer): SlotTaker {
  const { states, counts, slots } = viewsOf(shared);
  let next = 0;
  return {
    take() {
      if (Atomics.compareExchange(states, next, GIVEN, TAKEN) !== GIVEN) return undefined;
      const items = slots[next]?.subarray(0, (counts[next] ?? 0) * SIGNATURE_CHECK_BYTES);
      next = (next + 1) % SLOTS;
      return items;
    },
  };
}

function viewsOf(shared: SharedArrayBuffer) {
  return {
    states: new Int32Array(shared, 0, SLOTS),
    counts: new Int32Array(shared, HEADER_BYTES / 2, SLOTS),
    slots: Array.from(
      { length: SLOTS },
      (_, slot) => new Uint8Array(shared, HEADER_BYTES + slot * SLOT_BYTES, SLOT_BYTES),
    ),
  };
}
