/**
 * Two halves that know only themselves mine and pay for a while, then one full node dials the other. One half's chain
 * has more work; the other half reorganises, and its payments must be confirmed again or wait in every pool.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { type Member, Payments, type Report, tipsOf } from "@triad/testnet";
import { type DrillNetwork, makeDrillNetwork, stopSeats } from "./drill-network.ts";
import { judgePayments, judgeStopped } from "./final-judgement.ts";
import { BLOCK_MS, confirmedAbove, fundMiners, type Half, halfOf, mineTo, mineUntilConfirmed } from "./halves.ts";
import { ancestorsAmong, isChainTooLong } from "./payment-ancestors.ts";
import type { DrillRun, Verdict } from "./run-drill.ts";
import { waitUntil } from "./wait-until.ts";

/** Blocks that the winning half has more. */
const LEAD = 4;
/**
 * More than a half mines, so that no payment spends a coinbase of its own half: such a payment would be invalid for
 * ever on the other chain, and rightly so.
 */
const MATURITY_BEYOND_BLOCKS = 10;
/** About 2^16 hashes: blocks come as fast as the drill asks for them. */
const QUICK_BITS = 0x1f00ffff;
/** After each block of a half, so that payments gather for the next. */
const PAUSE_MS = 400;
const JOIN_MS = 60_000;
/** Well below the wallets' round of 30 s, so that it is the reorganisation itself that brings payments back. */
const BACK_IN_POOLS_MS = 10_000;

export async function drillPartition(run: DrillRun, blocks: number, payEveryMs: number): Promise<Verdict> {
  const { report } = run;
  const members: readonly Member[] = [
    { name: "full-node-1", role: "full-node" },
    { name: "miner-1", role: "miner" },
    { name: "full-node-2", role: "full-node" },
    { name: "miner-2", role: "miner" },
    { name: "light-node-1", role: "light-node" },
  ];
  const maturity = blocks + MATURITY_BEYOND_BLOCKS;
  const drill = await makeDrillNetwork(members, { coinbaseMaturity: maturity, genesisBits: QUICK_BITS });
  run.directory = drill.directory;
  report.event("starting", `two full nodes, two miners and a light node start in ${drill.directory}`);
  const losing = halfOf("the losing half", drill.seats.slice(0, 2));
  const winning = halfOf("the winning half", drill.seats.slice(2));
  const together = await fundThenStop(drill, maturity, report);

  await restartApart([losing, winning]);
  report.event("apart", `at height ${together} the halves know only themselves`);
  const [lost, won] = await Promise.all([
    grow(losing, together + blocks, payEveryMs, report),
    grow(winning, together + blocks + LEAD, payEveryMs, report),
  ]);
  const problems: string[] = [];
  for (const half of [losing, winning]) {
    const states = await Promise.all(half.seats.map(({ node }) => node.client.state()));
    if (tipsOf(states).size !== 1) problems.push(`${half.name} has not one tip of its own`);
  }
  const ancestors = await ancestorsAmong(losing.fullNode.node.client, [...lost.sent.keys()]);
  const onlyThere = await confirmedAbove(losing.fullNode, together);
  const tipBefore = (await losing.fullNode.node.client.state()).tipHash;

  const { peerAddress } = winning.fullNode;
  await losing.fullNode.node.client.connect(peerAddress);
  const joinMs = await waitUntil(async () => tipsOf(await statesOf(drill)).size === 1, {
    withinMs: JOIN_MS,
    what: "one tip after the halves were joined",
  });
  const [state] = await statesOf(drill);
  report.event("joined", `one tip at all nodes ${joinMs} ms after the halves were joined, height ${state?.height}`);
  if (state?.height !== together + blocks + LEAD)
    problems.push(`the tip's height ${state?.height} is not the winner's`);
  if (state?.tipHash === tipBefore) problems.push("nobody reorganised");

  const afterJoin = await judgePayments(drill.seats, lost.sent, BACK_IN_POOLS_MS);
  const kept = afterJoin.lost.filter((txid) => isChainTooLong(txid, ancestors));
  for (const txid of afterJoin.lost) {
    if (!kept.includes(txid)) problems.push(`not back in the pools: ${lost.sent.get(txid)?.text} (${txid})`);
  }
  report.event("back", `of the losing half's payments ${afterJoin.waiting} wait in every pool again`);
  const all = new Map([...lost.sent, ...won.sent]);
  const confirmMs = await mineUntilConfirmed(drill.seats, winning.miner, all.size, () =>
    judgePayments(drill.seats, all, 0),
  );
  if (confirmMs === undefined) problems.push("payments are left that no block confirms");
  for (const [name, { sent }] of [["losing", lost] as const, ["winning", won] as const]) {
    if (sent.size === 0) problems.push(`the ${name} half made no payment`);
  }
  const [last] = await statesOf(drill);
  problems.push(...(await judgeStopped(drill, last?.tipHash ?? "", report)));
  return {
    numbers: [
      `two halves apart from height ${together}: ${blocks} blocks here, ${blocks + LEAD} there`,
      `one tip at all five nodes ${joinMs} ms after POST /api/peers`,
      `losing half: ${lost.sent.size} payments, ${onlyThere.filter((txid) => lost.sent.has(txid)).length} of them had been confirmed there; ` +
        `after the join ${afterJoin.confirmed} confirmed, ${afterJoin.waiting} in every pool, ` +
        `${kept.length} kept by their payers' wallets (the pool's limit for chains of payments), ${afterJoin.lost.length - kept.length} lost`,
      confirmMs === undefined
        ? "NOT all payments were confirmed"
        : `all ${all.size} payments of both halves confirmed ${(confirmMs / 1000).toFixed(1)} s later`,
    ],
    problems,
  };
}

