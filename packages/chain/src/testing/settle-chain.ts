/** What the host does for a chain, done at once: signatures are checked for real, commits go to the store. */
import { firstInvalidSignature } from "@triad/crypto";
import { BlockChain } from "../blocks/block-chain.ts";
import type { BlockChainOptions } from "../blocks/block-chain-options.ts";
import type { ChainEvent } from "../blocks/chain-event.ts";
import type { Network } from "../params/network.ts";
import { MemoryStore } from "./memory-store.ts";
import { TEST_SCHNORR } from "./test-keys.ts";

/** A chain in memory whose jobs are numbered from 1. */
export function openTestChain(network: Network, options: Partial<BlockChainOptions> = {}): BlockChain {
  let jobs = 0;
  return new BlockChain({
    network,
    store: new MemoryStore(),
    isVerified: () => false,
    newJob: () => ++jobs,
    ...options,
  });
}

/** Advances until there is nothing more to do and returns all events in order, the answered checks among them. */
export function settleChain(chain: BlockChain): readonly ChainEvent[] {
  const seen: ChainEvent[] = [];
  for (let isBusy = true; isBusy; ) {
    isBusy = chain.advance(100);
    for (const event of chain.takeEvents()) {
      seen.push(event);
      if (event.type !== "check-signatures") continue;
      chain.signaturesChecked(event.job, checkItems(event.items));
      isBusy = true;
    }
  }
  return seen;
}

/** The verdict of a worker on a signature check. */
export function checkItems(items: Uint8Array): "valid" | { readonly firstInvalid: number } {
  const firstInvalid = firstInvalidSignature(TEST_SCHNORR, items);
  return firstInvalid === -1 ? "valid" : { firstInvalid };
}

/** Commits whatever is to be committed. */
export function commitAll(chain: BlockChain, store: MemoryStore): void {
  for (let batch = chain.takeCommit(); batch !== undefined; batch = chain.takeCommit()) {
    store.apply(batch);
    chain.committed();
  }
}
