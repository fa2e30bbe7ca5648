/** Protobuf as it should not be: nested without end, counted without end, padded, repeated, out of order. */
import { join, repeat } from "./bytes.ts";
import { hostileVarint, varint } from "./mutate.ts";
import type { Random } from "./random.ts";

/** A field of bytes or a nested message. */
export function field(number: number, content: Uint8Array): Uint8Array {
  return join([varint(number * 8 + 2), varint(content.length), content]);
}

export function numberField(number: number, value: number): Uint8Array {
  return join([varint(number * 8), varint(value)]);
}

/** Any fields at all, some of them nested; about `budget` bytes. */
export function anyFields(random: Random, budget = 200, depth = 0): Uint8Array {
  const fields: Uint8Array[] = [];
  for (let left = random.integer(6); left > 0; left--) {
    const number = random.once(6) ? random.pick([0, 15, 16, 17, 100, 2047, 536_870_911]) : 1 + random.integer(12);
    switch (random.integer(7)) {
      case 0:
        fields.push(join([varint(number * 8), hostileVarint(random)]));
        break;
      case 1:
        fields.push(field(number, random.bytes(random.pick([0, 1, 8, 32, 64, 80, random.integer(budget + 1)]))));
        break;
      case 2:
        if (depth < 6) fields.push(field(number, anyFields(random, budget >> 1, depth + 1)));
        break;
      case 3:
        fields.push(join([varint(number * 8 + 2), hostileVarint(random), random.bytes(random.integer(8))]));
        break;
      case 4:
        fields.push(join([varint(number * 8 + random.pick([1, 3, 4, 5, 6, 7])), random.bytes(random.integer(10))]));
        break;
      case 5:
        fields.push(repeat(field(number, random.bytes(random.integer(3))), random.size(2000)));
        break;
      default:
        fields.push(numberField(number, random.integer(70_000)));
    }
  }
  return join(fields);
}

/** A message in a message in a message, `depth` times. Lengths are written from the inside out. */
export function nested(number: number, depth: number): Uint8Array {
  const heads: Uint8Array[] = [];
  let length = 0;
  for (let level = 0; level < depth; level++) {
    const head = join([varint(number * 8 + 2), varint(length)]);
    heads.push(head);
    length += head.length;
  }
  return join(heads.toReversed());
}

/** `depth` groups that are opened and never closed: what a recursive skipper falls for. */
export function openGroups(number: number, depth: number): Uint8Array {
  return repeat(varint(number * 8 + 3), depth);
}