/** All together until both miners own coins that may be spent; returns the height. */
async function fundThenStop(drill: DrillNetwork, maturity: number, report: Report): Promise<number> {
  const { seats } = drill;
  for (const seat of seats) {
    if (seat.member.role === "miner") seat.place = { ...seat.place, options: ["--mine", "off"] };
  }
  await Promise.all(seats.map((seat) => seat.start()));
  await waitUntil(async () => (await statesOf(drill)).every(({ peers }) => peers > 0), {
    withinMs: BLOCK_MS,
    what: "all nodes have peers",
  });
  const halves = [halfOf("left", seats.slice(0, 2)), halfOf("right", seats.slice(2))] as const;
  const height = await fundMiners(seats, halves, maturity, report);
  const unclean = await stopSeats(seats);
  if (unclean[0] !== undefined) throw new Error(unclean[0]);
  return height;
}

/** Within a half all dial its full node, and it dials its miner, so that each is held to its own half. */
async function restartApart(halves: readonly Half[]): Promise<void> {
  for (const { seats, fullNode, miner } of halves) {
    for (const seat of seats) {
      const only = seat === fullNode ? miner : fullNode;
      const options = ["--connect", only.peerAddress, ...(seat.member.role === "miner" ? ["--mine", "off"] : [])];
      seat.place = { ...seat.place, dials: [], options };
    }
  }
  await Promise.all(halves.flatMap(({ seats }) => seats.map((seat) => seat.start())));
  for (const { seats } of halves) {
    const isWhole = async (): Promise<boolean> =>
      (await Promise.all(seats.map(({ node }) => node.client.state()))).every(
        ({ peers, synchronising }) => peers > 0 && !synchronising,
      );
    await waitUntil(isWhole, { withinMs: BLOCK_MS, what: "each half is connected within itself" });
  }
}

/** Mines to a height, block by block, while the half's nodes pay each other. */
async function grow(half: Half, to: number, payEveryMs: number, report: Report): Promise<Payments> {
  const payments = new Payments(() => half.seats.map(({ node }) => node), report, payEveryMs);
  const paying = payments.run();
  const { height: from } = await half.fullNode.node.client.state();
  for (let height = from + 1; height <= to; height++) {
    await sleep(PAUSE_MS);
    await mineTo(half.miner, height, half.seats);
  }
  payments.stop();
  await paying;
  report.event("grown", `${half.name} is at height ${to} with ${payments.sent.size} payments`);
  return payments;
}

function statesOf({ seats }: DrillNetwork) {
  return Promise.all(seats.map(({ node }) => node.client.state()));
}
