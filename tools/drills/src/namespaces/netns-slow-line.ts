/**
 * A full node and a light node behind a line of 300 ms and 5 % loss, each way: they join, synchronise a chain, and then
 * follow blocks and payments of nodes on fast lines.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { Payments, type Report, tipsOf } from "@triad/testnet";
import { judgePayments, judgeStopped } from "../final-judgement.ts";
import { mineTo, mineUntilConfirmed } from "../halves.ts";
import type { DrillRun, Verdict } from "../run-drill.ts";
import { median, waitUntil, worst } from "../wait-until.ts";
import { Arrivals } from "./arrivals.ts";
import type { Line } from "./host-plan.ts";
import { type HostedMember, type HostedNetwork, seatOf, statesOf, withHostedNetwork } from "./hosted-network.ts";
import { EndedConnections } from "./told-connections.ts";

/** Each way: a round trip takes 600 ms, and of two packets that go and come one in ten is missing. */
const SLOW_LINE: Line = { delayMs: 300, lossPercent: 5 };
const BLOCKS_BEFORE = 300;
const BLOCKS_FOLLOWED = 40;
const BLOCK_EVERY_MS = 3_000;
const PAY_EVERY_MS = 1_000;
const MATURITY = 10;
/** A connection takes some round trips, a lost packet some seconds, and headers come before bodies. */
const SYNC_MS = 120_000;
/** Blocks come every three seconds; whoever lacks more than this does not follow. */
const LAG_MAX = 5;
const ONE_TIP_MS = 60_000;
const SLOW = ["slow-full-node", "slow-light-node"] as const;

export function drillNetnsSlowLine(run: DrillRun): Promise<Verdict> {
  const dials = ["full-node-1", "full-node-2"];
  const members: readonly HostedMember[] = [
    { name: "full-node-1", role: "full-node", side: "left", dials: ["full-node-2"] },
    { name: "full-node-2", role: "full-node", side: "left", dials: ["full-node-1"] },
    { name: "miner-1", role: "miner", side: "left", dials },
    { name: "light-node-1", role: "light-node", side: "left", dials },
    { name: SLOW[0], role: "full-node", side: "left", dials, line: SLOW_LINE },
    { name: SLOW[1], role: "light-node", side: "left", dials, line: SLOW_LINE },
  ];
  return withHostedNetwork(run, members, { coinbaseMaturity: MATURITY }, (drill) => syncAndFollow(drill, run.report));
}

async function syncAndFollow(drill: HostedNetwork, report: Report): Promise<Verdict> {
  const { seats, hosts } = drill;
  const miner = seatOf(drill, "miner-1");
  const slow = SLOW.map((name) => seatOf(drill, name));
  const fast = seats.filter((seat) => !slow.includes(seat));
  const { delayMs, lossPercent } = SLOW_LINE;
  const by = hosts.lineKind === "netem" ? "by netem" : "by a relay of the drill's, as this kernel has no netem";
  report.event("lines", `slow lines: ${delayMs} ms and ${lossPercent} % each way, ${by}`);
  await Promise.all(fast.map((seat) => seat.start()));
  await mineTo(miner, BLOCKS_BEFORE, fast);
  report.event("chain", `${BLOCKS_BEFORE} blocks are at the nodes with fast lines; the slow ones start`);

  const syncMs = await Promise.all(
    slow.map(async (seat) => {
      await seat.start();
      return waitUntil(async () => (await seat.node.client.state()).height === BLOCKS_BEFORE, {
        withinMs: SYNC_MS,
        what: `${seat.name} has the chain`,
      });
    }),
  );
  report.event("synchronised", `the slow nodes have them after ${syncMs.join(" and ")} ms`);
  const problems: string[] = [];
  const ended = new EndedConnections(seats);
  const arrivals = new Arrivals();
  arrivals.follow(seats);
  const payments = new Payments(() => seats.map(({ node }) => node), report, PAY_EVERY_MS);
  const paying = payments.run();
  for (let block = 0; block < BLOCKS_FOLLOWED; block++) {
    await sleep(BLOCK_EVERY_MS);
    await miner.node.client.mine("generate", 1);
  }
  payments.stop();
  await paying;
  const isOne = async (): Promise<boolean> => tipsOf(await statesOf(drill)).size === 1;
  const oneTipMs = await waitUntil(isOne, { withinMs: ONE_TIP_MS, what: "one tip at the end" });
  arrivals.end();
  const endings = ended.describe();
  const numbers = [
    `line: ${delayMs} ms and ${lossPercent} % loss each way, ${by}`,
    `${BLOCKS_BEFORE} blocks from the first answer of the API: full node ${syncMs[0]} ms, light node ${syncMs[1]} ms`,
    ...seats.filter((seat) => seat !== miner).map(({ name }) => describeArrivals(name, arrivals)),
    `one tip ${oneTipMs} ms after the last block; connections that ended in these ${seconds()} s: ${endings}`,
  ];
  for (const { name } of slow) {
    const lag = worst(arrivals.lags(name));
    if (lag > LAG_MAX) problems.push(`${name} was ${lag} blocks behind`);
    if (arrivals.delaysMs(name).length < BLOCKS_FOLLOWED) problems.push(`${name} did not tell of every block`);
  }
  for (const code of ended.byCode().keys()) {
    if (!["feeler", "duplicate"].includes(code)) problems.push(`a connection ended: ${code}`);
  }
  const waiting = await judgePayments(seats, payments.sent);
  for (const txid of waiting.lost) problems.push(`lost: ${payments.sent.get(txid)?.text} (${txid})`);
  const { size } = payments.sent;
  const confirmMs = await mineUntilConfirmed(seats, miner, size, () => judgePayments(seats, payments.sent, 0));
  if (confirmMs === undefined) problems.push("payments are left that no block confirms");
  numbers.push(
    `${size} payments: ${waiting.confirmed} confirmed and ${waiting.waiting} in every pool, the slow node's too; then ` +
      (confirmMs === undefined ? "NOT all were confirmed" : "all confirmed"),
  );
  if (size === 0) problems.push("no payment was made");
  problems.push(...(await judgeStopped(drill, (await miner.node.client.state()).tipHash, report)));
  return { numbers, problems };
}

function describeArrivals(name: string, arrivals: Arrivals): string {
  const delays = arrivals.delaysMs(name);
  const lags = arrivals.lags(name);
  const behind = lags.filter((lag) => lag > 0).length;
  return (
    `${name}: ${delays.length} blocks, median ${median(delays)} ms, worst ${worst(delays)} ms after the find; ` +
    `behind at ${behind} of ${lags.length} finds, by ${worst(lags)} at most`
  );
}

function seconds(): number {
  return (BLOCKS_FOLLOWED * BLOCK_EVERY_MS) / 1000;
}
