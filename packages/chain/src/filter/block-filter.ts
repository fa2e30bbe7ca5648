/**
 * A block's filter: a small set in which a light node looks for its keys and coins without telling anyone which they
 * are. Each header commits to its block's filter, so a peer can't leave an entry out. docs/spec/filters.md.
 */
import { taggedHash } from "@triad/crypto";
import { DecodeError, type Transaction } from "@triad/protocol";
import { assert } from "../assert.ts";
import { hashKey } from "../keys.ts";
import { matchesAny, readGolombCodedSet, writeGolombCodedSet } from "./golomb-coded-set.ts";

const OUTPOINT_BYTES = 36;

/** Made from the block alone: keys of all outputs and all outpoints spent, the coinbase and same-block spends included. */
export function blockFilter(transactions: readonly Transaction[], prev: Uint8Array): Uint8Array {
  const elements = new Map<string, Uint8Array>();
  for (const { inputs, outputs } of transactions) {
    for (const { key } of outputs) elements.set(hashKey(key), key);
    for (const { txid, index } of inputs) {
      const element = outpointElement(txid, index);
      elements.set(hashKey(element), element);
    }
  }
  return writeGolombCodedSet([...elements.values()], filterKey(prev));
}

/** Whether any of the elements is (probably) in a filter whose bytes were checked (`verifyFilterProof`). */
export function matchesFilter(filter: Uint8Array, elements: readonly Uint8Array[], key: Uint8Array): boolean {
  const values = readGolombCodedSet(filter);
  assert(!(values instanceof DecodeError), "callers keep filters that were read once");
  return matchesAny(values, elements, key);
}

/** The block's parent is known before its content, and no peer chooses it for a client. */
export function filterKey(prev: Uint8Array): Uint8Array {
  return prev.subarray(0, 16);
}

export function filterHash(filter: Uint8Array): Uint8Array {
  return taggedHash("Triad/filter", filter);
}

/** txid, then the index as u32 little-endian. */
export function outpointElement(txid: Uint8Array, index: number): Uint8Array {
  const element = new Uint8Array(OUTPOINT_BYTES);
  element.set(txid);
  new DataView(element.buffer).setUint32(32, index, true);
  return element;
}
