/**
 * Two groups of real processes on hosts of their own are cut off from each other for a minute, as by a cable that is
 * pulled out between two switches: packets vanish, no connection is closed. Then the cable is back, and nobody tells the
 * nodes. A second, longer cut shows who notices the dead connections, and when there are new ones.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { Payments, type Report, tipsOf } from "@triad/testnet";
import { judgePayments, judgeStopped } from "../final-judgement.ts";
import { BLOCK_MS, confirmedAbove, fundMiners, type Half, halfOf, mineTo, mineUntilConfirmed } from "../halves.ts";
import { ancestorsAmong, isChainTooLong } from "../payment-ancestors.ts";
import type { DrillRun, Verdict } from "../run-drill.ts";
import { waitUntil } from "../wait-until.ts";
import type { Side } from "./host-plan.ts";
import { type HostedMember, type HostedNetwork, statesOf, withHostedNetwork } from "./hosted-network.ts";
import { countConnectionsTo, EndedConnections, nodeKeysOf } from "./told-connections.ts";

const APART_MS = 60_000;
/** Between two blocks of a group; the right one has more work in the end. */
const LEFT_BLOCK_EVERY_MS = 4_000;
const RIGHT_BLOCK_EVERY_MS = 3_000;
const PAY_EVERY_MS = 1_000;
/** More than a group finds in its minute, so that no payment spends a coinbase of its own group. */
const MATURITY = 40;
/**
 * A ping is sent every 30 s, and after 60 s without an answer the connection is dead; TCP by itself tries again in
 * distances of up to a minute after a minute of silence. Then somebody dials.
 */
const NOTICED_MS = 110_000;
/** A connection that is given up is told of when its close had time to be answered (CLOSE_MS_MAX). */
const CLOSE_TOLD_MS = 3_000;
const ONE_TIP_MS = 120_000;
const BACK_IN_POOLS_MS = 45_000;
const BLOCKS_AFTER = 3;

export function drillNetnsPartition(run: DrillRun): Promise<Verdict> {
  return withHostedNetwork(run, lineUpGroups(), { coinbaseMaturity: MATURITY }, (drill) =>
    partAndJoin(drill, run.report),
  );
}

function lineUpGroups(): readonly HostedMember[] {
  const dials = ["full-node-1", "full-node-2"];
  const group = (number: number, side: Side): readonly HostedMember[] => [
    {
      name: `full-node-${number}`,
      role: "full-node",
      side,
      dials: dials.filter((name) => !name.endsWith(`${number}`)),
    },
    { name: `miner-${number}`, role: "miner", side, dials },
    { name: `light-node-${number}`, role: "light-node", side, dials },
  ];
  return [...group(1, "left"), ...group(2, "right")];
}

