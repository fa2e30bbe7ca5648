/**
 * A walk along a branch that is not in the index: every rule of headers, with the end of the branch as its only memory.
 * ASERT needs the parent's height and time and the time of block 1, so the required bits are known exactly; Bitcoin's
 * own presync has to make do with a range.
 */
import { assert, type Network, type Reject, reject } from "@triad/chain";
import {
  checkHeader,
  type HeaderEntry,
  type ParentPlace,
  placeOf,
  targetOfBits,
  workOfTarget,
} from "@triad/chain/headers";
import { equalBytes } from "@triad/crypto";
import { hashHeader, readHeader } from "@triad/protocol";

export class BranchWalk {
  readonly #network: Network;
  #end: ParentPlace;
  #hash: Uint8Array;
  #chainWork: bigint;
  /** The last division: blocks of one time have few different targets. */
  #bits = 0;
  #blockWork = 0n;

  /** From the block after `fork` on. */
  constructor(network: Network, fork: HeaderEntry) {
    this.#network = network;
    this.#end = placeOf(fork);
    this.#hash = fork.hash;
    this.#chainWork = fork.chainWork;
  }

  get height(): number {
    return this.#end.height;
  }

  get time(): number {
    return this.#end.time;
  }

  /** Of the last header that was walked over, or the fork. */
  get hash(): Uint8Array {
    return this.#hash;
  }

  /** Of the whole chain up to there, genesis included. */
  get chainWork(): bigint {
    return this.#chainWork;
  }

  /** Whether the header, of 80 bytes, is a child of the end. */
  isNext(headerBytes: Uint8Array): boolean {
    return equalBytes(parentHashOf(headerBytes), this.#hash);
  }

  /** Judges the next header; one that is refused is not walked over. */
  step(headerBytes: Uint8Array, nowSeconds: number): Reject | undefined {
    if (!this.isNext(headerBytes)) return reject("prev-blk-not-found");
    const header = readHeader(headerBytes);
    assert("prev" in header, "a header has its 80 bytes once its message is decoded");
    const hash = hashHeader(headerBytes);
    const refused = checkHeader(header, hash, { network: this.#network, parent: this.#end, nowSeconds });
    if (refused !== undefined) return refused;
    const height = this.#end.height + 1;
    const { time } = header;
    this.#end = { height, time, firstTime: height === 1 ? time : this.#end.firstTime };
    this.#hash = hash;
    this.#chainWork += this.#workOf(header.bits);
    return undefined;
  }

  #workOf(bits: number): bigint {
    if (bits !== this.#bits) {
      this.#bits = bits;
      this.#blockWork = workOfBits(bits);
    }
    return this.#blockWork;
  }
}

/** `bits` of a header: 0 where they stand for no target. */
export function workOfBits(bits: number): bigint {
  const target = targetOfBits(bits);
  return target === undefined ? 0n : workOfTarget(target);
}

/** Where the 80 bytes of a header name its parent. */
export function parentHashOf(headerBytes: Uint8Array): Uint8Array {
  return headerBytes.subarray(4, 36);
}
