/** One run from beginning to end, and what came of it. */
import { hashKey } from "@triad/chain";
import type { Adversary } from "./adversaries/adversary.ts";
import type { Checker } from "./checkers/checker.ts";
import { partsOf } from "./engine/nodes-view.ts";
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
  /** What miners that lie got for their hash rate; undefined where none does. */
  readonly liarsMining: { readonly hashShare: number; readonly blockShare: number } | undefined;
  /** Headers that an honest node has at most, side branches included. */
  readonly headersMost: number;
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
    liarsMining: liarsMining(world),
    headersMost: Math.max(
      0,
      ...world.honestValidating.map(({ core }) => (core === undefined ? 0 : partsOf(core).chain.headers.size)),
    ),
    nodeHours: (nodes * hours * world.nowMs()) / world.timetable.endMs,
    violation,
  };
}

/** Of the blocks in the chain of the first node, which every run has and which is honest. */
function liarsMining(world: World): RunResult["liarsMining"] {
  const hashShare = world.stage.liarsHashShare;
  const core = world.nodes[0]?.core;
  if (hashShare === 0 || core === undefined) return undefined;
  let [all, theirs] = [0, 0];
  for (let entry = partsOf(core).chain.tip; entry.parent !== undefined; entry = entry.parent) {
    all += 1;
    if (world.solvedBy.get(hashKey(entry.hash))?.isHonest === false) theirs += 1;
  }
  return { hashShare, blockShare: all === 0 ? 0 : theirs / all };
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
