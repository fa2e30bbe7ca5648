/**
 * What a checker is. One invariant in a file of this folder, which exports `checker`; every file is found by itself.
 * A checker only looks: it draws nothing and posts nothing, so that a run is the same whoever watches.
 */
import type { Effect, Event } from "@triad/roles";
import type { SimNode } from "../engine/sim-node.ts";
import type { World } from "../engine/world.ts";

export interface Checker {
  readonly name: string;
  /** One sentence that is true of a correct network. */
  readonly claim: string;
  /** Called once, before the first node starts. */
  begin(world: World): CheckerHooks;
}

/** Each reports with `world.violated`. Honest nodes and liars alike are shown: look at `node.isHonest`. */
export interface CheckerHooks {
  /** Before the program sees the event. */
  onEvent?(node: SimNode, event: Event): void;
  onEffect?(node: SimNode, effect: Effect): void;
  /** All effects of a turn are performed. `event` is undefined at start. */
  afterTurn?(node: SimNode, event: Event | undefined): void;
  /** An orderly end: everything is on the disk, peers know nothing yet, the program is still there. */
  onStopped?(node: SimNode): void;
  /** The program can't go on, and says why. */
  onGiveUp?(node: SimNode, reason: string): void;
  /** A process ended; what it leaves is what a restart finds. */
  onEnd?(node: SimNode): void;
  /** A search has solved this header. */
  onSolved?(node: SimNode, header: Uint8Array): void;
  /** About once in so many milliseconds of the world. */
  readonly everyMs?: number;
  periodically?(): void;
  /** Faults ended long ago, nothing is mined any more, nothing is under way. */
  atRest?(): void;
}
