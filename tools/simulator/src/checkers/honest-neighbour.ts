/** Invariant 23: at rest every honest node is connected with an honest one, however many liars want its places. */
import type { SimNode } from "../engine/sim-node.ts";
import type { Checker } from "./checker.ts";

const NAME = "honest-neighbour";

export const checker: Checker = {
  name: NAME,
  claim: "Some minutes after the last fault every honest node has a connection with another honest node.",
  begin: (world) => ({
    atRest() {
      const connected = new Set<SimNode>();
      for (const [dialler, listener] of world.network.pairs()) {
        if (!dialler.isHonest || !listener.isHonest) continue;
        connected.add(dialler);
        connected.add(listener);
      }
      const alone = world.honest.find((node) => !connected.has(node));
      if (alone !== undefined) world.violated(NAME, `${alone.name} is surrounded by liars`, alone);
    },
  }),
};