async function partAndJoin(drill: HostedNetwork, report: Report): Promise<Verdict> {
  const { seats } = drill;
  const [left, right] = [halfOf("the left group", seats.slice(0, 3)), halfOf("the right group", seats.slice(3))];
  await Promise.all(seats.map((seat) => seat.start()));
  const rightKeys = await nodeKeysOf(right.seats);
  const across = (): Promise<number> => countConnectionsTo(left.seats, rightKeys);
  await waitUntil(async () => (await across()) >= 4, { withinMs: BLOCK_MS, what: "the groups are connected" });
  const together = await fundMiners(seats, [left, right], MATURITY, report);
  const acrossBefore = await across();

  const problems: string[] = [];
  const ended = new EndedConnections(seats);
  drill.hosts.cut();
  report.event("cut", `the cable is out at height ${together}; ${acrossBefore} connections led across`);
  const [lost, won] = await Promise.all([
    grow(left, LEFT_BLOCK_EVERY_MS, report),
    grow(right, RIGHT_BLOCK_EVERY_MS, report),
  ]);
  const tips = await Promise.all([left, right].map(tipOf));
  for (const { name, seats: own } of [left, right]) {
    if (tipsOf(await statesOf({ seats: own })).size !== 1) problems.push(`${name} has not one tip of its own`);
  }
  if (tips[0]?.tipHash === tips[1]?.tipHash) problems.push("the groups were not cut off from each other");
  const ancestors = await ancestorsAmong(left.fullNode.node.client, [...lost.sent.keys()]);
  const onlyThere = new Set(await confirmedAbove(left.fullNode, together));
  const endedApart = ended.describe();

  drill.hosts.join();
  const joinedAt = Date.now();
  report.event("joined", `the cable is in again; connections that ended meanwhile: ${endedApart}`);
  const isOne = async (): Promise<boolean> => tipsOf(await statesOf(drill)).size === 1;
  const oneTipMs = await waitUntil(isOne, { withinMs: ONE_TIP_MS, what: "one tip after the cut" });
  const acrossAtOneTip = await across();
  report.event("one-tip", `one tip at all nodes ${oneTipMs} ms later; ${acrossAtOneTip} connections lead across`);
  if ((await tipOf(right)).tipHash !== tips[1]?.tipHash)
    problems.push("the tip is not that of the group with more work");
  const allBack = await timeUntilAcross(across, acrossBefore);
  const isKept = (txid: string): boolean => isChainTooLong(txid, ancestors);
  let after = await judgePayments(seats, lost.sent, 0);
  await waitUntil(
    async () => {
      after = await judgePayments(seats, lost.sent, 0);
      return after.lost.every(isKept);
    },
    { withinMs: BACK_IN_POOLS_MS, what: "payments are back in the pools", pollMs: 500 },
  ).catch(() => undefined);
  const backMs = Date.now() - joinedAt;
  const kept = after.lost.filter(isKept);
  for (const txid of after.lost) {
    if (!isKept(txid)) problems.push(`not back in the pools: ${lost.sent.get(txid)?.text} (${txid})`);
  }
  const endedInAll = ended.describe();
  const all = new Map([...lost.sent, ...won.sent]);
  const confirmMs = await mineUntilConfirmed(seats, right.miner, all.size, () => judgePayments(seats, all, 0));
  if (confirmMs === undefined) problems.push("payments are left that no block confirms");

  const silence = await cutQuietly(drill, [left, right], across, problems);
  const height = (await tipOf(right)).height + BLOCKS_AFTER;
  await mineTo(left.miner, height, seats);
  problems.push(...(await judgeStopped(drill, (await tipOf(right)).tipHash, report)));
  const [lostTip, wonTip] = tips;
  return {
    numbers: [
      `two groups of three apart for ${APART_MS / 1000} s from height ${together}: ` +
        `${(lostTip?.height ?? 0) - together} and ${(wonTip?.height ?? 0) - together} blocks`,
      `one tip at all six nodes ${(oneTipMs / 1000).toFixed(1)} s after the cable was in again`,
      `connections across: ${acrossBefore} before; ended while apart: ${endedApart}; until one tip was there and all were ` +
        `back: ${endedInAll}; ${acrossAtOneTip} with the one tip, ${allBack}`,
      `losing group: ${lost.sent.size} payments, ${[...lost.sent.keys()].filter((txid) => onlyThere.has(txid)).length} ` +
        `had been confirmed there; ${after.confirmed} were confirmed in the other's blocks, ${after.waiting} in every pool ` +
        `${(backMs / 1000).toFixed(1)} s after the cable was in, ${kept.length} kept by their payers' wallets, ` +
        `${after.lost.length - kept.length} lost`,
      confirmMs === undefined
        ? "NOT all payments were confirmed"
        : `all ${all.size} payments confirmed ${(confirmMs / 1000).toFixed(1)} s later`,
      ...silence,
    ],
    problems,
  };
}

/** A cut without a block or a payment, until the last connection across has been given up; then the cable is in again. */
async function cutQuietly(
  drill: HostedNetwork,
  groups: readonly Half[],
  across: () => Promise<number>,
  problems: string[],
): Promise<readonly string[]> {
  const before = await across();
  const ended = new EndedConnections(drill.seats);
  const keys = await Promise.all(groups.map(({ seats }) => nodeKeysOf(seats)));
  const remaining = async (): Promise<number> => {
    const counts = groups.map(({ seats }, i) => countConnectionsTo(seats, keys[1 - i] ?? new Set()));
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
  };
  drill.hosts.cut();
  const noticedMs = await waitUntil(async () => (await remaining()) === 0, {
    withinMs: NOTICED_MS,
    what: "every connection across a cut is given up",
    pollMs: 500,
  });
  await sleep(CLOSE_TOLD_MS);
  const codes = ended.describe();
  if (!ended.byCode().has("ping-timeout")) problems.push(`no ping told that the other side was gone: ${codes}`);
  drill.hosts.join();
  const [first, last] = [await timeUntilAcross(across, 1), await timeUntilAcross(across, before)];
  return [
    `a second cut, quiet: all ${before} connections across were given up by both ends within ${seconds(noticedMs)} (${codes}); ` +
      `with the cable in again, ${first}, then ${last}`,
  ];
}

async function timeUntilAcross(across: () => Promise<number>, wanted: number): Promise<string> {
  const begin = Date.now();
  const withinMs = ONE_TIP_MS;
  const ms = await waitUntil(async () => (await across()) >= wanted, { withinMs, what: "connections" }).catch(
    () => undefined,
  );
  if (ms === undefined) return `after ${seconds(withinMs)} only ${await across()} of ${wanted}`;
  return `${wanted} after ${seconds(Date.now() - begin)}`;
}

/** Finds blocks at a steady pace, while the group's nodes pay each other. */
async function grow({ name, seats, miner }: Half, blockEveryMs: number, report: Report): Promise<Payments> {
  const payments = new Payments(() => seats.map(({ node }) => node), report, PAY_EVERY_MS);
  const paying = payments.run();
  for (const end = Date.now() + APART_MS; Date.now() + blockEveryMs <= end; ) {
    await sleep(blockEveryMs);
    const { height } = await miner.node.client.state();
    await mineTo(miner, height + 1, seats);
  }
  payments.stop();
  await paying;
  report.event("grown", `${name} has made ${payments.sent.size} payments`);
  return payments;
}

function tipOf({ fullNode }: Half): Promise<{ readonly height: number; readonly tipHash: string }> {
  return fullNode.node.client.state();
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
