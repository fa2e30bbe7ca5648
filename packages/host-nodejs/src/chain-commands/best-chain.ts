/** The blocks that lead to a tip. */
import type { HeaderEntry } from "@triad/chain/headers";

/** By height, genesis first. */
export function bestChain(tip: HeaderEntry): readonly HeaderEntry[] {
  const path: HeaderEntry[] = [];
  for (let entry: HeaderEntry | undefined = tip; entry !== undefined; entry = entry.parent) path.push(entry);
  return path.reverse();
}
