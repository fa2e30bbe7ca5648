/**
 * SHA-256 for packages/crypto/src/sha256-wasm.ts, which says how it is called.
 *
 * Compiled twice: with SIMD, where many messages and the nodes of Merkle trees go four at a time, and without. Both
 * export the same. Nothing is allocated and memory never grows: the caller fills INPUT and calls again.
 */
import { compress, resetLane, resetState, spreadConstants } from "./compress";
import { gather, scatter } from "./lanes";

/** What is hashed: up to 64 KiB, and room for the padding of the last message. */
export const INPUT: usize = memory.data(65536 + 128, 16);
/** Lengths in bytes of the messages of `hashMany`. */
export const LENGTHS: usize = memory.data(4096, 16);
/** Digests, one after the other. */
export const DIGESTS: usize = memory.data(32768, 16);
/** State of a message that is hashed in parts. */
export const STATE: usize = memory.data(32, 16);

/** Blocks that hold a digest of the first hash and its padding, for the second one: one for each lane. */
const SECOND = memory.data(256, 16);
/** The padding after 64 bytes. */
const PADDING_OF_PAIR = memory.data(64, 16);
const STATES = memory.data(128, 16);
const WORDS = memory.data(256, 16);
/** Words 8 to 15 of a block that holds a digest, in four lanes, stand at 128; the digests of four before them. */
const SECOND_WORDS = memory.data(256, 16);
const PADDING_WORDS = memory.data(256, 16);

/** Before anything else, once. */
export function prepare(): void {
  for (let lane: usize = 0; lane < 4; lane++) pad(SECOND + lane * 64, 32, 32);
  pad(PADDING_OF_PAIR - 64, 64, 64);
  if (ASC_FEATURE_SIMD) {
    spreadConstants();
    gather(SECOND_WORDS, SECOND, SECOND, SECOND, SECOND);
    gather(PADDING_WORDS, PADDING_OF_PAIR, PADDING_OF_PAIR, PADDING_OF_PAIR, PADDING_OF_PAIR);
  }
}

/** Hash, or hash twice, the first bytes of INPUT, into DIGESTS. */
export function hash(length: u32, twice: bool): void {
  begin();
  finish(length, length as f64, twice);
}

/** Start a message that comes in parts. */
export function begin(): void {
  resetState<u32>(STATE);
}

/** The next part: whole blocks from INPUT. */
export function absorb(blocks: u32): void {
  absorbFrom(INPUT, blocks);
}

/** The last part, of a message of so many bytes in all. */
export function finish(length: u32, total: f64, twice: bool): void {
  absorbFrom(INPUT, pad(INPUT, length, total as u64));
  writeDigest(DIGESTS, twice);
}

/**
 * Hash, or hash twice, so many messages, into DIGESTS. Each begins at a multiple of 64 bytes, with its padding
 * between it and the next.
 */
export function hashMany(count: u32, twice: bool): void {
  let from = INPUT;
  for (let i: u32 = 0; i < count; i++) {
    const length = load<u32>(LENGTHS + i * 4);
    from += pad(from, length, length) * 64;
  }
  if (ASC_FEATURE_SIMD) {
    if (count > 1) {
      hashInLanes(count, twice);
      return;
    }
  }
  from = INPUT;
  for (let i: u32 = 0; i < count; i++) {
    const blocks = blocksOf(load<u32>(LENGTHS + i * 4));
    begin();
    absorbFrom(from, blocks);
    writeDigest(DIGESTS + i * 32, twice);
    from += blocks * 64;
  }
}

/** A level of a Merkle tree: SHA-256d of so many pairs of nodes of 32 bytes in INPUT, into INPUT. */
export function joinPairs(pairs: u32): void {
  let i: u32 = 0;
  if (ASC_FEATURE_SIMD) {
    // With two or three pairs left, what stands behind them is hashed as well, into the places of nodes just used up.
    for (; i + 1 < pairs; i += 4) joinFourPairs(INPUT + i * 64, INPUT + i * 32);
  }
  for (; i < pairs; i++) joinPair(INPUT + i * 64, INPUT + i * 32);
}

function joinPair(from: usize, to: usize): void {
  resetState<u32>(STATE);
  compress<u32>(STATE, from);
  compress<u32>(STATE, PADDING_OF_PAIR);
  writeDigest(to, true);
}

function joinFourPairs(from: usize, to: usize): void {
  gather(WORDS, from, from + 64, from + 128, from + 192);
  resetState<v128>(STATES);
  compress<v128>(STATES, WORDS);
  compress<v128>(STATES, PADDING_WORDS);
  for (let i: usize = 0; i < 128; i += 16) v128.store(SECOND_WORDS + i, v128.load(STATES + i));
  resetState<v128>(STATES);
  compress<v128>(STATES, SECOND_WORDS);
  scatter(to, STATES);
}

@inline function blocksOf(length: u32): u32 {
  return (length + 72) >> 6;
}

