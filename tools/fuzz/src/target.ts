/** What is fuzzed: something that reads bytes from outside, and what must hold whatever the bytes are. */
import type { Random } from "./generate/random.ts";

/**
 * What became of an input: "accepted …" or "refused …" with the reader's own reason. Inputs with a new outcome are
 * kept and mutated further, so that a run works its way through the checks.
 */
export type Outcome = string;

/** Calls the reader and measures how long it takes. */
export type Timed = <Value>(read: () => Value) => Value;

export interface Target {
  /** Inputs that are accepted, to be mutated. */
  readonly samples: readonly Uint8Array[];
  /** Words of the format, spliced into inputs. */
  readonly dictionary: readonly Uint8Array[];
  /** An input made for this format. */
  readonly shape: (random: Random) => Uint8Array;
  /** Whatever it throws is a finding. The reader itself runs within `timed`; what checks its result does not. */
  readonly check: (input: Uint8Array, timed: Timed) => Outcome | Promise<Outcome>;
  readonly close?: () => Promise<void>;
}

export interface TargetEntry {
  readonly name: string;
  readonly reads: string;
  readonly open: () => Target | Promise<Target>;
}

/** A property that does not hold; thrown by checks. */
export class Violation extends Error {
  override readonly name = "Violation";
}

export function expectThat(holds: boolean, claim: string): void {
  if (!holds) throw new Violation(claim);
}
