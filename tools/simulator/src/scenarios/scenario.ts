/**
 * What a scenario is: a network and what happens to it, in a few lines. One in a file of this folder, named
 * AREA-WHAT.ts like the scenario itself, which exports `scenario`; every file is found by itself.
 */
import type { NetworkConditions } from "../engine/conditions.ts";
import type { Stage } from "../engine/stage.ts";

export interface Scenario {
  readonly name: string;
  /** One sentence, for `--help` and for reports. */
  readonly about: string;
  /** Where it differs from an ordinary network. */
  readonly network?: Partial<NetworkConditions>;
  /** Strategies of `adversaries/`, dealt out in turn, and the part of the nodes that follow one, at most a half. */
  readonly liars?: { readonly strategies: readonly string[]; readonly share: number };
  /** Plans what goes wrong, and when. Called once, before the first node starts. */
  play(stage: Stage): void;
}
