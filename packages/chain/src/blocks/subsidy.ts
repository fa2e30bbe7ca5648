/** What a block may create beyond its fees. docs/spec/blocks.md, "Subsidy". */
import type { ConsensusParams } from "@triad/protocol";
import { HALVINGS_MAX } from "../params/limits.ts";

/** Base units. */
export function subsidyAt(height: number, params: ConsensusParams): number {
  const halvings = Math.floor(height / params.halvingInterval);
  return halvings >= HALVINGS_MAX ? 0 : Math.floor(params.subsidy / 2 ** halvings);
}
