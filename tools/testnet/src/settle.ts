/** The end of a run: miners first, then one tip, then where every payment is. */
import { setTimeout as sleep } from "node:timers/promises";
import type { NodeState } from "./node-client.ts";
import type { NodeProcess } from "./node-process.ts";
import type { Report } from "./report.ts";

/** How long the nodes may take to agree once nobody mines. */
const AGREE_MS = 10_000;
/** Two tips of equal work stay as they are: after this one more block decides. */
const TIE_MS = 3_000;
const POLL_MS = 250;

/** The nodes' states when they agree, or at the end of their time. */
export async function agreeOnTip(nodes: readonly NodeProcess[], report: Report): Promise<readonly NodeState[]> {
  const miners = nodes.filter(({ role }) => role === "miner");
  await Promise.all(miners.map((miner) => miner.client.mine("stop")));
  report.event("miners-stopped", "the miners have stopped; waiting for one tip");
  let hasBrokenTie = false;
  for (let waited = 0; ; waited += POLL_MS) {
    const states = await Promise.all(nodes.map((node) => node.client.state()));
    if (tipsOf(states).size === 1 || waited >= AGREE_MS) return states;
    if (waited >= TIE_MS && !hasBrokenTie) {
      hasBrokenTie = true;
      report.event("tie", "two branches have the same work; one more block decides");
      await miners[0]?.client.mine("generate", 1);
    }
    await sleep(POLL_MS);
  }
}

export function tipsOf(states: readonly NodeState[]): ReadonlySet<string> {
  return new Set(states.map(({ tipHash }) => tipHash));
}

export interface PaymentCount {
  readonly confirmed: number;
  readonly waiting: number;
  /** Neither confirmed nor in every pool. */
  readonly lost: readonly string[];
}

export async function countPayments(nodes: readonly NodeProcess[], txids: Iterable<string>): Promise<PaymentCount> {
  const confirmed = await confirmedTxids(nodes);
  const pools = await poolsOf(nodes);
  let confirmedCount = 0;
  let waiting = 0;
  const lost: string[] = [];
  for (const txid of txids) {
    if (confirmed.has(txid)) confirmedCount += 1;
    else if (pools.every((pool) => pool.has(txid))) waiting += 1;
    else lost.push(txid);
  }
  return { confirmed: confirmedCount, waiting, lost };
}

/** All transactions of the chain, as the first full node has it. */
async function confirmedTxids(nodes: readonly NodeProcess[]): Promise<ReadonlySet<string>> {
  const [node] = nodes;
  if (node === undefined) return new Set();
  const { height } = await node.client.state();
  const txids = new Set<string>();
  for (let at = 1; at <= height; at++) {
    for (const txid of await node.client.blockTxids(await node.client.blockHash(at))) txids.add(txid);
  }
  return txids;
}

async function poolsOf(nodes: readonly NodeProcess[]): Promise<readonly ReadonlySet<string>[]> {
  const pooling = nodes.filter(({ role }) => role !== "light-node");
  return await Promise.all(pooling.map(async ({ client }) => new Set(await client.poolTxids())));
}
