/**
 * Two halves that know only themselves mine and pay for a while, then one full node dials the other. One half's chain
 * has more work; the other half reorganises, and its payments must be confirmed again or wait in every pool.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { type Member, Payments, type Report, tipsOf } from "@triad/testnet";
import { type DrillNetwork, makeDrillNetwork, type Seat, stopSeats } from "./drill-network.ts";
import { judgePayments, judgeStopped } from "./final-judgement.ts";
import type { DrillRun, Verdict } from "./run-drill.ts";
import { waitUntil } from "./wait-until.ts";

/** Blocks that the winning half has more. */
const LEAD = 4;
/**
 * More than a half mines, so that no payment spends a coinbase of its own half: such a payment would be invalid for
 * ever on the other chain, and rightly so.
 */
const MATURITY_BEYOND_BLOCKS = 10;
/** Blocks whose reward each miner owns and may spend before the network parts. */
const FUNDING_BLOCKS = 10;
/** About 2^16 hashes: blocks come as fast as the drill asks for them. */
const QUICK_BITS = 0x1f00ffff;
const PAY_EVERY_MS = 150;
/** After each block of a half, so that payments gather for the next. */
const PAUSE_MS = 400;
const BLOCK_MS = 60_000;
const JOIN_MS = 60_000;

interface Half {
  readonly name: string;
  readonly seats: readonly Seat[];
  readonly fullNode: Seat;
  readonly miner: Seat;
}

export async function drillPartition(run: DrillRun, blocks: number): Promise<Verdict> {
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
  const losing = halfOf("the losing half", drill.seats.slice(0, 2));
  const winning = halfOf("the winning half", drill.seats.slice(2));
  const together = await fundMiners(drill, maturity, report);

  await restartApart([losing, winning]);
  report.event("apart", `at height ${together} the halves know only themselves`);
  const [lost, won] = await Promise.all([
    grow(losing, together + blocks, report),
    grow(winning, together + blocks + LEAD, report),
  ]);
  const problems: string[] = [];
  for (const half of [losing, winning]) {
    const states = await Promise.all(half.seats.map(({ node }) => node.client.state()));
    if (tipsOf(states).size !== 1) problems.push(`${half.name} has not one tip of its own`);
  }
  const onlyThere = await confirmedIn(losing, together);
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

  const afterJoin = await judgePayments(drill.seats, lost.sent);
  problems.push(...afterJoin.lost.map((txid) => `lost: ${lost.sent.get(txid)?.text} (${txid})`));
  report.event("back", `of the losing half's payments ${afterJoin.waiting} wait in every pool again`);
  await mineTo(winning, together + blocks + LEAD + 2, drill.seats);
  const all = new Map([...lost.sent, ...won.sent]);
  const atEnd = await judgePayments(drill.seats, all);
  if (atEnd.confirmed !== all.size)
    problems.push(`${all.size - atEnd.confirmed} payments are not confirmed at the end`);
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
        `after the join ${afterJoin.confirmed} confirmed, ${afterJoin.waiting} in every pool, ${afterJoin.lost.length} lost`,
      `two blocks later: ${atEnd.confirmed} of all ${all.size} payments of both halves confirmed`,
    ],
    problems,
  };
}

function halfOf(name: string, seats: readonly Seat[]): Half {
  const [fullNode, miner] = seats;
  if (fullNode === undefined || miner === undefined) throw new Error("a half has a full node, then a miner");
  return { name, seats, fullNode, miner };
}

/** All together until both miners own coins that may be spent; returns the height. */
async function fundMiners(drill: DrillNetwork, maturity: number, report: Report): Promise<number> {
  const { seats } = drill;
  for (const seat of seats) {
    if (seat.member.role === "miner") seat.place = { ...seat.place, options: ["--mine", "off"] };
  }
  await Promise.all(seats.map((seat) => seat.start()));
  await waitUntil(async () => (await statesOf(drill)).every(({ peers }) => peers > 0), {
    withinMs: BLOCK_MS,
    what: "all nodes have peers",
  });
  const [left, right] = [halfOf("left", seats.slice(0, 2)), halfOf("right", seats.slice(2))];
  let height = 0;
  for (const [half, count] of [
    [left, FUNDING_BLOCKS],
    [right, FUNDING_BLOCKS],
    [left, maturity],
  ] as const) {
    height += count;
    await mineTo(half, height, seats);
  }
  report.event("funded", `both miners own ${FUNDING_BLOCKS} coinbases that may be spent, height ${height}`);
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
async function grow(half: Half, to: number, report: Report): Promise<Payments> {
  const payments = new Payments(() => half.seats.map(({ node }) => node), report, PAY_EVERY_MS);
  const paying = payments.run();
  const { height: from } = await half.fullNode.node.client.state();
  for (let height = from + 1; height <= to; height++) {
    await sleep(PAUSE_MS);
    await mineTo(half, height, half.seats);
  }
  payments.stop();
  await paying;
  report.event("grown", `${half.name} is at height ${to} with ${payments.sent.size} payments`);
  return payments;
}

async function mineTo({ miner }: Half, height: number, followers: readonly Seat[]): Promise<void> {
  const { height: from } = await miner.node.client.state();
  await miner.node.client.mine("generate", height - from);
  const isThere = async (): Promise<boolean> =>
    (await Promise.all(followers.map(({ node }) => node.client.state()))).every((state) => state.height === height);
  await waitUntil(isThere, { withinMs: BLOCK_MS, what: `height ${height}`, pollMs: 50 });
}

async function confirmedIn({ fullNode }: Half, above: number): Promise<readonly string[]> {
  const { client } = fullNode.node;
  const { height } = await client.state();
  const txids: string[] = [];
  for (let at = above + 1; at <= height; at++) txids.push(...(await client.blockTxids(await client.blockHash(at))));
  return txids;
}

function statesOf({ seats }: DrillNetwork) {
  return Promise.all(seats.map(({ node }) => node.client.state()));
}
