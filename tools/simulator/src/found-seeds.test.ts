import { expect, it } from "vitest";
import { SignatureMemory } from "./engine/signature-memory.ts";
import { loadAdversaries, loadCheckers, loadScenarios } from "./load-folder.ts";
import { runSeed } from "./run-seed.ts";

/** Runs that have shown a fault once, under the name of the fault. The seed is worth most where it is replayed exactly. */
const FOUND = [
  {
    fault: "a node whose peer kept silent about headers asked to be woken without end",
    scenario: "peers-late-joiner",
    seed: "1",
    nodes: 12,
    hours: 0.5,
  },
  {
    fault: "a block went back to the peer that had announced it before its parents were known",
    scenario: "pool-double-spends",
    seed: "1",
    nodes: 12,
    hours: 1,
  },
  {
    fault: "a miner whose clock was set back threw its own block away",
    scenario: "clocks-chaos",
    seed: "1",
    nodes: 12,
    hours: 0.7,
  },
  {
    fault: "a pruned miner gave up several times at once",
    scenario: "nodes-pruned-miners",
    seed: "4",
    nodes: 12,
    hours: 1,
  },
  {
    fault: "a payment was announced again before it was on disk",
    scenario: "disks-slow-reorganised",
    seed: "3",
    nodes: 12,
    hours: 0.5,
  },
  {
    fault: "a transaction that a reorganisation returned waited among the orphans for a parent that was there",
    scenario: "pool-large-payments",
    seed: "3",
    nodes: 12,
    hours: 0.65,
  },
  {
    fault: "a feeler that met a neighbour stayed as an outbound connection too many",
    scenario: "network-asymmetric",
    seed: "1004",
    nodes: 12,
    hours: 2,
  },
  {
    fault: "a wallet whose chain was got anew paid with a coin that it had spent",
    scenario: "nodes-pruned-miners",
    seed: "1004",
    nodes: 12,
    hours: 2,
  },
  {
    fault: "a payment whose fee was raised before it was in the pool was told as refused",
    scenario: "pool-bumped-payments",
    seed: "20",
    nodes: 12,
    hours: 1,
  },
] as const;

it.each(FOUND)(
  "$fault: $scenario, seed $seed",
  async ({ scenario: name, seed, nodes, hours }) => {
    const [scenarios, all, checkers] = await Promise.all([loadScenarios(), loadAdversaries(), loadCheckers()]);
    const scenario = scenarios.find((each) => each.name === name);
    if (scenario === undefined) throw new Error(`there is no scenario ${name}`);
    const adversaries = all.filter((each) => scenario.liars?.strategies.includes(each.name));
    const result = runSeed({ seed, nodes, hours, scenario, checkers, adversaries, signatures: new SignatureMemory() });
    expect(result.violation).toBeUndefined();
  },
  300_000,
);
