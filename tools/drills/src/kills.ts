/**
 * Full nodes and miners die at random moments and come back: SIGKILL, in the middle of commits, starts and catching
 * up. After each one the directory as the kill left it is replayed, then the node starts on it again.
 */
import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { agreeOnTip, lineUp, Payments, type Report, tipsOf } from "@triad/testnet";
import { auditDirectory } from "./chain-audit.ts";
import { type DrillNetwork, makeDrillNetwork, type Seat } from "./drill-network.ts";
import { judgePayments, judgeStopped } from "./final-judgement.ts";
import type { DrillRun, Verdict } from "./run-drill.ts";
import { median, waitUntil, worst } from "./wait-until.ts";

/** The stated time: from the start of the process until it has the network's tip. */
const CATCH_UP_MS = 30_000;
/** A node runs so long before it is killed, up to; and lies dead so long, up to. */
const ALIVE_MS = 3_000;
const DEAD_MS = 3_000;
/** One kill in so many hits a node that is just starting or catching up. */
const EARLY_KILL_EVERY = 4;
/** Within this a process on a busy machine is loading, has opened its data, catches up, or has caught up. */
const EARLY_MS = 8_000;
/** So often somebody pays. */
const PAY_EVERY_MS = 300;
/** Deeper than any branch that grows while a miner is cut off, so that a payment can't lose the coinbase it spends. */
const MATURITY = 10;
const FUNDED_MS = 120_000;

interface Tally {
  readonly startMs: number[];
  readonly catchUpMs: number[];
  readonly blocksLost: number[];
  earlyKills: number;
  readonly problems: string[];
}

export async function drillKills(run: DrillRun, kills: number): Promise<Verdict> {
  const { report } = run;
  const drill = await makeDrillNetwork(lineUp(5), { coinbaseMaturity: MATURITY });
  run.directory = drill.directory;
  report.event(
    "starting",
    `two full nodes, two miners and a light node start in ${drill.directory}; ${kills} kills follow`,
  );
  await Promise.all(drill.seats.map((seat) => seat.start()));
  const refusals = new Map<string, number>();
  const payments = new Payments(
    () => drill.seats.filter(({ isReady }) => isReady).map(({ node }) => node),
    countRefusals(refusals),
    PAY_EVERY_MS,
  );
  const paying = payments.run();
  const reference = drill.seats[0] as Seat;
  await waitUntil(async () => (await reference.node.client.state()).height > MATURITY, {
    withinMs: FUNDED_MS,
    what: "the first coins are mature",
  });
  const tally: Tally = { startMs: [], catchUpMs: [], blocksLost: [], earlyKills: 0, problems: [] };
  const victims = drill.seats.filter(({ member }) => member.role !== "light-node");
  for (let kill = 1; kill <= kills; kill++) {
    const victim = victims[Math.floor(Math.random() * victims.length)] as Seat;
    const witness = drill.seats.find((seat) => seat !== victim && seat.member.role === "full-node") as Seat;
    await killAndRestart(drill, { victim, witness, label: `${kill}/${kills}`, run, tally });
  }
  payments.stop();
  await paying;
  const states = await agreeOnTip(
    drill.seats.map(({ node }) => node),
    report,
  );
  const count = await judgePayments(drill.seats, payments.sent);
  const { problems } = tally;
  if (tipsOf(states).size !== 1) problems.push(`the nodes ended at ${tipsOf(states).size} different tips`);
  for (const txid of count.lost) problems.push(`lost: ${payments.sent.get(txid)?.text} (${txid})`);
  if (payments.sent.size === 0) problems.push("no payment was made");
  problems.push(...(await judgeStopped(drill, states[0]?.tipHash ?? "", report)));
  const numbers = [...describe(tally, payments.sent.size, count, states[0]?.height ?? 0), describeRefusals(refusals)];
  return { numbers, problems };
}

