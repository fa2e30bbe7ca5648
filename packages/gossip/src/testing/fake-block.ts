/** Blocks for tests of compact blocks: any bytes are transactions, and any 80 are a header. */
import { sha256d } from "@triad/crypto";
import type { Block } from "@triad/protocol";
import type { BlockCandidate } from "../compact-filling.ts";

export interface FakeBlock {
  readonly block: Block;
  readonly hash: Uint8Array;
  readonly candidates: readonly BlockCandidate[];
}

/** Its transactions are those with the numbers from `first` on. */
export function fakeBlock(count: number, first = 0): FakeBlock {
  const candidates = Array.from({ length: count }, (_, place) => candidateOf(first + place));
  const header = new Uint8Array(80).fill(count);
  header.set(candidates.at(-1)?.wtxid ?? [], 36);
  const block = { header, commitments: new Uint8Array(64), transactions: candidates.map(({ bytes }) => bytes) };
  return { block, hash: sha256d(header), candidates };
}

export function candidateOf(number: number): BlockCandidate {
  const bytes = new Uint8Array(65 + (number % 7)).fill(number % 251);
  new DataView(bytes.buffer).setUint32(0, number);
  return { wtxid: sha256d(bytes), bytes };
}
