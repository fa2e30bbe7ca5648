/**
 * What a scenario is: a network and what happens to it, in a few lines. One in a file of this folder, named
 * AREA-WHAT.ts like the scenario itself, which exports `scenario`; every file is found by itself.
 */
import type { RoleName } from "@triad/roles";
import type { NetworkConditions } from "../engine/conditions.ts";
import type { Stage } from "../engine/stage.ts";

export interface Liars {
  readonly strategies: readonly string[];
  readonly share: number;
  /** Only of this role. */
  readonly role?: RoleName;
  /** The last nodes, however many, instead of drawn ones. */
  readonly areLast?: true;
}

export interface Scenario {
  readonly name: string;
  /** One sentence, for `--help` and for reports. */
  readonly about: string;
  /** Not one of "all": it takes long, or needs a size of its own. */
  readonly isOnlyByName?: true;
  /** Where it differs from an ordinary network. */
  readonly network?: Partial<NetworkConditions>;
  /** Strategies of `adversaries/`, dealt out in turn, and the part of the nodes that follow one, at most a half. */
  readonly liars?: Liars;
  /** Of the chain, all miners but the first keep so many blocks. */
  readonly minersKeepBlocks?: number;
  /** Of the processes of full nodes, the part that keeps an address index: one goes on with what an earlier one left. */
  readonly indexedShare?: number;
  /** Nodes that know no address but the seeds' at first; without it each knows an honest one besides. */
  readonly knowsOnlySeeds?: boolean;
  /** Of each node; those of engine/population.ts unless given. */
  readonly places?: { readonly outbound: number; readonly inbound: number };
  /** Nobody mines or pays by itself: `play`, or who measures, says when. */
  readonly isQuiet?: true;
  /** Plans what goes wrong, and when. Called once, before the first node starts. */
  play(stage: Stage): void;
}
