/** Parts of a drill's network that have a miner of their own: blocks when the drill asks for them. */
import { setTimeout as sleep } from "node:timers/promises";
import type { PaymentCount, Report } from "@triad/testnet";
import type { Seat } from "./drill-network.ts";
import { waitUntil } from "./wait-until.ts";

/** Blocks whose reward each miner owns and may spend before the network parts. */
export const FUNDING_BLOCKS = 10;
export const BLOCK_MS = 60_000;
/** Time for two rounds of the wallets. */
const CONFIRM_MS = 75_000;
/** Pause between blocks while payments wait to be confirmed. */
const CONFIRM_EVERY_MS = 2_000;

export interface Half {
  readonly name: string;
  readonly seats: readonly Seat[];
  readonly fullNode: Seat;
  readonly miner: Seat;
}

export function halfOf(name: string, seats: readonly Seat[]): Half {
  const [fullNode, miner] = seats;
  if (fullNode === undefined || miner === undefined) throw new Error("a half has a full node, then a miner");
  return { name, seats, fullNode, miner };
}

/** Mines until the miners of both halves own coins that may be spent; all nodes run. Returns the height. */
export async function fundMiners(
  seats: readonly Seat[],
  [left, right]: readonly [Half, Half],
  maturity: number,
  report: Report,
): Promise<number> {
  let height = 0;
  for (const [half, count] of [
    [left, FUNDING_BLOCKS],
    [right, FUNDING_BLOCKS],
    [left, maturity],
  ] as const) {
    height += count;
    await mineTo(half.miner, height, seats);
  }
  report.event("funded", `both miners own ${FUNDING_BLOCKS} coinbases that may be spent, height ${height}`);
  return height;
}

/** Resolves when all followers are at that height. */
export async function mineTo(miner: Seat, height: number, followers: readonly Seat[]): Promise<void> {
  const { height: from } = await miner.node.client.state();
  await miner.node.client.mine("generate", height - from);
  const isThere = async (): Promise<boolean> =>
    (await Promise.all(followers.map(({ node }) => node.client.state()))).every((state) => state.height === height);
  await waitUntil(isThere, { withinMs: BLOCK_MS, what: `height ${height}`, pollMs: 50 });
}

/** Milliseconds until blocks have confirmed that many payments; undefined: they never did. */
export async function mineUntilConfirmed(
  seats: readonly Seat[],
  miner: Seat,
  payments: number,
  count: () => Promise<PaymentCount>,
): Promise<number | undefined> {
  const begin = Date.now();
  while (Date.now() - begin < CONFIRM_MS) {
    const { height } = await miner.node.client.state();
    await mineTo(miner, height + 1, seats);
    if ((await count()).confirmed === payments) return Date.now() - begin;
    await sleep(CONFIRM_EVERY_MS);
  }
  return undefined;
}

/** Ids of all transactions above a height. */
export async function confirmedAbove({ node }: Seat, above: number): Promise<readonly string[]> {
  const { height } = await node.client.state();
  const txids: string[] = [];
  for (let at = above + 1; at <= height; at++) {
    txids.push(...(await node.client.blockTxids(await node.client.blockHash(at))));
  }
  return txids;
}
