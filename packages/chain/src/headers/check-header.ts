/**
 * The rules of headers, one function each, in the order of docs/spec/headers.md. A header is judged by its parent's
 * chain and, for one rule, by the clock.
 */
import { type Header, hashHeader, readHeader } from "@triad/protocol";
import { assert } from "../assert.ts";
import type { Network } from "../params/network.ts";
import { type Reject, reject } from "../reject.ts";
import { requiredBits } from "./difficulty.ts";
import type { HeaderEntry } from "./header-entry.ts";
import { firstBlockTime, type HeaderIndex } from "./header-index.ts";
import { meetsBits } from "./target.ts";

/** What the rules read of a header's parent; it need not be in an index. */
export interface ParentPlace {
  readonly height: number;
  readonly time: number;
  /** Time of block 1 of its chain; any number where the parent is genesis. */
  readonly firstTime: number;
}

export interface HeaderContext {
  readonly network: Network;
  readonly parent: ParentPlace;
  /** The clock, in Unix seconds. */
  readonly nowSeconds: number;
}

export function checkHeader(header: Header, hash: Uint8Array, context: HeaderContext): Reject | undefined {
  return (
    checkTimeNotBeforeParent(header, context.parent) ??
    checkDifficulty(header, context) ??
    checkWork(header, hash) ??
    checkTimeNotInFuture(header, context)
  );
}

function checkTimeNotBeforeParent(header: Header, parent: ParentPlace): Reject | undefined {
  if (header.time >= parent.time) return undefined;
  return reject("time-too-old", { time: header.time, parentTime: parent.time });
}

function checkDifficulty(header: Header, { network, parent }: HeaderContext): Reject | undefined {
  const required = bitsAfterPlace(network, parent, header.time);
  if (header.bits === required) return undefined;
  return reject("bad-diffbits", { bits: header.bits.toString(16), required: required.toString(16) });
}

function checkWork(header: Header, hash: Uint8Array): Reject | undefined {
  if (meetsBits(hash, header.bits)) return undefined;
  return reject("high-hash", { bits: header.bits.toString(16) });
}

function checkTimeNotInFuture(header: Header, { network, nowSeconds }: HeaderContext): Reject | undefined {
  const latest = nowSeconds + network.maxFutureSeconds;
  return header.time <= latest ? undefined : reject("time-too-new", { time: header.time, latest });
}

/** The bits that a child of `parent` must have if its time is `time`. */
export function bitsAfter(network: Network, parent: HeaderEntry, time: number): number {
  return bitsAfterPlace(network, placeOf(parent), time);
}

/** The entry as a parent. */
export function placeOf(entry: HeaderEntry): ParentPlace {
  return { height: entry.height, time: entry.header.time, firstTime: firstBlockTime(entry) ?? 0 };
}

function bitsAfterPlace(network: Network, { height, time: parentTime, firstTime }: ParentPlace, time: number): number {
  return requiredBits(network.params.consensus, { height: height + 1, time, parentTime, firstTime });
}

/** Checks a header of 80 bytes and takes it into the index; an entry that is there already is returned as it is. */
export function acceptHeader(
  index: HeaderIndex,
  network: Network,
  headerBytes: Uint8Array,
  nowSeconds: number,
): HeaderEntry | Reject {
  const header = readHeader(headerBytes);
  assert("prev" in header, "a header has its 80 bytes once its message or block is decoded");
  const hash = hashHeader(headerBytes);
  const known = index.get(hash);
  if (known !== undefined) return known.isInvalid ? reject("bad-prevblk", { height: known.height }) : known;
  const parent = index.get(header.prev);
  if (parent === undefined) return reject("prev-blk-not-found");
  if (parent.isInvalid) return reject("bad-prevblk", { height: parent.height + 1 });
  const context = { network, parent: placeOf(parent), nowSeconds };
  return checkHeader(header, hash, context) ?? index.add(headerBytes, header, hash, parent);
}
