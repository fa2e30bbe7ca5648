/** Invariants 21 and 23, and 17 where it ends: when nothing goes wrong any more, all agree, light nodes included. */
import type { NodeView } from "@triad/roles";
import { partsOf } from "../engine/nodes-view.ts";
import type { SimNode } from "../engine/sim-node.ts";
import type { World } from "../engine/world.ts";
import type { Checker } from "./checker.ts";

const NAME = "one-tip-at-rest";
/** A network that stands still is at peace, too. Half of what should be there at the usual pace. */
const PACE_MIN = 0.5;

export const checker: Checker = {
  name: NAME,
  claim:
    "Some minutes after the last fault all honest nodes have the same tip, or two that tie, and blocks have been found. " +
    "A tip that is too new for everybody else does not count yet.",
  begin: (world) => ({
    atRest() {
      const said = world.honest.map((node) => [node, world.lastWords.get(node)] as const);
      for (const [node, view] of said) if (view === undefined) world.violated(NAME, `${node.name} says nothing`, node);
      // who mined while its clock was hours ahead keeps what it has until the others have more work, or time is up
      const views = said.filter(([node]) => !isAheadOfTime(node, world));
      const best = views.reduce((most, each) => (workOf(each[1]) > workOf(most[1]) ? each : most));
      for (const [node, view] of views) {
        // two blocks found at the same moment are a tie until the next one, which nobody mines any more
        if (view?.tipHash === best[1]?.tipHash || workOf(view) === workOf(best[1])) continue;
        const own = `${node.name} is at ${view?.height} ${view?.tipHash.slice(0, 10)}`;
        world.violated(NAME, `${own}, ${best[0].name} at ${best[1]?.height} ${best[1]?.tipHash.slice(0, 10)}`, node);
      }
      const { miningEndsMs } = world.timetable;
      const due = (miningEndsMs / 1000 / world.consensus.params.consensus.spacing) * PACE_MIN;
      const height = Math.max(...said.map(([, view]) => view?.height ?? 0));
      if (height < due) world.violated(NAME, `only ${height} blocks were found`);
    },
  }),
};

/** Is its tip's time still too far ahead for clocks that are right, as all are at rest? */
function isAheadOfTime({ core, clock, role }: SimNode, world: World): boolean {
  if (core === undefined || role === "light-node") return false;
  const { time } = partsOf(core).chain.tip.header;
  return time > clock.now(world.nowMs()).unixMs / 1000 + world.consensus.maxFutureSeconds;
}

function workOf(view: NodeView | undefined): bigint {
  return view === undefined ? -1n : BigInt(`0x${view.chainWork}`);
}
