/** Performs `commit` effects on the store; each ends in `committed` or `commit-failed`. */
import type { CommitBatch, CommittingStore } from "@triad/chain";
import type { CommitId, Event } from "@triad/roles";

export interface Commits {
  commit(commit: CommitId, batch: CommitBatch, durable: boolean): void;
  readonly isBusy: boolean;
  /** Resolves when no commit is in flight. */
  idle(): Promise<void>;
}

export function createCommits(store: CommittingStore, post: (event: Event) => void): Commits {
  const inFlight = new Set<Promise<void>>();

  return {
    commit(commit, batch, durable) {
      const done = write(store, commit, batch, durable).then((event) => {
        inFlight.delete(done);
        post(event);
      });
      inFlight.add(done);
    },
    get isBusy() {
      return inFlight.size > 0;
    },
    async idle() {
      await Promise.all(inFlight);
    },
  };
}

async function write(store: CommittingStore, commit: CommitId, batch: CommitBatch, durable: boolean): Promise<Event> {
  try {
    await store.commit(batch, durable);
    return { type: "committed", commit };
  } catch (error) {
    return {
      type: "commit-failed",
      commit,
      reason: reasonOf(error),
      detail: error instanceof Error ? error.message : String(error),
    };
  }
}

function reasonOf(error: unknown): "disk-full" | "io-error" {
  return error instanceof Error && "code" in error && DISK_FULL.has(String(error.code)) ? "disk-full" : "io-error";
}

/** What the store says, and what the file system says where a store passes it on. */
const DISK_FULL: ReadonlySet<string> = new Set(["disk-full", "ENOSPC", "EDQUOT"]);
