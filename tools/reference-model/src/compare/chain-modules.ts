/** The chain under test, handed in, so that the same comparison runs against a copy with a planted bug. */
export interface ChainModules {
  readonly chain: typeof import("@triad/chain");
  readonly blocks: typeof import("@triad/chain/blocks");
  readonly testing: typeof import("@triad/chain/testing");
}
