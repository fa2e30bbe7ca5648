/** One run from beginning to end, and what came of it. */
import type { Adversary } from "./adversaries/adversary.ts";
import type { Checker } from "./checkers/checker.ts";
import type { SignatureMemory } from "./engine/signature-memory.ts";
import { timeOf } from "./engine/trace.ts";
import { Violation } from "./engine/violation.ts";
import { World } from "./engine/world.ts";
import type { Scenario } from "./scenarios/scenario.ts";

export interface RunOrder {
  readonly seed: string;
  readonly nodes: number;
  readonly hours: number;
  readonly scenario: Scenario;
  readonly checkers: readonly Checker[];
  /** All that there are, or the ones that were asked for. */
  readonly adversaries: readonly Adversary[];
  /** Given when liars were asked for besides those of the scenario. */
  readonly liarShare?: number;
  readonly signatures: SignatureMemory;
  readonly traceLines?: number;
  /** Called while all of the world is still there. */
  readonly atEnd?: () => void;
}

export interface RunResult {
  readonly seed: string;
  readonly scenario: string;
  readonly traceHash: string;
  /** Events handed to programs. */
  readonly events: number;
  readonly height: number;
  readonly payments: number;
  /** Of simulated time, over all nodes. */
  readonly nodeHours: number;
  readonly violation: ViolationReport | undefined;
}

export interface ViolationReport {
  readonly checker: string;
  readonly text: string;
  /** When, in simulated time. */
  readonly at: string;
  readonly trace: readonly string[];
}

const TRACE_LINES = 60;

export function runSeed(order: RunOrder): RunResult {
  const { seed, scenario, nodes, hours } = order;
  const world = new World({ ...order, liarShare: order.liarShare ?? scenario.liars?.share ?? 0 });
  const violation = run(world, order.traceLines ?? TRACE_LINES);
  order.atEnd?.();
  const heights = [...world.lastWords.values()].map(({ height }) => height);
  return {
    seed,
    scenario: scenario.name,
    traceHash: world.trace.hash,
    events: world.turns,
    height: Math.max(0, ...heights),
    payments: world.payments.promised.size,
    nodeHours: (nodes * hours * world.nowMs()) / world.timetable.endMs,
    violation,
  };
}

function run(world: World, lines: number): ViolationReport | undefined {
  try {
    world.run();
    return undefined;
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    const { checker, message, nodes } = error;
    const trace = world.trace.last(lines, nodes, world.nameOf);
    return { checker, text: message, at: timeOf(world.nowMs()), trace };
  }
}
