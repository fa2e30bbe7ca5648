/**
 * Processes that work on a data directory are killed (SIGKILL) at random moments; after each kill the directory is
 * audited, and the next process goes on with it. When a directory's life is over, a new one begins.
 *
 * The processes are the bundled programs, the same that an operator runs: they start in some tenths of a second, so that
 * most of a process's life is work. Nodes synchronise over loopback from full nodes in the drill's own process.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { dataPaths } from "@triad/host-nodejs";
import type { DrillRun, Verdict } from "../run-drill.ts";
import { median, worst } from "../wait-until.ts";
import { type ChainSizes, type DrillChain, type DrillChains, makeDrillChains } from "./drill-chains.ts";
import { type Act, livesOf } from "./kill-acts.ts";
import { KillTally, type Phase } from "./kill-tally.ts";
import { DirectoryAudit, type DirectoryState } from "./killed-directory.ts";
import { buildProgram, hasSubcommand } from "./program-bundle.ts";
import { type ServingNode, serveChain } from "./serving-node.ts";
import { indexUnspent } from "./unspent-index.ts";
import { Victim } from "./victim.ts";

/** Before this a process is still being loaded and has touched nothing. */
const LOADING_MS = 200;
/** Of an act that never finished yet; later its own time. */
const ACT_MS_GUESS = 2_500;
/** Kills come within this part of the time that an act needs, so that some acts finish and their directory goes on. */
const REACH = 1.25;
/** So many kills, and the next process may finish: an act that commits only at its end would never do so else. */
const KILLS_OF_ACT_MAX = 5;
/** One stop in so many is cut short by a kill: it falls into the last commit. */
const KILLED_STOP_EVERY = 3;
const STOP_MS = 120;
const POLL_MS = 30;
/** For one act without a kill, on a busy machine. */
const ACT_TIMEOUT_MS = 120_000;

interface KillDrill {
  readonly kills: number;
  readonly chains: DrillChains;
  readonly programs: Readonly<Record<Act["program"], string>>;
  readonly peers: ReadonlyMap<DrillChain, ServingNode>;
  readonly audit: DirectoryAudit;
  readonly tally: KillTally;
  readonly run: DrillRun;
  readonly actMs: Map<string, number>;
  readonly problems: string[];
}

export async function drillStoreKills(run: DrillRun, kills: number, sizes: ChainSizes): Promise<Verdict> {
  const directory = mkdtempSync(join(tmpdir(), "triad-drill-"));
  run.directory = directory;
  const tell = (text: string): void => run.report.event("progress", text);
  const programs = { "full-node": buildProgram("full-node", directory), miner: buildProgram("miner", directory) };
  tell("Made the bundles; now the chains.");
  const chains = await makeDrillChains(directory, sizes);
  const peers = new Map<DrillChain, ServingNode>();
  const problems: string[] = [];
  const tally = new KillTally();
  try {
    for (const chain of [chains.first, chains.second, chains.third, chains.long]) {
      if (chain !== undefined) peers.set(chain, await serveChain(chain));
    }
    const unpruned = chains.long && indexUnspent(chains.long);
    const audit = new DirectoryAudit(chains.network, unpruned, join(directory, "copy"));
    const hasReindex = hasSubcommand(programs["full-node"], "reindex");
    if (!hasReindex) tell("The program has no subcommand reindex: that phase is left out.");
    tell(`${kills} kills follow; directories are in ${directory}`);
    const lives = livesOf(chains, hasReindex);
    const drill: KillDrill = {
      ...{ kills, chains, programs, peers, audit, tally, run, problems },
      actMs: new Map(),
    };
    for (let life = 0; tally.results.length < kills && problems.length === 0; life++) {
      await live(drill, lives[life % lives.length] ?? [], join(directory, `life-${life + 1}`));
    }
  } finally {
    await Promise.all([...peers.values()].map((peer) => peer.stop()));
  }
  const restarts = `from the start of a node on a killed directory to its first answer: median ${seconds(
    median(tally.restartMs),
  )}, worst ${seconds(worst(tally.restartMs))} (${tally.restartMs.length} starts)`;
  return { numbers: [...tally.table(), restarts], problems };
}

/** One directory from its beginning to its end, or to a problem, or until there were enough kills. */
async function live(drill: KillDrill, acts: readonly Act[], directory: string): Promise<void> {
  mkdirSync(directory, { recursive: true });
  let state: DirectoryState | undefined;
  for (const act of acts) {
    const left = (): number => drill.kills - drill.tally.results.length;
    if (left() === 0 || drill.problems.length > 0) break;
    let isFinished = false;
    // at the end one process goes on without a kill: the directory must still be good for it
    for (let kills = 0; !isFinished && drill.problems.length === 0; kills++) {
      const mayKill = left() > 0 && kills < KILLS_OF_ACT_MAX;
      const outcome = await attempt(drill, act, directory, mayKill, state !== undefined);
      const after = await drill.audit.audit(dataPaths(directory).chain);
      judge(drill, act, outcome, state, after);
      isFinished = outcome.kind === "finished";
      state = after;
    }
  }
  if (drill.problems.length === 0) rmSync(directory, { recursive: true, force: true });
}

