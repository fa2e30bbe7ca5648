/**
 * SHA-256 in WebAssembly. A message is copied into the module's memory once and its digest out of it once; what is
 * longer than the buffer goes through in parts, so that the memory is the same 128 KiB whatever is hashed.
 *
 * One instance serves a whole thread: hashing is synchronous, so nobody comes between filling the buffer and reading
 * the digest.
 */
import { concatBytes } from "./bytes.ts";
import type { WasmVariant } from "./instantiate-wasm.ts";
import type { Sha256Backend } from "./sha256-backend.ts";
import { instantiateSha256, type Sha256Exports } from "./sha256-instance.ts";

const DIGEST_BYTES = 32;
const BLOCK_BYTES = 64;
/** The module's INPUT; a whole number of blocks. */
export const INPUT_BYTES = 65_536;
/** As many nodes as INPUT holds: a power of two, so that the roots of such parts are nodes of the whole tree. */
export const NODES_MAX = INPUT_BYTES / DIGEST_BYTES;

/** @throws what instantiateWasm throws */
export function wasmSha256(variant: WasmVariant): Sha256Backend {
  return new WasmSha256(variant, instantiateSha256(variant));
}

class WasmSha256 implements Sha256Backend {
  readonly name: WasmVariant;
  readonly #exports: Sha256Exports;
  readonly #memory: Uint8Array;
  /** The same memory as words. */
  readonly #words: Uint32Array;
  readonly #input: number;
  readonly #digests: number;
  readonly #firstLength: number;

  constructor(name: WasmVariant, exports: Sha256Exports) {
    this.name = name;
    this.#exports = exports;
    this.#memory = new Uint8Array(exports.memory.buffer);
    this.#words = new Uint32Array(exports.memory.buffer);
    this.#input = exports.INPUT.value;
    this.#digests = exports.DIGESTS.value;
    this.#firstLength = exports.LENGTHS.value / 4;
  }

  hash(data: Uint8Array, twice: boolean): Uint8Array {
    if (data.length > INPUT_BYTES) {
      this.#exports.begin();
      return this.#hashRest(data, 0, twice);
    }
    this.#memory.set(data, this.#input);
    this.#exports.hash(data.length, twice);
    return this.#digest(0);
  }

  hashMany(messages: readonly Uint8Array[], twice: boolean): Uint8Array[] {
    const digests: Uint8Array[] = [];
    while (digests.length < messages.length) {
      const count = this.#fillWith(messages, digests.length);
      if (count === 0) {
        digests.push(this.hash(messages[digests.length] as Uint8Array, twice));
        continue;
      }
      this.#exports.hashMany(count, twice);
      for (let index = 0; index < count; index++) digests.push(this.#digest(index));
    }
    return digests;
  }

  joinPair(left: Uint8Array, right: Uint8Array): Uint8Array {
    this.#memory.set(left, this.#input);
    this.#memory.set(right, this.#input + DIGEST_BYTES);
    return this.#rootOfInput(2);
  }

  merkleRoot(leaves: readonly Uint8Array[]): Uint8Array {
    let level = leaves;
    do {
      const above: Uint8Array[] = [];
      for (let start = 0; start < level.length; start += NODES_MAX) {
        const end = Math.min(level.length, start + NODES_MAX);
        for (let index = start; index < end; index++) {
          this.#memory.set(level[index] as Uint8Array, this.#input + (index - start) * DIGEST_BYTES);
        }
        above.push(this.#rootOfInput(end - start));
      }
      level = above;
    } while (level.length > 1);
    return level[0] as Uint8Array;
  }

  startingWith(block: Uint8Array): (parts: readonly Uint8Array[]) => Uint8Array {
    const stateAt = this.#exports.STATE.value;
    this.#exports.begin();
    this.#memory.set(block, this.#input);
    this.#exports.absorb(1);
    const state = this.#memory.slice(stateAt, stateAt + DIGEST_BYTES);
    return (parts) => {
      const length = parts.reduce((sum, part) => sum + part.length, 0);
      this.#memory.set(state, stateAt);
      if (length > INPUT_BYTES) return this.#hashRest(concatBytes(...parts), BLOCK_BYTES, false);
      let at = this.#input;
      for (const part of parts) {
        this.#memory.set(part, at);
        at += part.length;
      }
      this.#exports.finish(length, BLOCK_BYTES + length, false);
      return this.#digest(0);
    };
  }

  /** After `before` bytes, a whole number of blocks, that the module's state stands for. */
  #hashRest(data: Uint8Array, before: number, twice: boolean): Uint8Array {
    let at = 0;
    for (; data.length - at > INPUT_BYTES; at += INPUT_BYTES) {
      this.#memory.set(data.subarray(at, at + INPUT_BYTES), this.#input);
      this.#exports.absorb(INPUT_BYTES / BLOCK_BYTES);
    }
    this.#memory.set(data.subarray(at), this.#input);
    this.#exports.finish(data.length - at, before + data.length, twice);
    return this.#digest(0);
  }

  /** Puts as many messages into INPUT as have room there, each with its padding; how many. */
  #fillWith(messages: readonly Uint8Array[], from: number): number {
    let used = 0;
    let count = 0;
    for (let index = from; index < messages.length; index++) {
      const message = messages[index] as Uint8Array;
      const padded = paddedLength(message.length);
      if (used + padded > INPUT_BYTES) break;
      this.#memory.set(message, this.#input + used);
      this.#words[this.#firstLength + count] = message.length;
      used += padded;
      count += 1;
    }
    return count;
  }

  #rootOfInput(nodes: number): Uint8Array {
    let count = nodes;
    while (count > 1) {
      this.#exports.joinPairs(count >> 1);
      if (count % 2 === 1) this.#copyNode(count - 1, count >> 1);
      count = (count + 1) >> 1;
    }
    return this.#memory.slice(this.#input, this.#input + DIGEST_BYTES);
  }

  /** An odd node is carried up unchanged. */
  #copyNode(from: number, to: number): void {
    const start = this.#input + from * DIGEST_BYTES;
    this.#memory.copyWithin(this.#input + to * DIGEST_BYTES, start, start + DIGEST_BYTES);
  }

  #digest(index: number): Uint8Array {
    const start = this.#digests + index * DIGEST_BYTES;
    return this.#memory.slice(start, start + DIGEST_BYTES);
  }
}

/** A one bit and a length of eight bytes follow a message, up to the end of a block. */
function paddedLength(length: number): number {
  return Math.ceil((length + 9) / BLOCK_BYTES) * BLOCK_BYTES;
}
