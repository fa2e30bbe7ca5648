/**
 * The required `bits` of a header: ASERT (aserti3-2d's arithmetic; Lundeberg, Zawy and others, 2020) anchored at
 * block 1, with a stall rule: each whole half-life without a block doubles the target, so that a chain left by its
 * hash rate moves again. docs/spec/headers.md, "Difficulty".
 */
import type { ConsensusParams } from "@triad/protocol";
import { assert } from "../assert.ts";
import { bitsOfTarget, targetOfBits } from "./target.ts";

export interface DifficultyInput {
  /** Of the block whose bits are asked for, at least 1. */
  readonly height: number;
  /** Unix seconds of that block; beyond the stall rule it does not matter. */
  readonly time: number;
  readonly parentTime: number;
  /** Time of block 1; any number for height 1. */
  readonly firstTime: number;
}

export function requiredBits(params: ConsensusParams, block: DifficultyInput): number {
  if (block.height === 1 || params.halfLife === 0) return params.genesisBits;
  const stalledHalfLives = Math.floor((block.time - block.parentTime) / params.halfLife);
  return asertBits({
    anchorBits: params.genesisBits,
    easiestBits: params.easiestBits,
    halfLife: params.halfLife,
    // all are below 2^53: times and heights are below 2^32, spacing below 2^32 in practice far less
    secondsBehind:
      BigInt(block.parentTime + params.halfLife * stalledHalfLives - (block.firstTime - params.spacing)) -
      BigInt(params.spacing) * BigInt(block.height - 1),
  });
}

export interface AsertInput {
  readonly anchorBits: number;
  readonly easiestBits: number;
  /** Seconds in which being late by as much doubles the target. */
  readonly halfLife: number;
  /** How much later than the ideal schedule the chain is; negative when ahead. */
  readonly secondsBehind: bigint;
}

/** Exponent at and above which every target is the easiest, and at and below which it is 1. */
const SHIFT_MAX = 256n;
const SHIFT_MIN = -272n;

export function asertBits({ anchorBits, easiestBits, halfLife, secondsBehind }: AsertInput): number {
  const anchor = targetOfBits(anchorBits);
  const easiest = targetOfBits(easiestBits);
  assert(anchor !== undefined && easiest !== undefined, "parameters are checked when they are read");
  // bigint division truncates toward zero, as the definition asks
  const exponent = (secondsBehind * 65536n) / BigInt(halfLife);
  const shift = exponent >> 16n;
  if (shift >= SHIFT_MAX) return bitsOfTarget(easiest);
  if (shift <= SHIFT_MIN) return bitsOfTarget(1n);
  const fraction = exponent - shift * 65536n;
  const factor =
    65536n +
    ((195766423245049n * fraction +
      971821376n * fraction * fraction +
      5127n * fraction * fraction * fraction +
      (1n << 47n)) >>
      48n);
  const target = shiftBy(anchor * factor, shift - 16n);
  return bitsOfTarget(target < 1n ? 1n : target > easiest ? easiest : target);
}

function shiftBy(value: bigint, by: bigint): bigint {
  return by >= 0n ? value << by : value >> -by;
}
