/**
 * What a liar is: the real program with a strategy between it and the world. It greets, finds peers and keeps up like
 * everybody, and changes what it wants to change. One strategy in a file of this folder, which exports `adversary`.
 */
import type { Network } from "@triad/chain";
import type { BlockChain } from "@triad/chain/blocks";
import type { Effect, Event, NetAddress, PeerId } from "@triad/roles";
import type { SeededRandom } from "../engine/seeded-random.ts";

export interface Adversary {
  readonly name: string;
  /** One sentence: what it does to others. */
  readonly about: string;
  /** Its peers read so many bytes a millisecond from each connection; everything unless given. */
  readonly readsBytesPerMs?: number;
  /** Called once for each process of each liar. */
  begin(means: AdversaryMeans): Strategy;
}

export interface AdversaryMeans {
  /** The liar's own. */
  readonly random: SeededRandom;
  /** The world's time. */
  readonly nowMs: () => number;
  /** Peers whose connection is open. */
  readonly peers: () => readonly PeerId[];
  readonly network: Network;
  /** What its own program has validated; undefined in a light node. */
  readonly chain: () => BlockChain | undefined;
  /** Of everybody who can be dialled, itself perhaps among them. */
  readonly addresses: readonly NetAddress[];
  readonly own: NetAddress;
  /** Right after what happens now. */
  readonly perform: (effects: readonly Effect[]) => void;
}

export interface Strategy {
  /** What is done instead of what the program asked for. */
  outgoing?(effect: Effect): readonly Effect[];
  /** What the program is told instead of what happened. */
  incoming?(event: Event): readonly Event[];
  /** About once in so many milliseconds. */
  readonly everyMs?: number;
  /** What is done besides. */
  periodically?(): readonly Effect[];
}
