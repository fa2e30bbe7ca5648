/**
 * Nodes come back with another address, as containers do: found by their name where somebody was told the name, by
 * what they tell themselves where nobody was.
 *
 * full-node-1 stays. full-node-2 ("by name") dials nobody: the miner and full-node-1 were told its name, and the light
 * node may connect to nobody else. full-node-3 ("by gossip") was told of full-node-1; nobody was told of it.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { Payments, type Report, tipsOf } from "@triad/testnet";
import type { Seat } from "../drill-network.ts";
import { judgePayments, judgeStopped } from "../final-judgement.ts";
import { mineTo, mineUntilConfirmed } from "../halves.ts";
import type { DrillRun, Verdict } from "../run-drill.ts";
import { waitUntil } from "../wait-until.ts";
import {
  type HostedMember,
  type HostedNetwork,
  peerName,
  seatOf,
  statesOf,
  withHostedNetwork,
} from "./hosted-network.ts";
import { EndedConnections } from "./told-connections.ts";

const MATURITY = 3;
const FUNDING_BLOCKS = 10;
/** As long as a container takes to be made anew. */
const DOWN_MS = 5_000;
const PAY_EVERY_MS = 1_000;
/** Dials fail while it is away, and each failure doubles the distance to the next. */
const FOUND_BY_NAME_MS = 90_000;
/** It dials whom it knew; whoever lacks connections asks one peer for addresses every 75 to 150 s (AddressAsking). */
const FOUND_BY_GOSSIP_MS = 180_000;
/** Where nothing was closed, up to 90 s pass until a ping has told that the other side is gone. */
const SILENCE_MS = 90_000;
const ONE_TIP_MS = 30_000;
const BY_NAME = "full-node-2";
const BY_GOSSIP = "full-node-3";

export function drillNetnsAddressChange(run: DrillRun): Promise<Verdict> {
  const side = "left";
  const members: readonly HostedMember[] = [
    { name: "full-node-1", role: "full-node", side, dials: [BY_NAME] },
    { name: "miner-1", role: "miner", side, dials: ["full-node-1", BY_NAME] },
    { name: BY_NAME, role: "full-node", side, dials: [], options: ["--max-outbound", "0"] },
    { name: BY_GOSSIP, role: "full-node", side, dials: ["full-node-1"] },
    { name: "light-node-1", role: "light-node", side, dials: [], options: ["--connect", peerName(BY_NAME)] },
  ];
  return withHostedNetwork(run, members, { coinbaseMaturity: MATURITY }, (drill) => moveNodes(drill, run.report));
}

