/** Invariants 5 and 6: the tip has most work among blocks that are known to be good, and work rises with each tip. */
import { LAYER_LIMITS } from "@triad/chain/blocks";
import { forkOf, type HeaderEntry, type HeaderIndex } from "@triad/chain/headers";
import { short } from "../engine/describe.ts";
import { partsOf } from "../engine/nodes-view.ts";
import type { SimNode } from "../engine/sim-node.ts";
import { MINUTE } from "../engine/timetable.ts";
import type { Checker } from "./checker.ts";

/** A better chain that is here may wait so long for verdicts, a slow disk, or a program that was frozen. */
const PATIENCE_MS = 2 * MINUTE;

/** What was there when a node's headers were looked at last. */
interface Look {
  readonly headers: HeaderIndex;
  readonly seen: number;
  readonly bestWork: bigint;
}

export const checker: Checker = {
  name: "work-rises",
  claim:
    "A node's tip has most work among the blocks whose whole chain it has, and each new tip has more than the last, " +
    "except on the way of a reorganisation that is too deep for memory.",
  begin(world) {
    const tips = new Map<SimNode, HeaderEntry>();
    const waitingSince = new Map<SimNode, number>();
    const looks = new Map<SimNode, Look>();
    return {
      afterTurn(node) {
        if (node.core === undefined || node.role === "light-node") return;
        const { tip, headers } = partsOf(node.core).chain;
        const last = tips.get(node);
        if (tip === last) return;
        tips.set(node, tip);
        if (last === undefined || tip.chainWork > last.chainWork || isOnTheWay(last, headers)) return;
        const [from, to] = [`${last.height} ${short(last.hash)}`, `${tip.height} ${short(tip.hash)}`];
        world.violated("work-rises", `the tip went from ${from} to ${to}, which has no more work`, node);
      },
      onEnd(node) {
        tips.delete(node);
        waitingSince.delete(node);
      },
      everyMs: MINUTE,
      periodically() {
        for (const node of world.honestValidating) {
          const headers = node.core && partsOf(node.core).chain.headers;
          const beyond = headers && beyondBest(headers, looks.get(node));
          if (beyond !== undefined) {
            const what = `header ${beyond.height} has more work than the best`;
            world.violated("work-rises", `${what}, ${headers?.best.height}`, node);
          }
          if (headers !== undefined) {
            looks.set(node, { headers, seen: headers.size, bestWork: headers.best.chainWork });
          }
          const better = betterBlock(node);
          if (better === undefined) waitingSince.delete(node);
          const sinceMs = waitingSince.get(node) ?? world.nowMs();
          if (better !== undefined) waitingSince.set(node, sinceMs);
          if (better === undefined || world.nowMs() - sinceMs < PATIENCE_MS) continue;
          const what = `${better.height} ${short(better.hash)}`;
          world.violated("work-rises", `block ${what} has more work than the tip, all of its chain is here`, node);
        }
      },
    };
  },
};

/** From this tip to the best block it is so far that it is gone in steps. That it gets there the other claim demands. */
function isOnTheWay(tip: HeaderEntry, { best }: HeaderIndex): boolean {
  if (best.chainWork <= tip.chainWork) return false;
  const fork = forkOf(tip, best);
  return tip.height - fork.height + best.height - fork.height > LAYER_LIMITS.blocks;
}

/**
 * A header that is good and has more work than the best. Those of the last look had none then, and none that is known to
 * be bad becomes good: they can have more only when the best of then is condemned now.
 */
function beyondBest(headers: HeaderIndex, last: Look | undefined): HeaderEntry | undefined {
  const bestWork = headers.best.chainWork;
  const isAsBefore = last?.headers === headers && bestWork >= last.bestWork;
  for (const entry of headers.all(isAsBefore ? last.seen : 0)) {
    if (!entry.isInvalid && entry.chainWork > bestWork) return entry;
  }
  return undefined;
}

/** Undefined too while the program has a reason to wait. */
function betterBlock(node: SimNode): HeaderEntry | undefined {
  if (node.core === undefined || node.isFrozen || node.disk.slowness > 1) return undefined;
  const { chain, commits } = partsOf(node.core);
  if (commits.hasFailed || chain.headers.best.chainWork <= chain.tip.chainWork) return undefined;
  for (const entry of chain.headers.all()) {
    if (entry.chainWork > chain.tip.chainWork && !entry.isInvalid && chain.headers.hasChainOfBodies(entry))
      return entry;
  }
  return undefined;
}
