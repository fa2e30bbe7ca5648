import { type CommitBatch, EMPTY_BATCH } from "@triad/chain";
import type { CommitContents } from "@triad/chain/blocks";
import { describe, expect, it } from "vitest";
import { Commits } from "./commits.ts";
import { Effects } from "./effects.ts";

const at = (seconds: number) => ({ monotonicMs: seconds * 1000, unixMs: 0 });
const COINS: CommitBatch = { ...EMPTY_BATCH, coinsTip: new Uint8Array(32) };

/** A chain that always has something to commit, and what was asked of it. */
class Source {
  needsFlush = false;
  hasChanges = true;
  readonly taken: CommitContents[] = [];

  takeCommit(contents: CommitContents): CommitBatch | undefined {
    this.taken.push(contents);
    if (!this.hasChanges) return undefined;
    return contents === "all" ? COINS : EMPTY_BATCH;
  }

  committed(): void {}
}

/** Past the first flush, which takes everything. */
function catchingUp() {
  const effects = new Effects();
  const source = new Source();
  const commits = new Commits(effects, source);
  /** Flushes and lets the commit succeed; what was taken, and whether durably. */
  const flush = (hasCaughtUp: boolean, seconds: number): string => {
    commits.flush(hasCaughtUp, at(seconds));
    const sent = effects.take().flatMap((effect) => (effect.type === "commit" ? [effect] : []));
    for (const { commit } of sent) commits.committed(commit, at(seconds));
    return `${source.taken.at(-1)} ${sent.map(({ durable }) => (durable ? "durable" : "not durable")).join()}`;
  };
  expect(flush(false, 0)).toBe("all not durable");
  return { effects, source, commits, flush };
}

describe("a commit while the node catches up", () => {
  it("leaves out what follows the tip, and need not be durable", () => {
    const { flush } = catchingUp();
    expect(flush(false, 1)).toBe("blocks not durable");
  });

  it.each(["the node ends", "somebody waits", "it has caught up"])(
    "is synced once more when %s and there is nothing new to write",
    (when) => {
      const { source, commits, flush } = catchingUp();
      source.hasChanges = false;
      expect(flush(false, 1)).toBe("blocks ");
      let hasHeard = false;
      if (when === "the node ends") commits.stop();
      if (when === "somebody waits") {
        commits.afterNext(() => {
          hasHeard = true;
        });
      }
      const hasCaughtUp = when === "it has caught up";
      expect(flush(hasCaughtUp, 2)).toBe("all durable");
      expect(hasHeard).toBe(when === "somebody waits");
      expect(flush(hasCaughtUp, 3)).toBe(when === "somebody waits" ? "blocks " : "all ");
    },
  );

  it("takes everything after 30 s, and not a moment before", () => {
    const { flush } = catchingUp();
    expect(flush(false, 29.999)).toBe("blocks not durable");
    expect(flush(false, 30)).toBe("all not durable");
    expect(flush(false, 59.999)).toBe("blocks not durable");
    expect(flush(false, 60)).toBe("all not durable");
  });

  it("takes everything when the coin cache is due", () => {
    const { source, flush } = catchingUp();
    source.needsFlush = true;
    expect(flush(false, 1)).toBe("all not durable");
    source.needsFlush = false;
    expect(flush(false, 2)).toBe("blocks not durable");
  });

  it("takes everything, durably, when somebody waits for it, and tells them once it is done", () => {
    const { commits, flush } = catchingUp();
    const told: string[] = [];
    commits.afterNext(() => told.push("done"));
    expect(told).toEqual([]);
    expect(flush(false, 1)).toBe("all durable");
    expect(told).toEqual(["done"]);
    expect(flush(false, 2)).toBe("blocks not durable");
    expect(told).toEqual(["done"]);
  });

  it("takes everything, durably, when the node stops", () => {
    const { commits, flush } = catchingUp();
    commits.stop();
    expect(flush(false, 1)).toBe("all durable");
  });
});

describe("a commit of a node that has caught up", () => {
  it("takes everything, durably", () => {
    const { flush } = catchingUp();
    expect(flush(true, 1)).toBe("all durable");
    expect(flush(true, 2)).toBe("all durable");
  });
});

describe("whoever waits for a commit", () => {
  it("waits for the one after that in flight, which was taken before they came", () => {
    const { effects, commits } = catchingUp();
    commits.flush(true, at(1));
    const [first] = effects.take().flatMap((effect) => (effect.type === "commit" ? [effect.commit] : []));
    const told: string[] = [];
    commits.afterNext(({ monotonicMs }) => told.push(`at ${monotonicMs}`));
    commits.flush(true, at(1));
    expect(effects.take()).toEqual([]);
    commits.committed(first as number, at(1));
    expect(told).toEqual([]);
    commits.flush(true, at(1));
    const [second] = effects.take().flatMap((effect) => (effect.type === "commit" ? [effect.commit] : []));
    commits.committed(second as number, at(60));
    expect(told).toEqual(["at 60000"]);
  });

  it("is told at once when there is nothing to commit", () => {
    const { source, commits, flush } = catchingUp();
    source.hasChanges = false;
    // and what was written before is on the disk
    expect(flush(true, 1)).toBe("all durable");
    const told: string[] = [];
    commits.afterNext(({ monotonicMs }) => told.push(`at ${monotonicMs}`));
    expect(flush(true, 2)).toBe("all ");
    expect(told).toEqual(["at 2000"]);
  });
});
