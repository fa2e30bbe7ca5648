/** Frames that are wrong in one way each, made from well-formed ones. */
import { LIMITS } from "@triad/protocol";
import { sampleFrames } from "./sample-messages.ts";
import type { SeededBytes } from "./seeded-bytes.ts";

/** Smaller than the smallest limit of a kind, so that it is the content that is refused. */
const SMALL_BYTES_MAX = 250;
const KINDS = Object.keys(LIMITS).length;

type Make = (frame: Uint8Array, random: SeededBytes) => Uint8Array;

/** By what is wrong with them. */
export const FRAME_FLAWS: Readonly<Record<string, Make>> = {
  "wrong place": (frame) => frame,
  random: (_frame, random) => random.bytes(random.below(SMALL_BYTES_MAX)),
  "known kind, random content": (_frame, random) => envelope(1 + random.below(KINDS), random.bytes(random.below(120))),
  truncated: (frame, random) => frame.subarray(0, random.below(frame.length)),
  "longer than it says": (frame, random) => concat(frame, random.bytes(1 + random.below(20))),
  empty: (_frame, random) => envelope(1 + random.below(KINDS + 3), new Uint8Array(0)),
  "fields twice": (frame) => {
    const { kind, content } = opened(frame);
    return envelope(kind, concat(content, content));
  },
  oversize: (frame, random) => {
    const { kind, content } = opened(frame);
    // an unknown field fills the small kinds beyond their limits
    return envelope(kind, concat(content, field(15, random.bytes(1_500))));
  },
  "thousands of empty elements": (frame) => {
    const { kind } = opened(frame);
    return envelope(
      kind,
      new Uint8Array(2 * 2_000).map((_, at) => (at % 2 === 0 ? 0x0a : 0)),
    );
  },
  "unknown fields": (frame, random) => {
    const { kind, content } = opened(frame);
    const unknown = Array.from({ length: 40 }, () => field(10 + random.below(5), random.bytes(2)));
    return envelope(kind, concat(content, ...unknown));
  },
  groups: (frame) => {
    const { kind } = opened(frame);
    return envelope(kind, new Uint8Array(120).fill(0x0b));
  },
  "nested without end": (frame) => {
    const { kind } = opened(frame);
    let content: Uint8Array = new Uint8Array(0);
    for (let depth = 0; depth < 60; depth++) content = field(1, content);
    return envelope(kind, content);
  },
  "varints without end": (frame) => {
    const { kind } = opened(frame);
    return envelope(kind, new Uint8Array(100).fill(0xff));
  },
  "lengths near 2^32": (frame) => {
    const { kind } = opened(frame);
    return envelope(kind, Uint8Array.of(0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f, 1, 2, 3));
  },
};

/** `count` frames with one flaw, of all kinds in turn. */
export function hostileFrames(make: Make, count: number, random: SeededBytes): readonly Uint8Array[] {
  const samples = sampleFrames(random);
  // from the last kind on: with a greeting in front, nothing after it would be looked at
  return Array.from({ length: count }, (_, at) => make(samples.at(-1 - (at % samples.length)) as Uint8Array, random));
}

/** Of a frame of fewer than 2^14 bytes, whose tag may have two bytes. */
function opened(frame: Uint8Array): { readonly kind: number; readonly content: Uint8Array } {
  const tagBytes = (frame[0] as number) < 0x80 ? 1 : 2;
  const lengthBytes = (frame[tagBytes] ?? 0) < 0x80 ? 1 : 2;
  const tag = ((frame[0] as number) & 0x7f) | (tagBytes === 2 ? (frame[1] as number) << 7 : 0);
  return { kind: tag >> 3, content: frame.subarray(tagBytes + lengthBytes) };
}

function envelope(kind: number, content: Uint8Array): Uint8Array {
  return field(kind, content);
}

function field(number: number, content: Uint8Array): Uint8Array {
  return concat(varint((number << 3) | 2), varint(content.length), content);
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let left = value; ; left >>>= 7) {
    if (left < 0x80) return Uint8Array.from([...bytes, left]);
    bytes.push((left & 0x7f) | 0x80);
  }
}

function concat(...parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}
