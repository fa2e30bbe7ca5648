/**
 * How often a node whose address book is poisoned finds an honest node, after a restart that the attacker waited for.
 * A small world: four honest nodes that stand in the victim's book, three that are the network's seeds, the victim, and
 * the attacker's machines, some of which hold all of its inbound places.
 */
import { EMPTY_BATCH } from "@triad/chain";
import type { ConnectionEnd } from "../engine/connection.ts";
import type { SignatureMemory } from "../engine/signature-memory.ts";
import type { SimNode } from "../engine/sim-node.ts";
import { HOUR, MINUTE, SECOND } from "../engine/timetable.ts";
import { World } from "../engine/world.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import { type AttackPlan, eclipseAttacker } from "./eclipse-attacker.ts";
import { ADDRESSES_RECORD, attackersAddresses, poisonedRecord } from "./poisoned-book.ts";

export type EclipseHelp = "none" | "tried" | "anchors" | "seeds";

export interface EclipseCase {
  readonly role: "full-node" | "light-node";
  /** Of the addresses in the book, those that lead to the attacker. */
  readonly poisonedPercent: number;
  /** Networks of 16 bits that his addresses are in. */
  readonly groups: number;
  /**
   * What speaks for the honest ones. None: the victim was only told of them. Tried: a feeler has been there. Anchors:
   * two of them were its connections in the last run. Seeds: the network's seeds are up.
   */
  readonly help: EclipseHelp;
}

export interface EclipseResult {
  /** An honest outbound connection, at each of LOOKS_MS. */
  readonly outbound: readonly boolean[];
  /** An honest connection of either direction. */
  readonly any: readonly boolean[];
}

/** After the restart. */
export const LOOKS_MS = [MINUTE, 10 * MINUTE, HOUR] as const;
/** A connection that a feeler has opened is over by then. */
const LASTS_MS = 5 * SECOND;

/** By their numbers: population.ts makes 4 a light node and 5 a full node, and the others nodes with blocks. */
const SEEDS = [0, 1, 2] as const;
const VICTIMS = { "full-node": 5, "light-node": 4 } as const;
const IN_BOOK = [3, 6, 7, 8] as const;
const HONEST = 9;
/** Machines that answer: twice as many as the victim has outbound places, as each node is connected once. */
const ANSWERING = 16;
const PLACES = { outbound: 8, inbound: 12 };
const NODES = HONEST + ANSWERING + PLACES.inbound;
const LIAR_SHARE = 1 - HONEST / NODES;
/** As many as a node keeps (gossip, address-book.ts). */
const ANCHORS = 2;
/** At which all simulated nodes listen. */
const PORT = 18_640;
const RESTART_AT_MS = MINUTE;

/** `looksMs`: in rising order. */
export function measureEclipse(
  seed: string,
  of: EclipseCase,
  signatures: SignatureMemory,
  looksMs: readonly number[] = LOOKS_MS,
): EclipseResult {
  const endMs = RESTART_AT_MS + Math.max(...looksMs) + SECOND;
  const victimIndex = VICTIMS[of.role];
  const scenario: Scenario = {
    name: `measure-eclipse-${of.role}-${of.poisonedPercent}-${of.groups}-${of.help}`,
    about: "An attacker has poisoned a node's book, and waits for its restart.",
    network: { hasRegions: true, workersDying: 0, dialOnlyShare: 0 },
    liars: { strategies: [], share: LIAR_SHARE, areLast: true },
    places: PLACES,
    knowsOnlySeeds: true,
    isQuiet: true,
    play(stage) {
      const victim = stage.nodes[victimIndex];
      if (victim === undefined) throw new Error("the victim is one of the honest nodes");
      stage.joinsAt(victim, RESTART_AT_MS);
      if (of.help === "seeds") return;
      for (const node of stage.nodes.slice(0, SEEDS.length)) {
        stage.deafen(node, victim);
        stage.deafen(victim, node);
      }
    },
  };
  const attackers = attackersAddresses(attackersIn(of.poisonedPercent), of.groups, PORT);
  let plan: AttackPlan | undefined;
  const world = new World({
    seed,
    nodes: NODES,
    hours: endMs / HOUR,
    timetable: {
      faultsEndMs: endMs,
      paymentsEndMs: 0,
      liarsMiningEndsMs: endMs,
      miningEndsMs: endMs,
      endMs,
    },
    scenario,
    checkers: [],
    adversaries: [eclipseAttacker(() => plan)],
    liarShare: LIAR_SHARE,
    signatures,
  });
  const { nodes } = world;
  const victim = nodes[victimIndex];
  if (victim === undefined) throw new Error("the victim is one of the honest nodes");
  const answering = nodes.slice(HONEST, HONEST + ANSWERING);
  const besieging = new Set(nodes.slice(HONEST + ANSWERING));
  plan = {
    victim: victim.address,
    addresses: attackers,
    dials: ({ host }) => [...besieging].some(({ address }) => address.host === host),
  };
  for (const [number, { host }] of attackers.entries()) {
    const node = answering[number % answering.length];
    if (node !== undefined) world.network.addHost(host, node);
  }
  const honest = IN_BOOK.flatMap((index) => nodes[index]?.address ?? []);
  const record = poisonedRecord(
    {
      honest,
      areTried: of.help === "tried",
      anchors: of.help === "anchors" ? honest.slice(0, ANCHORS) : [],
      attackers,
    },
    world.random.fork("poisoned book"),
  );
  victim.disk.writeAtStart({ ...EMPTY_BATCH, records: new Map([[ADDRESSES_RECORD, record]]) });
  const looks = looksMs.map((ms) => new Look(world, victim, RESTART_AT_MS + ms));
  world.run();
  return { outbound: looks.map(({ outbound }) => outbound), any: looks.map(({ any }) => any) };
}

/** So many that they are this part of the book. */
export function attackersIn(poisonedPercent: number): number {
  return Math.round((IN_BOOK.length * poisonedPercent) / (100 - poisonedPercent));
}

/** Honest connections that lasted until a moment. */
class Look {
  outbound = false;
  any = false;

  constructor(world: World, victim: SimNode, atMs: number) {
    let before: readonly ConnectionEnd[] = [];
    world.at(atMs - LASTS_MS, () => {
      before = [...victim.connections.values()];
    });
    world.at(atMs, () => {
      for (const [peer, connection] of victim.connections) {
        if (!before.includes(connection) || !connection.isOpen) continue;
        if (world.network.otherSide(victim, peer)?.isHonest !== true) continue;
        this.any = true;
        if (world.network.hasDialled(victim, peer)) this.outbound = true;
      }
    });
  }
}
