/** Invariant 18: however a process ends, its disk holds a state that was committed, and nothing that was promised is lost. */
import type { Checker } from "./checker.ts";

const NAME = "store-after-end";

export const checker: Checker = {
  name: NAME,
  claim: "What a restart finds is the state after some commit, not before the last durable one that was reported.",
  begin: (world) => ({
    onEnd(node) {
      const fault = node.disk.faultAfterRestart;
      if (fault !== undefined) world.violated(NAME, fault, node);
    },
  }),
};
