/** Brings a chain outside of a running node as far as it goes: connects what it holds and answers its signature checks. */
import type { BlockChain, ChainEvent } from "@triad/chain/blocks";
import type { SignatureVerdict } from "@triad/roles";
import type { SignatureCheck } from "./signature-check.ts";

/** Blocks between two looks at what happened; any number will do, since nobody else waits for this thread. */
const STEPS = 16;

/** Resolves when there is nothing left to do; `seen` is told of every event, in order. */
export async function settleBlocks(
  chain: BlockChain,
  check: SignatureCheck,
  seen: (event: ChainEvent) => void,
): Promise<void> {
  const pending = new Map<number, Promise<void>>();
  const answer = async (job: number, items: Uint8Array) => {
    const verdict: SignatureVerdict = await check(items);
    pending.delete(job);
    // A job that was cancelled meanwhile: late verdicts change nothing.
    chain.signaturesChecked(job, verdict);
  };
  for (;;) {
    const isBusy = chain.advance(STEPS);
    for (const event of chain.takeEvents()) {
      if (event.type === "check-signatures") pending.set(event.job, answer(event.job, event.items));
      seen(event);
    }
    if (isBusy) continue;
    if (pending.size === 0) return;
    await Promise.race(pending.values());
  }
}