/** A payment every moment is too much to print; what refused them is told at the end. */
function countRefusals(refusals: Map<string, number>): Report {
  return {
    event(code, text) {
      const reason = text.replace(/\(.*/, "");
      if (code === "payment-refused") refusals.set(reason, (refusals.get(reason) ?? 0) + 1);
    },
    summary() {},
  };
}

function describeRefusals(refusals: ReadonlyMap<string, number>): string {
  if (refusals.size === 0) return "no payment was refused";
  return [...refusals].map(([reason, times]) => `${times} × ${reason.trim()}`).join("; ");
}

async function killAndRestart(
  drill: DrillNetwork,
  at: {
    readonly victim: Seat;
    readonly witness: Seat;
    readonly label: string;
    readonly run: DrillRun;
    readonly tally: Tally;
  },
): Promise<void> {
  const { victim, witness, label, run, tally } = at;
  await sleep(Math.random() * ALIVE_MS);
  const dead = drill.seats.find(({ isUp }) => !isUp);
  if (dead !== undefined) throw new Error(`${dead.name} ended by itself; see ${dead.node.logFile}`);
  const { height } = await victim.node.client.state();
  await victim.kill();
  const left = await auditCopy(drill, victim, tally);
  tally.blocksLost.push(Math.max(0, height - left));
  await sleep(Math.random() * DEAD_MS);
  let early = "";
  if (Math.random() * EARLY_KILL_EVERY < 1) {
    victim.spawn();
    await sleep(Math.random() * EARLY_MS);
    await victim.kill();
    await auditCopy(drill, victim, tally);
    tally.earlyKills += 1;
    early = " and once more during its start";
  }
  const begin = Date.now();
  victim.spawn();
  await victim.untilReady();
  const startMs = Date.now() - begin;
  const { client } = victim.node;
  const isCaughtUp = async (): Promise<boolean> => {
    const [mine, theirs] = await Promise.all([client.state(), witness.node.client.state()]);
    return mine.tipHash === theirs.tipHash;
  };
  try {
    await waitUntil(isCaughtUp, { withinMs: CATCH_UP_MS - startMs, what: `${victim.name} has the network's tip` });
  } catch (error) {
    tally.problems.push(`kill ${label}: ${(error as Error).message}`);
  }
  const catchUpMs = Date.now() - begin;
  tally.startMs.push(startMs);
  tally.catchUpMs.push(catchUpMs);
  run.report.event(
    "killed",
    `kill ${label}: ${victim.name} at height ${height}${early}; its directory held height ${left}; ` +
      `answered after ${seconds(startMs)}, had the network's tip after ${seconds(catchUpMs)}`,
  );
}

/** The height that the killed node's directory holds; a copy is opened, so that the node itself finds it untouched. */
async function auditCopy({ directory, network }: DrillNetwork, victim: Seat, tally: Tally): Promise<number> {
  const copy = join(directory, "copy-of-killed");
  await rm(copy, { recursive: true, force: true });
  await cp(victim.chainDirectory, copy, { recursive: true });
  const audit = await auditDirectory(copy, network);
  tally.problems.push(...audit.problems.map((problem) => `${victim.name} after a kill: ${problem}`));
  return audit.height;
}

function describe(
  { startMs, catchUpMs, blocksLost, earlyKills }: Tally,
  sent: number,
  count: { readonly confirmed: number; readonly waiting: number; readonly lost: readonly string[] },
  height: number,
): readonly string[] {
  return [
    `restarts after a SIGKILL: ${catchUpMs.length}, ${earlyKills} of them after a second kill during the start; final height ${height}`,
    `from start to answering: median ${seconds(median(startMs))}, worst ${seconds(worst(startMs))}`,
    `from start to the network's tip: median ${seconds(median(catchUpMs))}, worst ${seconds(worst(catchUpMs))} (stated: ${seconds(CATCH_UP_MS)})`,
    `blocks that a kill took from a directory: ${blocksLost.reduce((sum, n) => sum + n, 0)} in all, at most ${worst(blocksLost)}`,
    `payments: ${sent} acknowledged, ${count.confirmed} confirmed, ${count.waiting} in every pool, ${count.lost.length} lost`,
  ];
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
