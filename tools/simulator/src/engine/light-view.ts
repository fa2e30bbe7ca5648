/** What checkers may look at inside a light node; found by looking for it, as the parts of a node that validates. */
import type { HeaderEntry } from "@triad/chain/headers";
import type { Core } from "@triad/roles";
import type { Wallet } from "@triad/wallet";
import { LyingCore } from "./lying-core.ts";

export interface LightParts {
  readonly chain: { readonly tip: HeaderEntry };
  readonly wallet: { readonly wallet: Wallet; readonly isAtTip: boolean };
}

/** @throws Error when the core is no light node. */
export function lightPartsOf(program: Core): LightParts {
  const core = program instanceof LyingCore ? program.core : program;
  for (const part of ["chain", "wallet"]) {
    if (!(part in core)) throw new Error(`the light node has no part "${part}" any more: tell the simulator`);
  }
  return core as Core & LightParts;
}
