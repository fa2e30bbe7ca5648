/**
 * @triad/difficulty: what the difficulty rule does with hash rates that come and go, and with times that lie.
 *
 * Responsible for: simulated chains of blocks under the real rule; docs/difficulty.md and its plots.
 * Depends on: chain (the rule, the networks), testnet (its parameters).
 * Exports: the simulator, for other scenarios than those of the page.
 */
export { type SimulatedNetwork, simulatedNetworks } from "./networks.ts";
export { SCENARIOS, type Scenario } from "./scenarios.ts";
export { type Miner, type Run, simulate } from "./simulate.ts";
export { recoveryAfter, spacingFigures } from "./statistics.ts";
