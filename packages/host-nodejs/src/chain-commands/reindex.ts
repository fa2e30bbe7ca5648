/**
 * The subcommand reindex: coins, undo data, filters and history of a directory are made again from its own blocks, all
 * rules and signatures checked. It first marks the store, in the commit that drops the old state, so that a start after
 * a crash finds the mark and goes on; the blocks are read again from the first, since that is quick for those that are
 * done.
 */
import type { ChainStore, CommittingStore, Network } from "@triad/chain";
import { BlockChain } from "@triad/chain/blocks";
import { hashToDisplay } from "@triad/crypto";
import { REINDEX_RECORD, reindexBatch } from "@triad/roles";
import type { SchnorrWish } from "../choose-schnorr.ts";
import { FatalError } from "../fatal-error.ts";
import { ChainWriter } from "./chain-writer.ts";
import type { Progress } from "./progress.ts";
import { type SignatureCheck, withSignatureWorkers } from "./signature-check.ts";
import type { CommandRun } from "./subcommand.ts";

export interface Reindexing {
  readonly network: Network;
  readonly store: CommittingStore;
  readonly progress: Progress;
  readonly signatures: SchnorrWish;
  readonly coinCacheBytes: number;
  /** A line for each stored block that breaks a rule or is damaged. */
  readonly tell: (line: string) => void;
}

export async function reindex(run: CommandRun): Promise<boolean> {
  const startMs = Date.now();
  const { height, hash } = await reindexStore(run);
  run.print(`Height   ${height}`);
  run.print(`Tip      ${hashToDisplay(hash)}`);
  run.print(`Time     ${((Date.now() - startMs) / 1000).toFixed(1)} s`);
  run.print("Coins, undo data, filters and history are made anew. The wallet reads the chain again at the next start.");
  return true;
}

/** A reindex that a crash or a kill interrupted. */
export function isReindexing(store: ChainStore): boolean {
  return store.record(REINDEX_RECORD) !== undefined;
}

/** Begins, or goes on where one was interrupted. @returns the tip. @throws FatalError where blocks were pruned */
export async function reindexStore(run: Reindexing): Promise<{ readonly height: number; readonly hash: Uint8Array }> {
  const { store, network } = run;
  if (store.prunedHeight > 0) {
    throw new FatalError(
      `Blocks up to height ${store.prunedHeight} were pruned, so that the coins can't be made anew from blocks. ` +
        "Move the directory's chain/ away and start the node: it fetches the chain from peers.",
    );
  }
  if (!isReindexing(store)) await store.commit(reindexBatch(store, network), true);
  return withSignatureWorkers(run.signatures, (check) => readBlocksAgain(run, check));
}

async function readBlocksAgain(run: Reindexing, check: SignatureCheck) {
  const { store, network, coinCacheBytes, progress, tell } = run;
  let jobs = 0;
  const chain = new BlockChain({ network, store, coinCacheBytes, isVerified: () => false, newJob: () => ++jobs });
  const writer = new ChainWriter({
    chain,
    store,
    check,
    seen(event) {
      if (event.type !== "block-invalid") return;
      tell(`Block ${event.entry.height}, ${hashToDisplay(event.entry.hash)}, breaks the rule ${event.reject.code}.`);
    },
  });
  // in the order of arrival, so that the same chain wins a tie
  for (const entry of [...chain.headers.all()]) {
    const body = entry.hasBody ? undefined : store.body(entry.hash);
    if (body === undefined) continue;
    const outcome = chain.acceptBlock(body, entry.header.time);
    // what is invalid is not damaged: its rule is told, or that of the block on which it builds
    if (outcome.kind === "refused" && !entry.isInvalid) {
      tell(
        `Block ${entry.height} is damaged: ${outcome.reject.code}. The node fetches it again if its chain needs it.`,
      );
    }
    await writer.accepted(body.length);
    progress(chain.tip.height, chain.headers.best.height);
  }
  await writer.finish();
  const leftOut = [...chain.headers.all()].filter(({ isInvalid, hash }) => isInvalid && store.body(hash) !== undefined);
  const { length: count } = leftOut;
  if (count === 1) tell("1 stored block is left out: it breaks a rule or builds on one that does.");
  if (count > 1) tell(`${count} stored blocks are left out: they break a rule or build on one that does.`);
  chain.putRecord(REINDEX_RECORD, null);
  await writer.finish();
  return chain.tip;
}
