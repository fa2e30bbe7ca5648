/**
 * The only source of chance in a run. Each concern (the network, one node, one disk, the faults) draws from a fork of
 * its own, which depends on the seed and the fork's name alone: a concern that draws more often changes no other.
 *
 * The generator is sfc32 (C. Doty-Humphrey, PractRand): small, quick, and the same on every machine.
 */
import type { Randomness } from "@triad/roles";

export class SeededRandom implements Randomness {
  readonly #seed: string;
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: string) {
    this.#seed = seed;
    this.#a = wordOf(seed, 0x811c9dc5);
    this.#b = wordOf(seed, 0x9e3779b9);
    this.#c = wordOf(seed, 0x85ebca6b);
    // similar seeds give unrelated sequences only after the state was mixed
    for (let i = 0; i < 12; i++) this.#word();
  }

  fork(name: string): SeededRandom {
    return new SeededRandom(`${this.#seed}/${name}`);
  }

  /** From 0 up to and without 1. */
  unit(): number {
    return this.#word() / 0x100000000;
  }

  integer(below: number): number {
    return Math.floor(((this.#word() >>> 5) * 0x4000000 + (this.#word() >>> 6)) / (0x20000000000000 / below));
  }

  between(least: number, most: number): number {
    return least + this.unit() * (most - least);
  }

  /** Waiting time of something that happens once in `mean` on average and remembers nothing. */
  exponential(mean: number): number {
    return -mean * Math.log(1 - this.unit());
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  /** Undefined when there is nothing to choose from. */
  pick<T>(from: readonly T[]): T | undefined {
    return from[this.integer(Math.max(1, from.length))];
  }

  /** A new array in a drawn order (Fisher and Yates). */
  shuffle<T>(from: readonly T[]): T[] {
    const drawn = [...from];
    for (let last = drawn.length - 1; last > 0; last--) {
      const other = this.integer(last + 1);
      [drawn[last], drawn[other]] = [drawn[other] as T, drawn[last] as T];
    }
    return drawn;
  }

  bytes(count: number): Uint8Array {
    const bytes = new Uint8Array(count);
    for (let i = 0; i < count; i++) bytes[i] = this.#word();
    return bytes;
  }

  #word(): number {
    const sum = (this.#a + this.#b + this.#counter++) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
}

/** FNV-1a over the characters, finished as in MurmurHash3. */
function wordOf(text: string, basis: number): number {
  let hash = basis;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
