/**
 * The nonce search: SHA-256d of a header for one nonce after another. The inner loop is WebAssembly, four nonces at a
 * time where the machine has SIMD, or plain TypeScript where there is no WebAssembly; all find the same nonces.
 *
 * What a nonce doesn't change is computed once: the state after the header's first 64 bytes (the midstate), three
 * rounds of the second block, and the constant parts of its schedule. What can't decide is left out: the last word of
 * the hash holds its most significant bits, so all but a few nonces are dismissed by that word, three rounds before
 * the end, and only those few are hashed the slow way.
 */
import { firstThatStarts, type NonceKernel, sha256d, wasmNonceKernel } from "@triad/crypto";
import { HEADER_BYTES } from "@triad/protocol";
import { nextCandidate } from "./generated/nonce-kernel.ts";
import { runRound, smallSigma0, smallSigma1, stateAfterFirstBlock } from "./sha256-midstate.ts";

/** The nonce is a uint32. */
export const NONCES = 2 ** 32;
/** A target, and a hash. */
const TARGET_BYTES = 32;
/** Where the nonce stands in a header; the three words before it share its block of SHA-256. */
const NONCE_OFFSET = 76;
const SECOND_BLOCK_OFFSET = 64;

export interface NonceSearch {
  /** 80 bytes; its nonce is not read. */
  readonly header: Uint8Array;
  /** 32 bytes, big-endian. */
  readonly target: Uint8Array;
  /** First nonce, below 2^32. */
  readonly from: number;
  /** How many; `from + count` is at most 2^32. */
  readonly count: number;
}

/** The inner loops that there are, from the fastest to the one that always starts. */
export const NONCE_KERNELS: readonly { readonly name: string; readonly start: () => NonceKernel }[] = [
  { name: "simd", start: () => wasmNonceKernel("simd") },
  { name: "scalar", start: () => wasmNonceKernel("scalar") },
  { name: "typescript", start: () => nextCandidate },
];

let fastest: NonceKernel | undefined;

/** The lowest nonce in the range whose header meets the target. @throws RangeError when an argument is out of range */
export function searchNonces(search: NonceSearch): number | undefined {
  fastest ??= firstThatStarts(NONCE_KERNELS.map(({ start }) => start));
  return searchNoncesWith(fastest, search);
}

/** The same with this inner loop. */
export function searchNoncesWith(
  kernel: NonceKernel,
  { header, target, from, count }: NonceSearch,
): number | undefined {
  checkLengths(header, target);
  if (!Number.isInteger(from) || !Number.isInteger(count) || from < 0 || count < 0 || from + count > NONCES) {
    throw new RangeError(`${count} nonces from ${from} on are not all below 2^32`);
  }
  const candidate = Uint8Array.from(header);
  const view = new DataView(candidate.buffer);
  const { midstate, beforeNonce, constants } = prepareSearch(view);
  // with the sign bit flipped, the signed order of words is their unsigned order
  const limit = new DataView(target.buffer, target.byteOffset).getInt32(0) ^ 0x80000000;
  const end = from + count;
  for (let next = from; next < end; next++) {
    next = kernel(midstate, beforeNonce, constants, limit, next, end);
    if (next === end) return undefined;
    view.setUint32(NONCE_OFFSET, next, true);
    if (meetsTarget(candidate, target)) return next;
  }
  return undefined;
}

/** The header with another nonce. */
export function withNonce(header: Uint8Array, nonce: number): Uint8Array {
  const solved = Uint8Array.from(header);
  new DataView(solved.buffer).setUint32(NONCE_OFFSET, nonce, true);
  return solved;
}

/** Whether the header's hash, as a little-endian number, is at most the target (32 bytes, big-endian). */
export function meetsTarget(header: Uint8Array, target: Uint8Array): boolean {
  checkLengths(header, target);
  const hash = sha256d(header);
  for (let i = 0; i < TARGET_BYTES; i++) {
    const difference = (hash[TARGET_BYTES - 1 - i] as number) - (target[i] as number);
    if (difference !== 0) return difference < 0;
  }
  return true;
}

function checkLengths(header: Uint8Array, target: Uint8Array): void {
  if (header.length !== HEADER_BYTES) throw new RangeError(`a header of ${header.length} bytes`);
  if (target.length !== TARGET_BYTES) throw new RangeError(`a target of ${target.length} bytes`);
}

/** What the kernel is given for a header; see there. */
interface PreparedSearch {
  readonly midstate: Int32Array;
  readonly beforeNonce: Int32Array;
  readonly constants: Int32Array;
}

/**
 * The second block's words are 0 to 2 the header's, 3 the nonce, 4 a one bit, 5 to 14 zero, 15 the length in bits.
 * W[t] = σ1(W[t-2]) + W[t-7] + σ0(W[t-15]) + W[t-16], so 16 and 17 are constant, and 18 and 19 are but for one term.
 */
function prepareSearch(header: DataView): PreparedSearch {
  const w0 = header.getInt32(SECOND_BLOCK_OFFSET);
  const w1 = header.getInt32(SECOND_BLOCK_OFFSET + 4);
  const w2 = header.getInt32(SECOND_BLOCK_OFFSET + 8);
  const w16 = (smallSigma0(w1) + w0) | 0;
  const w17 = (smallSigma1(HEADER_BYTES * 8) + smallSigma0(w2) + w1) | 0;
  const midstate = stateAfterFirstBlock(header);
  const beforeNonce = midstate.slice();
  for (const [round, word] of [w0, w1, w2].entries()) runRound(beforeNonce, round, word);
  return {
    midstate,
    beforeNonce,
    constants: Int32Array.of(w16, w17, smallSigma1(w16) + w2, smallSigma1(w17) + smallSigma0(0x80000000)),
  };
}
