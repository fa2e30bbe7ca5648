/** A whole network of real processes on this machine: begin, watch, end, judge. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePorts } from "./free-ports.ts";
import { lineUp } from "./line-up.ts";
import { killLivingNodes, NodeProcess } from "./node-process.ts";
import type { TestnetOptions } from "./options.ts";
import { Payments } from "./payments.ts";
import type { Report, Summary } from "./report.ts";
import { agreeOnTip, countPayments, tipsOf } from "./settle.ts";
import { testParameters } from "./test-parameters.ts";
import { NetworkWatch } from "./watch.ts";

const POLL_MS = 200;

/** Runs until the time is over or `ended` says so. True: all nodes at one tip, and no payment lost. */
export async function runTestnet(options: TestnetOptions, report: Report, ended: AbortSignal): Promise<boolean> {
  const begin = Date.now();
  const directory = await mkdtemp(join(tmpdir(), "triad-testnet-"));
  const nodes: NodeProcess[] = [];
  process.once("exit", killLivingNodes);
  try {
    await startNodes(options.nodes, directory, nodes, report);
    const summary = await watchNodes(options, nodes, report, ended, begin);
    const hasEnded = await stopNodes(nodes, report);
    const ok = summary.ok && hasEnded;
    report.summary({ ...summary, ok, stoppedCleanly: hasEnded, seconds: Math.round((Date.now() - begin) / 1000) });
    if (ok && !options.keep) await rm(directory, { recursive: true, force: true });
    else report.event("kept", `data and logs of the nodes are in ${directory}`, { directory });
    return ok;
  } catch (error) {
    killLivingNodes();
    report.event("failed", `${(error as Error).message} (logs are in ${directory})`, { directory });
    return false;
  } finally {
    process.off("exit", killLivingNodes);
  }
}

async function startNodes(count: number, directory: string, nodes: NodeProcess[], report: Report): Promise<void> {
  const members = lineUp(count);
  const networkFile = join(directory, "network.json");
  await writeFile(networkFile, testParameters(Math.floor(Date.now() / 1000)));
  const ports = await freePorts(2 * members.length);
  report.event("starting", `starting ${members.map(({ name }) => name).join(", ")} in ${directory}`, { directory });
  const first = `127.0.0.1:${ports[0]}`;
  await Promise.all(
    members.map(async (member, i) => {
      const node = await NodeProcess.start(member, {
        directory: join(directory, member.name),
        networkFile,
        peerPort: ports[2 * i] as number,
        apiPort: ports[2 * i + 1] as number,
        dials: i === 0 ? [] : [first],
      });
      nodes.push(node);
      report.event("started", `${node.name} runs, API ${node.apiUrl}`, { node: node.name, api: node.apiUrl });
    }),
  );
  // in the order of the line-up, whichever was ready first
  nodes.sort(
    (a, b) => members.findIndex(({ name }) => name === a.name) - members.findIndex(({ name }) => name === b.name),
  );
  report.event("running", `look around: ${nodes[0]?.apiUrl}/api/node and ${nodes[0]?.apiUrl}/api/blocks`);
}

async function watchNodes(
  options: TestnetOptions,
  nodes: readonly NodeProcess[],
  report: Report,
  ended: AbortSignal,
  begin: number,
): Promise<Summary> {
  const watch = new NetworkWatch(nodes, report);
  const payments = new Payments(() => nodes, report);
  watch.onBlockEverywhere = (hash, height) => void tellConfirmed(nodes, payments, report, hash, height);
  const paying = payments.run();
  const problems: string[] = [];
  const endAt = options.seconds === undefined ? Number.POSITIVE_INFINITY : begin + options.seconds * 1000;
  while (Date.now() < endAt && !ended.aborted) {
    const dead = nodes.find((node) => node.hasExited);
    if (dead !== undefined) {
      problems.push(`${dead.name} ended by itself; see ${dead.logFile}`);
      break;
    }
    await sleep(POLL_MS);
  }
  payments.stop();
  await paying;
  const running = nodes.filter((node) => !node.hasExited);
  const states = await agreeOnTip(running, report);
  const count = await countPayments(running, payments.sent.keys());
  watch.end();
  const tips = tipsOf(states);
  for (const txid of count.lost) problems.push(`lost: ${payments.sent.get(txid)?.text} (${txid})`);
  return {
    ok: tips.size === 1 && problems.length === 0,
    seconds: 0,
    nodes: nodes.length,
    height: states[0]?.height ?? 0,
    tip: states[0]?.tipHash ?? "",
    tips: tips.size,
    blocks: watch.blocksFound,
    reorganisations: watch.reorganisations,
    paymentsSent: payments.sent.size,
    paymentsConfirmed: count.confirmed,
    paymentsWaiting: count.waiting,
    paymentsLost: count.lost.length,
    stoppedCleanly: false,
    blockSpreadMsMedian: median(watch.spreadsMs),
    problems,
  };
}

async function tellConfirmed(
  nodes: readonly NodeProcess[],
  payments: Payments,
  report: Report,
  hash: string,
  height: number,
): Promise<void> {
  const txids = await nodes[0]?.client.blockTxids(hash).catch(() => []);
  for (const txid of txids ?? []) {
    const payment = payments.sent.get(txid);
    if (payment === undefined) continue;
    report.event("confirmed", `confirmed in block ${height}: ${payment.text}`, { txid, height, hash });
  }
}

/** Miners end first, so that no block is found while others leave. */
async function stopNodes(nodes: readonly NodeProcess[], report: Report): Promise<boolean> {
  const stopAll = (some: readonly NodeProcess[]): Promise<boolean[]> => Promise.all(some.map((node) => node.stop()));
  const miners = await stopAll(nodes.filter(({ role }) => role === "miner"));
  const others = await stopAll(nodes.filter(({ role }) => role !== "miner"));
  report.event("stopped", "all nodes have ended");
  return [...miners, ...others].every((isClean) => isClean);
}

function median(values: readonly number[]): number | null {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? null;
}
