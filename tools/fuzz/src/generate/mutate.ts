/** One valid or interesting input in, one broken input out. What is broken is what readers trust: lengths and counts. */
import { join, repeat } from "./bytes.ts";
import type { Random } from "./random.ts";

/** Larger inputs come from the shapes; mutation of mutations must not grow without end. */
const BYTES_MAX = 20_000;
/** Ends of ranges, continuation bits, tags of protobuf's wire types, the characters that steer texts. */
const BYTES_OF_INTEREST = [0, 1, 0x7f, 0x80, 0xff, 0xfe, 0xfd, 0x08, 0x0a, 0x12, 0x1a, 0x22, 0x0b, 0x0c, 0x20, 0x0d];

type Mutation = (bytes: Uint8Array, random: Random, other: Uint8Array) => Uint8Array;

/** `other`: another input, for splices. Up to eight mutations on top of each other. */
export function mutate(
  bytes: Uint8Array,
  random: Random,
  other: Uint8Array,
  dictionary: readonly Uint8Array[],
): Uint8Array {
  let mutated = bytes;
  for (let left = 1 + random.integer(random.pick([1, 2, 8])); left > 0; left--) {
    const word = dictionary.length > 0 && random.once(5);
    mutated = word
      ? splice(mutated, random, random.pick(dictionary), random.once(2))
      : random.pick(MUTATIONS)(mutated, random, other);
    if (mutated.length > BYTES_MAX) mutated = mutated.subarray(0, BYTES_MAX);
  }
  return mutated;
}

const MUTATIONS: readonly Mutation[] = [
  (bytes, random) => changed(bytes, random, (byte) => byte ^ (1 << random.integer(8))),
  (bytes, random) => changed(bytes, random, () => random.uint32()),
  (bytes, random) => changed(bytes, random, () => random.pick(BYTES_OF_INTEREST)),
  (bytes, random) => changed(bytes, random, (byte) => byte + random.integer(5) - 2),
  (bytes, random) => bytes.subarray(0, random.integer(bytes.length + 1)),
  (bytes, random) => bytes.subarray(random.integer(bytes.length + 1)),
  withoutPiece,
  (bytes, random) => splice(bytes, random, pieceOf(bytes, random), false),
  (bytes, random) => splice(bytes, random, repeat(pieceOf(bytes, random), 1 + random.size(300)), false),
  (bytes, random, other) => splice(bytes, random, pieceOf(other, random), random.once(2)),
  (bytes, random, other) => join([pieceOf(bytes, random), pieceOf(other, random)]),
  (bytes, random) => splice(bytes, random, random.bytes(random.integer(12)), random.once(2)),
  (bytes, random) => splice(bytes, random, hostileVarint(random), true),
  stretchedVarint,
  swappedPieces,
];

/** Small, large, one too long by padding, without an end. */
export function hostileVarint(random: Random): Uint8Array {
  switch (random.integer(6)) {
    case 0:
      return varint(random.integer(300));
    case 1:
      return varint(2 ** random.pick([7, 14, 21, 28, 31, 32, 35, 53, 63]) - random.integer(2));
    case 2:
      return join([varint(random.integer(300) + 128).map((byte) => byte | 0x80), Uint8Array.of(0)]);
    case 3:
      return repeat(Uint8Array.of(0xff), 1 + random.integer(14));
    case 4:
      return join([repeat(Uint8Array.of(0x80), random.integer(12)), Uint8Array.of(random.integer(2))]);
    default:
      return join([repeat(Uint8Array.of(0xff), 9), Uint8Array.of(random.integer(4))]);
  }
}

/** LEB128; above 2^53 of the nearest double. */
export function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt(Math.trunc(value));
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return Uint8Array.from([...bytes, Number(rest)]);
}

function changed(bytes: Uint8Array, random: Random, change: (byte: number) => number): Uint8Array {
  if (bytes.length === 0) return bytes;
  const copy = bytes.slice();
  const at = random.integer(copy.length);
  copy[at] = change(copy[at] ?? 0);
  return copy;
}

/** A contiguous part, mostly a short one. */
function pieceOf(bytes: Uint8Array, random: Random): Uint8Array {
  const start = random.integer(bytes.length + 1);
  return bytes.subarray(start, start + 1 + random.integer(random.pick([4, 80, bytes.length + 1])));
}

function withoutPiece(bytes: Uint8Array, random: Random): Uint8Array {
  const start = random.integer(bytes.length + 1);
  const length = 1 + random.integer(random.pick([1, 4, 40]));
  return join([bytes.subarray(0, start), bytes.subarray(start + length)]);
}

/** `over`: in place of as many bytes, so that what stands behind keeps its place. */
function splice(bytes: Uint8Array, random: Random, piece: Uint8Array, over: boolean): Uint8Array {
  const at = random.integer(bytes.length + 1);
  return join([bytes.subarray(0, at), piece, bytes.subarray(over ? at + piece.length : at)]);
}

/** Two bytes that say what one did: not the shortest form. */
function stretchedVarint(bytes: Uint8Array, random: Random): Uint8Array {
  if (bytes.length === 0) return bytes;
  const at = random.integer(bytes.length);
  const longer = Uint8Array.of((bytes[at] ?? 0) | 0x80, 0);
  return join([bytes.subarray(0, at), longer, bytes.subarray(at + 1)]);
}

function swappedPieces(bytes: Uint8Array, random: Random): Uint8Array {
  const [first = 0, second = 0, third = 0] = [0, 1, 2]
    .map(() => random.integer(bytes.length + 1))
    .toSorted((a, b) => a - b);
  return join([
    bytes.subarray(0, first),
    bytes.subarray(second, third),
    bytes.subarray(first, second),
    bytes.subarray(third),
  ]);
}
