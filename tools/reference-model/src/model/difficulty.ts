/** The bits that a block must have, docs/spec/headers.md, "Difficulty". */
import type { Parameters } from "./parameters.ts";
import { compactOf, targetOf } from "./work.ts";

export interface Ancestry {
  /** Of the block whose bits are asked for; at least 1. */
  readonly height: bigint;
  readonly time: bigint;
  readonly parentTime: bigint;
  /** Of block 1 of its chain; no meaning at height 1. */
  readonly firstTime: bigint;
}

export function requiredBits(parameters: Parameters, { height, time, parentTime, firstTime }: Ancestry): bigint {
  const { spacing, halfLife, genesisBits, easiestBits } = parameters;
  if (halfLife === 0n || height === 1n) return genesisBits;
  const t = parentTime + halfLife * floorDivide(time - parentTime, halfLife);
  // bigint division cuts towards zero, as trunc does
  const e = ((t - (firstTime - spacing) - spacing * (height - 1n)) * 65536n) / halfLife;
  const s = floorDivide(e, 65536n);
  const f = e - 65536n * s;
  const factor =
    65536n + floorDivide(195766423245049n * f + 971821376n * f ** 2n + 5127n * f ** 3n + 2n ** 47n, 2n ** 48n);
  const easiest = targetOf(easiestBits) as bigint;
  if (s >= 256n) return compactOf(easiest);
  if (s <= -272n) return compactOf(1n);
  const product = (targetOf(genesisBits) as bigint) * factor;
  const shift = s - 16n;
  const target = shift >= 0n ? product * 2n ** shift : product / 2n ** -shift;
  return compactOf(clamp(target, 1n, easiest));
}

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return quotient * b > a ? quotient - 1n : quotient;
}

function clamp(value: bigint, least: bigint, most: bigint): bigint {
  if (value < least) return least;
  return value > most ? most : value;
}
