/**
 * What a worker of a host does: search a range of nonces slice by slice, and between two slices look whether the job
 * was cancelled (a flag in shared memory, or the next message).
 *
 *     let next = range.from;
 *     while (!cancelled()) {
 *       const slice = searchSlice({ header, target, next, end: range.end });
 *       reportHashes(slice.hashes);
 *       if (slice.type !== "continue") return report(slice);
 *       next = slice.next;
 *     }
 */
import { NONCES, searchNonces, withNonce } from "./nonce-search.ts";

/**
 * Nonces in a slice: 25 ms of a core that does 2 million a second in TypeScript, and less in WebAssembly, so that a
 * cancelled search ends before a person or a new tip notices, while preparing a slice (microseconds) stays below a
 * hundredth of it.
 */
export const SLICE_NONCES = 50_000;

export interface SearchPosition {
  /** 80 bytes. */
  readonly header: Uint8Array;
  /** 32 bytes, big-endian. */
  readonly target: Uint8Array;
  /** First nonce not tried yet. */
  readonly next: number;
  /** The first nonce beyond this worker's range, at most 2^32. */
  readonly end: number;
}

export type SliceResult =
  /** The header with the nonce that meets the target. */
  | { readonly type: "found"; readonly hashes: number; readonly header: Uint8Array }
  | { readonly type: "continue"; readonly hashes: number; readonly next: number }
  /** The range holds no solution. */
  | { readonly type: "exhausted"; readonly hashes: number };

/** @throws RangeError like searchNonces, and when `next` is beyond `end` */
export function searchSlice({ header, target, next, end }: SearchPosition): SliceResult {
  const count = Math.min(SLICE_NONCES, end - next);
  const nonce = searchNonces({ header, target, from: next, count });
  if (nonce !== undefined) return { type: "found", hashes: nonce - next + 1, header: withNonce(header, nonce) };
  if (next + count === end) return { type: "exhausted", hashes: count };
  return { type: "continue", hashes: count, next: next + count };
}

/** The part of all nonces that worker `index` of `workers` searches. */
export function nonceRange(index: number, workers: number): { readonly from: number; readonly end: number } {
  return { from: Math.floor((NONCES / workers) * index), end: Math.floor((NONCES / workers) * (index + 1)) };
}