async function moveNodes(drill: HostedNetwork, report: Report): Promise<Verdict> {
  const { seats, hosts } = drill;
  const numbers: string[] = [];
  const problems: string[] = [];
  const [hub, miner, byName, byGossip, light] = [
    ...["full-node-1", "miner-1", BY_NAME, BY_GOSSIP, "light-node-1"].map((name) => seatOf(drill, name)),
  ] as [Seat, Seat, Seat, Seat, Seat];
  await Promise.all(seats.map((seat) => seat.start()));
  const nodeKeys = new Map<Seat, string>();
  for (const seat of seats) nodeKeys.set(seat, (await seat.node.client.state()).nodeKey);

  const watch = new Watch(nodeKeys, (text) => {
    numbers.push(text);
    report.event("found", text);
  });
  const isByName = (withinMs: number): Wait => ({ target: byName, by: [hub, miner, light], withinMs });
  const isByGossip = (withinMs: number): Wait => ({ target: byGossip, by: [hub, miner], withinMs });
  const found = async (what: string, ...waits: readonly Wait[]): Promise<void> => {
    const missing = await Promise.all(waits.map((wait) => watch.untilFound(what, wait)));
    problems.push(...missing.flat());
  };

  await found("at first", isByName(FOUND_BY_NAME_MS), isByGossip(FOUND_BY_GOSSIP_MS));
  await mineTo(miner, FUNDING_BLOCKS, seats);
  const payments = new Payments(
    () => seats.filter(({ isReady }) => isReady).map(({ node }) => node),
    quiet(report),
    PAY_EVERY_MS,
  );
  const paying = payments.run();
  const restart = async (moved: readonly Seat[], change: () => void): Promise<void> => {
    for (const seat of moved) {
      if (!(await seat.node.stop())) problems.push(`${seat.name} did not end by itself when told to stop`);
    }
    change();
    await sleep(DOWN_MS);
    await Promise.all(moved.map((seat) => seat.start()));
    const at = moved.map(({ name }) => `${name} at ${hosts.addressOf(name)}`);
    report.event("moved", `started again: ${at.join(", ")}`);
  };

  await watch.forget(seats);
  await restart([byName], () => hosts.move(BY_NAME));
  await found("another address, known by name", isByName(FOUND_BY_NAME_MS));
  await watch.forget(seats);
  await restart([byGossip], () => hosts.move(BY_GOSSIP));
  await found("another address, known by gossip", isByGossip(FOUND_BY_GOSSIP_MS));
  await watch.forget(seats);
  await restart([byName, byGossip], () => hosts.swap(BY_NAME, BY_GOSSIP));
  await found("each with the other's address", isByName(FOUND_BY_NAME_MS), isByGossip(FOUND_BY_GOSSIP_MS));

  await watch.forget(seats);
  const ended = new EndedConnections(seats);
  hosts.move(BY_NAME);
  hosts.move(BY_GOSSIP);
  report.event("moved", "both have other addresses under them, and go on");
  await found(
    "another address without a restart",
    isByName(SILENCE_MS + FOUND_BY_NAME_MS),
    isByGossip(SILENCE_MS + FOUND_BY_GOSSIP_MS),
  );
  numbers.push(`connections that ended after the change without a restart: ${ended.describe()}`);

  payments.stop();
  await paying;
  await mineTo(miner, (await miner.node.client.state()).height + 1, [miner]);
  const isOne = async (): Promise<boolean> => tipsOf(await statesOf(drill)).size === 1;
  const oneTipMs = await waitUntil(isOne, { withinMs: ONE_TIP_MS, what: "one tip at the end" });
  const waiting = await judgePayments(seats, payments.sent);
  for (const txid of waiting.lost) problems.push(`lost: ${payments.sent.get(txid)?.text} (${txid})`);
  const { size } = payments.sent;
  if (size === 0) problems.push("no payment was made");
  const confirmMs = await mineUntilConfirmed(seats, miner, size, () => judgePayments(seats, payments.sent, 0));
  if (confirmMs === undefined) problems.push("payments are left that no block confirms");
  numbers.push(
    `one tip ${oneTipMs} ms after a block; ${size} payments, ${confirmMs === undefined ? "NOT " : ""}all confirmed`,
  );
  problems.push(...(await judgeStopped(drill, (await miner.node.client.state()).tipHash, report)));
  return { numbers, problems };
}

interface Wait {
  readonly target: Seat;
  readonly by: readonly Seat[];
  readonly withinMs: number;
}

/** Who has a connection to whom that is newer than the last change. */
class Watch {
  readonly #nodeKeys: ReadonlyMap<Seat, string>;
  readonly #tell: (text: string) => void;
  /** Node → its connections, by number, that stood before the change. */
  readonly #before = new Map<Seat, ReadonlySet<number>>();

  constructor(nodeKeys: ReadonlyMap<Seat, string>, tell: (text: string) => void) {
    this.#nodeKeys = nodeKeys;
    this.#tell = tell;
  }

  /** What stands now counts no more. */
  async forget(seats: readonly Seat[]): Promise<void> {
    for (const seat of seats) {
      this.#before.set(seat, new Set((await seat.node.client.peers()).map(({ peer }) => peer)));
    }
  }

  /** Returns what did not come about. */
  async untilFound(what: string, { target, by, withinMs }: Wait): Promise<readonly string[]> {
    const problems: string[] = [];
    const times = await Promise.all(
      by.map(async (seat) => {
        const isFound = async (): Promise<boolean> =>
          (await seat.node.client.peers()).some(
            ({ peer, nodeKey }) => nodeKey === this.#nodeKeys.get(target) && !this.#before.get(seat)?.has(peer),
          );
        const ms = await waitUntil(isFound, { withinMs, what }).catch(() => undefined);
        if (ms === undefined) problems.push(`${what}: ${seat.name} has not found ${target.name} again`);
        return `${seat.name} ${ms === undefined ? "NOT" : `${(ms / 1000).toFixed(1)} s`}`;
      }),
    );
    this.#tell(`${what}: ${target.name} found by ${times.join(", ")}`);
    return problems;
  }
}

/** Payments of nodes that are away are refused, and nobody needs to read it. */
function quiet(report: Report): Report {
  return { ...report, event: (code, text) => (code === "payment-refused" ? undefined : report.event(code, text)) };
}
