import { EMPTY_BATCH } from "@triad/chain";
import { describe, expect, it } from "vitest";
import { Commits } from "./commits.ts";
import { Effects } from "./effects.ts";
import type { Notice } from "./seam.ts";

const FULL = "The disk is full. Free some space; writing goes on then.";
const at = (seconds: number) => ({ monotonicMs: seconds * 1000, unixMs: 0 });

/** One commit is in flight. */
function flying() {
  const effects = new Effects();
  let isTaken = false;
  const source = {
    takeCommit: () => {
      const batch = isTaken ? undefined : EMPTY_BATCH;
      isTaken = true;
      return batch;
    },
    committed: () => undefined,
    needsFlush: false,
  };
  const commits = new Commits(effects, source);
  const take = () => {
    const taken = effects.take();
    const notices: Notice[] = [];
    const sent: number[] = [];
    for (const effect of taken) {
      if (effect.type === "notify") notices.push(effect.notice);
      if (effect.type === "commit") sent.push(effect.commit);
    }
    return { notices, sent };
  };
  commits.flush(true, at(0));
  const [first = 0] = take().sent;
  return { commits, take, first };
}

describe("a commit that fails", () => {
  it("is told at once and then every minute, is tried again every 5 s, and its success is told", () => {
    const { commits, take, first } = flying();
    let id = first;
    const toldAt: number[] = [];
    for (let seconds = 0; seconds <= 120; seconds += 5) {
      commits.failed(id, "disk-full", FULL, at(seconds));
      const { notices } = take();
      if (notices.length > 0) toldAt.push(seconds);
      for (const { code, text } of notices) {
        expect(code).toBe("commit-failed");
        expect(text).toBe(`${FULL} Until then the node takes in no further blocks; it tries again every 5 s.`);
      }
      commits.wake({ monotonicMs: seconds * 1000 + 4_999, unixMs: 0 });
      expect(take().sent).toEqual([]);
      commits.wake(at(seconds + 5));
      [id = 0] = take().sent;
      expect(id).toBeGreaterThan(first);
    }
    expect(toldAt).toEqual([0, 60, 120]);
    expect(commits.hasFailed).toBe(true);
    commits.committed(id);
    expect(commits.hasFailed).toBe(false);
    expect(take().notices.map(({ code }) => code)).toEqual(["commit-resumed"]);
  });

  it("is tried once more by a stop, and the operator is told what is lost", () => {
    const { commits, take, first } = flying();
    commits.failed(first, "disk-full", FULL, at(0));
    take();
    commits.stop();
    commits.stop();
    const { sent } = take();
    expect(sent).toHaveLength(1);
    commits.failed(sent[0] ?? 0, "disk-full", FULL, at(1));
    const { notices } = take();
    expect(notices[0]?.text).toContain("The node ends without writing its newest blocks");
    expect(commits.nextWake()).toBeUndefined();
  });
});