type Outcome =
  | { readonly kind: "killed"; readonly phase: Phase; readonly aliveMs: number; readonly height: number | undefined }
  | { readonly kind: "finished"; readonly problem: string | undefined };

async function attempt(
  drill: KillDrill,
  act: Act,
  directory: string,
  mayKill: boolean,
  isRestart: boolean,
): Promise<Outcome> {
  const peer = act.from && drill.peers.get(act.from);
  const victim = await Victim.start({
    program: drill.programs[act.program],
    directory,
    networkFile: drill.chains.networkFile,
    logFile: `${directory}.out`,
    ...(act.subcommand === undefined ? {} : { subcommand: act.subcommand }),
    options: [...act.options, ...(peer === undefined ? [] : ["--connect", peer.address])],
  });
  let phase: Phase | undefined;
  const killAs = (at: Phase) => {
    if (victim.hasExited) return;
    phase = at;
    void victim.kill();
  };
  const killAfterMs = LOADING_MS + Math.random() * REACH * (drill.actMs.get(nameOf(act)) ?? ACT_MS_GUESS);
  const timer = mayKill ? setTimeout(() => killAs(phaseNow(act, victim)), killAfterMs) : undefined;
  const finishedMs = await untilFinished(act, victim);
  clearTimeout(timer);
  if (victim.readyMs !== undefined && isRestart) drill.tally.restartMs.push(victim.readyMs);
  if (finishedMs !== undefined) drill.actMs.set(nameOf(act), finishedMs);
  if (!victim.hasExited) {
    victim.terminate();
    if (mayKill && Math.random() * KILLED_STOP_EVERY < 1) {
      await sleep(Math.random() * STOP_MS);
      killAs("stopping");
    }
    await victim.untilExit();
  }
  if (phase !== undefined) return { kind: "killed", phase, aliveMs: victim.aliveMs, height: victim.height };
  const problem = victim.exitCode === 0 ? undefined : `a process ended with ${victim.exitCode}; see ${directory}.out`;
  return { kind: "finished", problem };
}

/** How long it took; undefined where the process ended before, or by a kill. */
async function untilFinished(act: Act, victim: Victim): Promise<number | undefined> {
  while (!victim.hasExited) {
    if (victim.aliveMs > ACT_TIMEOUT_MS) {
      await victim.kill();
      throw new Error(`"${act.phase}" to block ${act.goal.height} did not finish; the node was at ${victim.height}`);
    }
    if (act.subcommand === undefined && (await victim.tip()) === act.goal.tip) return victim.aliveMs;
    await sleep(POLL_MS);
  }
  return victim.exitCode === 0 ? victim.aliveMs : undefined;
}

function phaseNow({ phase, subcommand }: Act, victim: Victim): Phase {
  const isWorking = subcommand === undefined ? victim.readyMs !== undefined : victim.hasOpened;
  return isWorking ? phase : "start";
}

function nameOf({ phase, subcommand }: Act): string {
  return `${phase} ${subcommand === undefined ? "node" : "subcommand"}`;
}

function judge(
  { tally, problems, run, kills }: KillDrill,
  act: Act,
  outcome: Outcome,
  before: DirectoryState | undefined,
  after: DirectoryState,
): void {
  const found = [...after.problems];
  // only a reindex begins the coins anew; what was on disk before must still be there
  if (act.phase !== "reindex" && before !== undefined && after.height < before.height) {
    found.push(`the directory went back from height ${before.height} to ${after.height}`);
  }
  if (outcome.kind === "finished") {
    if (outcome.problem !== undefined) found.push(outcome.problem);
    if (after.tip !== act.goal.tip)
      found.push(`"${act.phase}" ended at height ${after.height}, not ${act.goal.height}`);
    problems.push(...found.map((problem) => `after "${act.phase}" was finished: ${problem}`));
    return;
  }
  const { phase, height, aliveMs } = outcome;
  const blocksLost = height === undefined ? undefined : Math.max(0, height - after.height);
  tally.add({ phase, isSound: found.length === 0, bodiesAhead: after.bodiesAhead, blocksLost });
  const label = `kill ${tally.results.length}/${kills}`;
  problems.push(...found.map((problem) => `${label}, ${phase}: ${problem}`));
  const told = height === undefined ? "" : `, had told of height ${height}`;
  const holds = after.height < 0 ? "no coins yet" : `height ${after.height}`;
  const ahead = after.bodiesAhead === 0 ? "" : `, ${after.bodiesAhead} bodies ahead`;
  const pruned = after.prunedHeight === 0 ? "" : `, pruned up to ${after.prunedHeight}`;
  const text = `${label}: ${phase}${phase === "start" ? ` of "${act.phase}"` : ""} after ${seconds(aliveMs)}${told}; its directory has ${holds}${ahead}${pruned}`;
  run.report.event("killed", text);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
