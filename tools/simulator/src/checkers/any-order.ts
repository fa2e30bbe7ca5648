/**
 * Invariants 7 and 8: what a node holds of a block depends on the block alone. The same blocks are handed to a fresh chain
 * in another order, and to one that starts on what the node has on its disk: all must condemn the same and end with as
 * much work.
 */
import { BlockChain, type ChainEvent } from "@triad/chain/blocks";
import type { HeaderEntry } from "@triad/chain/headers";
import { MemoryStore } from "@triad/chain/testing";
import { hashToDisplay } from "@triad/crypto";
import { short } from "../engine/describe.ts";
import { partsOf, type ValidatingParts } from "../engine/nodes-view.ts";
import type { World } from "../engine/world.ts";
import type { Checker } from "./checker.ts";

const NAME = "any-order";
/** Nodes whose blocks are judged again: each costs as much as its whole chain did. */
const SAMPLE = 2;
/** After every block's time. */
const LATE_SECONDS = 2 ** 32;
const STEPS_PER_TURN = 100;

export const checker: Checker = {
  name: NAME,
  claim: "The same blocks in another order, or after a restart, lead to as much work and condemn the same blocks.",
  begin: (world) => ({
    atRest() {
      const whole = world.honestValidating.filter(({ core }) => core && partsOf(core).chain.prunedHeight === 0);
      for (const node of whole.slice(-SAMPLE)) {
        if (node.core === undefined) continue;
        const fault = faultOf(partsOf(node.core).chain, node.disk.store.copy(), world);
        if (fault !== undefined) world.violated(NAME, fault, node);
      }
    },
  }),
};

function faultOf(chain: ValidatingParts["chain"], store: MemoryStore, world: World): string | undefined {
  const restarted = open(store, world);
  settle(restarted, world);
  return (
    differences(chain, reordered(chain, world), "in another order") ?? differences(chain, restarted, "after a restart")
  );
}

/** Headers must come after their parents; bodies come in the order of their hashes, which is no order. */
function reordered(chain: ValidatingParts["chain"], world: World): BlockChain {
  const other = open(new MemoryStore(), world);
  const entries = [...chain.headers.all()].filter(({ height }) => height > 0);
  for (const entry of entries) other.acceptHeader(chain.headers.headerBytes(entry), LATE_SECONDS);
  for (const entry of entries.toSorted((a, b) => (hashToDisplay(a.hash) < hashToDisplay(b.hash) ? -1 : 1))) {
    const body = chain.body(entry);
    if (body !== undefined) other.acceptBlock(body, LATE_SECONDS);
  }
  settle(other, world);
  return other;
}

/** What is wrong, in a sentence. */
export function differences(
  chain: Pick<BlockChain, "tip" | "headers">,
  other: Pick<BlockChain, "tip" | "headers">,
  how: string,
): string | undefined {
  if (other.tip.chainWork !== chain.tip.chainWork) {
    const name = ({ height, hash }: HeaderEntry): string => `${height} ${short(hash)}`;
    return `the tip is ${name(chain.tip)}, and ${how} ${name(other.tip)}, which has other work`;
  }
  for (const entry of chain.headers.all()) {
    const again = other.headers.get(entry.hash);
    // a block that nobody had a reason to connect may be condemned in one order and not in another
    if (again === undefined || again.isInvalid === entry.isInvalid) continue;
    const [bad, good] = entry.isInvalid ? ["here", how] : [how, "here"];
    if (entry.chainWork >= chain.tip.chainWork) return `block ${entry.height} is condemned ${bad} and not ${good}`;
  }
  return undefined;
}

function open(store: MemoryStore, { consensus }: World): BlockChain {
  let jobs = 0;
  return new BlockChain({ network: consensus, store, isVerified: () => false, newJob: () => ++jobs });
}

function settle(chain: BlockChain, { signatures }: World): void {
  for (let isBusy = true; isBusy; ) {
    isBusy = chain.advance(STEPS_PER_TURN);
    for (const event of chain.takeEvents()) if (answer(chain, event, signatures)) isBusy = true;
  }
}

function answer(chain: BlockChain, event: ChainEvent, signatures: World["signatures"]): boolean {
  if (event.type !== "check-signatures") return false;
  const firstInvalid = signatures.firstInvalid(event.items);
  chain.signaturesChecked(event.job, firstInvalid === -1 ? "valid" : { firstInvalid });
  return true;
}
