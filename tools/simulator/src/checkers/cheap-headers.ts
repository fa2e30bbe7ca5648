/**
 * Invariant 12 for headers: a branch is stored only when its work comes near the chain's own (docs/spec/network.md, "Work
 * before storage"). Blocks that were really mined are nobody's flood, however long they were on their way.
 */
import { hashKey } from "@triad/chain";
import type { HeaderEntry } from "@triad/chain/headers";
import { partsOf, type ValidatingParts } from "../engine/nodes-view.ts";
import type { SimNode } from "../engine/sim-node.ts";
import { MINUTE } from "../engine/timetable.ts";
import type { Checker } from "./checker.ts";

const NAME = "cheap-headers";
/** As in gossip's headers-presync-peers.ts. */
const BLOCKS_BELOW_TIP = 144n;

interface Look {
  readonly headers: number;
  readonly workMin: bigint;
}

export const checker: Checker = {
  name: NAME,
  claim: "A node stores no branch of cheap headers with less work than its own chain had 144 blocks ago.",
  begin(world) {
    const looks = new Map<SimNode, Look>();
    return {
      everyMs: 2 * MINUTE,
      periodically() {
        for (const node of world.honestValidating) {
          if (node.core === undefined) continue;
          const { chain } = partsOf(node.core);
          const last = looks.get(node);
          looks.set(node, { headers: chain.headers.size, workMin: workMinOf(chain.tip) });
          if (last === undefined || last.headers === chain.headers.size) continue;
          const fault = storedCheaply(last, chain, (entry) => world.solvedBy.has(hashKey(entry.hash)));
          if (fault !== undefined) world.violated(NAME, fault, node);
        }
      },
      onEnd(node) {
        looks.delete(node);
      },
    };
  },
};

/** Not positive on a chain that is shorter than that. */
function workMinOf(tip: HeaderEntry): bigint {
  const work = tip.parent === undefined ? tip.chainWork : tip.chainWork - tip.parent.chainWork;
  return tip.chainWork - BLOCKS_BELOW_TIP * work;
}

/** What is wrong with the headers that came since the last look, in a sentence. */
export function storedCheaply(
  { headers, workMin }: Look,
  chain: { readonly headers: Pick<ValidatingParts["chain"]["headers"], "all"> },
  isMined: (entry: HeaderEntry) => boolean,
): string | undefined {
  // in the order of arrival
  const cheap = [...chain.headers.all(headers)].filter((entry) => !isMined(entry));
  const most = cheap.reduce((work, entry) => (entry.chainWork > work ? entry.chainWork : work), 0n);
  if (cheap.length === 0 || most >= workMin) return undefined;
  return `${cheap.length} headers were stored with work ${most} at most of ${workMin}`;
}
