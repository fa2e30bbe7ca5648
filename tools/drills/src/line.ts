/** Payments from end to end of a line, both ways, and the blocks that confirm them: how long, and what crossed the links. */
import { setTimeout as sleep } from "node:timers/promises";
import { BUILT_IN_NETWORKS, COIN } from "@triad/chain";
import type { Node } from "@triad/host-nodejs";
import type { Notice } from "@triad/roles";
import { type Line, linksOf, startLine } from "./line-network.ts";
import type { LinkCount } from "./link-frames.ts";
import { waitUntil } from "./wait-until.ts";

const NODES = 5;
/** Any item may take so long from one end to the other. */
const ARRIVE_MS = 10_000;
const FUNDING_MS = 30_000;

export interface LineResult {
  readonly paymentMs: readonly number[];
  readonly blockMs: readonly number[];
  readonly links: readonly LinkCount[];
  readonly problems: readonly string[];
}

/**
 * Each round: a payment from the miner to the last node, a block, a payment back, a block. At the end one more payment
 * waits for `idleMs`, in which wallets may announce it again, but not to who knows it.
 */
export async function runLine(
  rounds: number,
  idleMs: number,
  tell: (text: string) => void = () => {},
): Promise<LineResult> {
  const line = await startLine(NODES);
  tell(`${NODES} nodes in a line are connected by sockets on 127.0.0.1`);
  try {
    return await payAlong(line, { rounds, idleMs, tell });
  } finally {
    await line.stop();
  }
}

async function payAlong(
  { nodes, frames }: Line,
  { rounds, idleMs, tell }: { readonly rounds: number; readonly idleMs: number; readonly tell: (text: string) => void },
): Promise<LineResult> {
  const [first, last] = [nodes[0], nodes.at(-1)];
  if (first === undefined || last === undefined) throw new Error("a line has two ends");
  const problems: string[] = [];
  const paymentMs: number[] = [];
  const blockMs: number[] = [];
  let height = BUILT_IN_NETWORKS.local.consensus.coinbaseMaturity + 1 + rounds;
  await first.ask({ name: "generate", blocks: height });
  const isEverywhere = async (): Promise<boolean> => (await heightsOf(nodes)).every((at) => at === height);
  await waitUntil(isEverywhere, { withinMs: FUNDING_MS, what: `height ${height} at all nodes`, pollMs: 20 });

  for (let round = 0; round < rounds; round++) {
    for (const [payer, payee, amount] of [
      [first, last, 2 * COIN],
      [last, first, COIN],
    ] as const) {
      paymentMs.push(await timePayment(payer, payee, amount));
      height += 1;
      blockMs.push(await timeBlock(first, last, height));
      await waitUntil(isEverywhere, { withinMs: ARRIVE_MS, what: `height ${height} at all nodes`, pollMs: 20 });
      const pools = await Promise.all(nodes.map(poolSize));
      tell(
        `a payment crossed the line in ${paymentMs.at(-1)?.toFixed(0)} ms, its block in ${blockMs.at(-1)?.toFixed(0)} ms`,
      );
      if (pools.some((size) => size > 0)) problems.push(`block ${height} left the payment unconfirmed: ${pools}`);
    }
  }
  paymentMs.push(await timePayment(last, first, COIN / 2));
  tell(`one more payment waits for ${idleMs / 1000} s, announced again only to who lacks it`);
  await sleep(idleMs);
  const links = await linksOf(nodes);
  const counts = frames.count(links);
  if (counts.length !== NODES - 1) problems.push(`frames crossed ${counts.length} links, not ${NODES - 1}`);
  problems.push(...frames.repeated(links));
  return { paymentMs, blockMs, links: counts, problems };
}

/** Milliseconds from the operator's command at one end until the payment is in the pool at the other. */
async function timePayment(payer: Node, payee: Node, amount: number): Promise<number> {
  const wallet = await payee.ask({ name: "wallet" });
  if (!wallet.ok || wallet.value.of !== "wallet") throw new Error("a node has a wallet");
  const arrival = nextNotice(payee, ({ code }) => code === "transaction-added", "the payment in the last pool");
  const begin = performance.now();
  const sent = await payer.ask({ name: "send", to: wallet.value.wallet.address, amount });
  if (!sent.ok) throw new Error(`the payment was refused: ${sent.message}`);
  const notice = await arrival;
  if (sent.value.of !== "done" || notice.facts.txid !== sent.value.id) throw new Error("another payment arrived");
  return performance.now() - begin;
}

/** Milliseconds from the miner's find until the block is the tip at the other end. */
async function timeBlock(miner: Node, last: Node, height: number): Promise<number> {
  const found = nextNotice(miner, ({ code }) => code === "block-found", "a block").then(() => performance.now());
  const arrival = nextNotice(
    last,
    ({ code, facts }) => code === "tip-changed" && facts.height === height,
    "the block at the other end",
  ).then(() => performance.now());
  await miner.ask({ name: "generate", blocks: 1 });
  return (await arrival) - (await found);
}

function nextNotice(node: Node, matches: (notice: Notice) => boolean, what: string): Promise<Notice> {
  return new Promise((resolve, reject) => {
    const unsubscribe = node.subscribe((notice) => {
      if (!matches(notice)) return;
      clearTimeout(timer);
      unsubscribe();
      resolve(notice);
    });
    const timer = setTimeout(() => {
      unsubscribe();
      reject(new Error(`not within ${ARRIVE_MS / 1000} s: ${what}`));
    }, ARRIVE_MS);
  });
}

async function heightsOf(nodes: readonly Node[]): Promise<readonly number[]> {
  return await Promise.all(
    nodes.map(async (node) => {
      const reply = await node.ask({ name: "node" });
      if (!reply.ok || reply.value.of !== "node") throw new Error("a node describes itself");
      return reply.value.node.height;
    }),
  );
}

async function poolSize(node: Node): Promise<number> {
  const reply = await node.ask({ name: "pool" });
  if (!reply.ok || reply.value.of !== "pool") throw new Error("a node shows its pool");
  return reply.value.pool.transactions;
}