/** Pads in place what comes last of a message of `total` bytes (§5.1.1); the number of blocks that it is then. */
function pad(from: usize, length: u32, total: u64): u32 {
  const blocks = blocksOf(length);
  const lengthAt = from + blocks * 64 - 8;
  store<u8>(from + length, 0x80);
  for (let at = from + length + 1; at < lengthAt; at += 8) store<u64>(at, 0);
  store<u64>(lengthAt, bswap<u64>(total << 3));
  return blocks;
}

function absorbFrom(from: usize, blocks: u32): void {
  for (const end = from + blocks * 64; from < end; from += 64) compress<u32>(STATE, from);
}

function writeDigest(to: usize, twice: bool): void {
  if (twice) {
    copyReversed(SECOND, STATE, 4);
    resetState<u32>(STATE);
    compress<u32>(STATE, SECOND);
  }
  copyReversed(to, STATE, 4);
}

/** The bytes of a state of which a word comes every `step` bytes. */
function copyReversed(to: usize, state: usize, step: usize): void {
  for (let i: usize = 0; i < 8; i++) store<u32>(to + i * 4, bswap<u32>(load<u32>(state + i * step)));
}

/**
 * A lane: where its next block is, how many are left, where its digest goes, how far it moves on after a block, and
 * whether it is in its second hash.
 */
const LANES = memory.data(128, 16);
const POINTER = 0;
const LEFT = 4;
const TO = 8;
const STEP = 12;
const IN_SECOND = 16;
const LANE_BYTES = 32;
/** More blocks than there ever are. */
const NEVER: u32 = 0xffffffff;

let taken: u32 = 0;
let takenUpTo: usize = 0;

/** A lane that is done takes the next message, so that lengths may differ. */
function hashInLanes(count: u32, twice: bool): void {
  taken = 0;
  takenUpTo = INPUT;
  for (let lane: usize = 0; lane < 4; lane++) takeNext(lane, count);
  for (;;) {
    let steps = NEVER;
    for (let lane: usize = 0; lane < 4; lane++) steps = min(steps, load<u32>(LANES + lane * LANE_BYTES, LEFT));
    if (steps == NEVER) return;
    compressLanes(steps);
    for (let lane: usize = 0; lane < 4; lane++) {
      const at = LANES + lane * LANE_BYTES;
      const left = load<u32>(at, LEFT);
      if (left == NEVER) continue;
      store<u32>(at, left - steps, LEFT);
      if (left == steps) finishLane(lane, count, twice);
    }
  }
}

function compressLanes(steps: u32): void {
  let p0: usize = load<u32>(LANES, POINTER);
  let p1: usize = load<u32>(LANES + LANE_BYTES, POINTER);
  let p2: usize = load<u32>(LANES + 2 * LANE_BYTES, POINTER);
  let p3: usize = load<u32>(LANES + 3 * LANE_BYTES, POINTER);
  const s0: usize = load<u32>(LANES, STEP);
  const s1: usize = load<u32>(LANES + LANE_BYTES, STEP);
  const s2: usize = load<u32>(LANES + 2 * LANE_BYTES, STEP);
  const s3: usize = load<u32>(LANES + 3 * LANE_BYTES, STEP);
  for (; steps > 0; steps--) {
    gather(WORDS, p0, p1, p2, p3);
    compress<v128>(STATES, WORDS);
    p0 += s0;
    p1 += s1;
    p2 += s2;
    p3 += s3;
  }
  store<u32>(LANES, p0, POINTER);
  store<u32>(LANES + LANE_BYTES, p1, POINTER);
  store<u32>(LANES + 2 * LANE_BYTES, p2, POINTER);
  store<u32>(LANES + 3 * LANE_BYTES, p3, POINTER);
}

function finishLane(lane: usize, count: u32, twice: bool): void {
  const at = LANES + lane * LANE_BYTES;
  const state = STATES + lane * 4;
  if (twice && load<u32>(at, IN_SECOND) == 0) {
    const block = SECOND + lane * 64;
    copyReversed(block, state, 16);
    resetLane(state);
    store<u32>(at, block, POINTER);
    store<u32>(at, 1, LEFT);
    store<u32>(at, 1, IN_SECOND);
  } else {
    copyReversed(load<u32>(at, TO), state, 16);
    takeNext(lane, count);
  }
}

function takeNext(lane: usize, count: u32): void {
  const at = LANES + lane * LANE_BYTES;
  if (taken == count) {
    // An idle lane hashes one and the same block again and again, and nobody looks.
    store<u32>(at, INPUT, POINTER);
    store<u32>(at, NEVER, LEFT);
    store<u32>(at, 0, STEP);
    return;
  }
  const blocks = blocksOf(load<u32>(LENGTHS + taken * 4));
  store<u32>(at, takenUpTo, POINTER);
  store<u32>(at, blocks, LEFT);
  store<u32>(at, DIGESTS + taken * 32, TO);
  store<u32>(at, 64, STEP);
  store<u32>(at, 0, IN_SECOND);
  resetLane(STATES + lane * 4);
  takenUpTo += blocks * 64;
  taken++;
}
