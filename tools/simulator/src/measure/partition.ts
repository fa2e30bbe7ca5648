/** How long it takes after a partition until everybody has one tip. */
import { type HashKey, hashKey } from "@triad/chain";
import type { HeaderEntry } from "@triad/chain/headers";
import type { Checker } from "../checkers/checker.ts";
import { partsOf } from "../engine/nodes-view.ts";
import type { SignatureMemory } from "../engine/signature-memory.ts";
import type { SimNode } from "../engine/sim-node.ts";
import { HOUR, MINUTE, SECOND } from "../engine/timetable.ts";
import { World } from "../engine/world.ts";
import type { Scenario } from "../scenarios/scenario.ts";

export interface PartitionCase {
  readonly nodes: number;
  /** Apart for so long. */
  readonly minutes: number;
}

export interface PartitionResult {
  /** From the moment at which the network is whole; undefined: not within an hour. */
  readonly healedMs: number | undefined;
  /** Blocks that a node of the losing half gave up, the most of any. */
  readonly blocksLost: number;
}

/** Everybody has connected, and some blocks are there. */
const APART_AT_MS = 10 * MINUTE;
const GIVES_UP_MS = HOUR;
/** A block reaches everybody in less, so that there is a moment with one tip between two of them. */
const LOOK_MS = SECOND / 4;
const PLACES = { outbound: 8, inbound: 64 };

export function measurePartition(
  seed: string,
  { nodes, minutes }: PartitionCase,
  signatures: SignatureMemory,
): PartitionResult {
  const wholeAtMs = APART_AT_MS + minutes * MINUTE;
  const endMs = wholeAtMs + GIVES_UP_MS;
  const scenario: Scenario = {
    name: "measure-partition",
    about: "The network falls into two drawn halves once.",
    network: { hasRegions: true, workersDying: 0 },
    places: PLACES,
    play(stage) {
      stage.at(APART_AT_MS, () => stage.partition(...stage.halves()));
      stage.at(wholeAtMs, () => stage.heal());
    },
  };
  let healedMs: number | undefined;
  let before: ReadonlyMap<SimNode, HeaderEntry> = new Map();
  const watch: Checker = {
    name: "one-tip",
    claim: "Nothing: it ends the run when there is one tip.",
    begin: (world) => ({
      everyMs: LOOK_MS,
      periodically: () => {
        if (world.nowMs() < wholeAtMs - LOOK_MS) return;
        const tips = tipsOf(world);
        if (world.nowMs() < wholeAtMs) before = tips;
        else if (areOne(tips)) {
          healedMs = world.nowMs() - wholeAtMs;
          world.finish();
        }
      },
    }),
  };
  const world = new World({
    seed,
    nodes,
    hours: endMs / HOUR,
    timetable: { faultsEndMs: endMs, paymentsEndMs: endMs, liarsMiningEndsMs: endMs, miningEndsMs: endMs, endMs },
    scenario,
    checkers: [watch],
    adversaries: [],
    liarShare: 0,
    signatures,
  });
  world.run();
  return { healedMs, blocksLost: mostLeft(before, tipsOf(world)) };
}

function tipsOf(world: World): ReadonlyMap<SimNode, HeaderEntry> {
  const tips = new Map<SimNode, HeaderEntry>();
  for (const node of world.honestValidating) {
    if (node.core !== undefined) tips.set(node, partsOf(node.core).chain.tip);
  }
  return tips;
}

function areOne(tips: ReadonlyMap<SimNode, HeaderEntry>): boolean {
  return new Set([...tips.values()].map(({ hash }) => hashKey(hash))).size === 1;
}

/** Blocks that a node has left, the most of any. */
function mostLeft(before: ReadonlyMap<SimNode, HeaderEntry>, after: ReadonlyMap<SimNode, HeaderEntry>): number {
  let most = 0;
  for (const [node, tip] of before) {
    const chain = new Set<HashKey>();
    for (let entry = after.get(node); entry !== undefined; entry = entry.parent) chain.add(hashKey(entry.hash));
    let left = 0;
    for (let at: HeaderEntry | undefined = tip; at !== undefined && !chain.has(hashKey(at.hash)); at = at.parent)
      left++;
    most = Math.max(most, left);
  }
  return most;
}
