/** The process of a hunt, started in a copy: runs what it is told until something is wrong. Its argument is a HuntOrder. */
import { SignatureMemory } from "../engine/signature-memory.ts";
import { HOUR } from "../engine/timetable.ts";
import { Violation } from "../engine/violation.ts";
import { World } from "../engine/world.ts";
import { loadAdversaries, loadCheckers, loadScenarios } from "../load-folder.ts";
import type { HuntOrder, HuntRun, RunReport } from "./hunt-order.ts";

const order: HuntOrder = JSON.parse(process.argv[2] ?? "");
const [scenarios, adversaries, checkers] = await Promise.all([loadScenarios(), loadAdversaries(), loadCheckers()]);
const signatures = new SignatureMemory();

for (const each of order.runs) {
  const report = run(each);
  console.log(JSON.stringify(report));
  if (report.found !== undefined) break;
}

function run({ scenario: name, seed, hours }: HuntRun): RunReport {
  const scenario = scenarios.find((each) => each.name === name);
  if (scenario === undefined) throw new Error(`there is no scenario ${name}`);
  const { nodes } = order;
  const { strategies = [], share = 0 } = scenario.liars ?? {};
  const liars = adversaries.filter((each) => strategies.includes(each.name));
  const world = new World({
    ...{ seed, nodes, hours, scenario, checkers, signatures },
    adversaries: liars,
    liarShare: share,
  });
  const found = faultOf(world);
  return { scenario: name, seed, hours, nodeHours: (nodes * world.nowMs()) / HOUR, found };
}

function faultOf(world: World): RunReport["found"] {
  try {
    world.run();
    return undefined;
  } catch (error) {
    if (error instanceof Violation) return { by: error.checker, text: error.message };
    return { by: "a program throws", text: error instanceof Error ? error.message : String(error) };
  }
}
