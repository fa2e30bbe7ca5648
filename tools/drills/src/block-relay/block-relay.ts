/**
 * A large block over a line of five processes: how long until it is the tip of each, with its payments in all pools
 * (warm) and in none (cold), and what crossed the first link for it.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bytesToHex } from "@triad/crypto";
import { freePorts } from "@triad/testnet";
import { lineParameters } from "../line-network.ts";
import type { Verdict } from "../run-drill.ts";
import { median, waitUntil } from "../wait-until.ts";
import { LineProcess } from "./line-process.ts";
import { RelayedChain } from "./relayed-chain.ts";
import type { SentByKind } from "./sent-bytes.ts";

const NODES = 5;
const CONNECT_MS = 30_000;
const POOLS_MS = 120_000;
const BLOCK_MS = 60_000;

const WHEN = ["first half", "second half"];

export type PoolState = "warm" | "cold";

export interface RelayedBlock {
  readonly pools: PoolState;
  /** From the command at the first node until the block is the tip of each. */
  readonly tipMs: readonly number[];
  /** By the first node, for this block. */
  readonly sent: SentByKind;
}

export async function drillBlockRelay(
  rounds: number,
  payments: number,
  tell: (text: string) => void,
): Promise<Verdict> {
  const relayed = await relayBlocks(rounds, payments, tell);
  const warm = relayed.filter(({ pools }) => pools === "warm");
  // by short ids alone: no transaction crosses a link a second time
  const resent = warm.filter(
    ({ sent }) => sent["block-transactions"] !== undefined || sent["block-reply"] !== undefined,
  );
  const problems = resent.map(() => "with warm pools, transactions were sent again with their block");
  // a program that has just begun runs code that the engine has not compiled yet
  const halves = [relayed.slice(0, rounds), relayed.slice(rounds)].map((half, at) => ({ half, when: WHEN[at] ?? "" }));
  const numbers = halves.flatMap(({ half, when }) =>
    (["warm", "cold"] as const).map((pools) => `${when}, ${describeBlocks(half, pools)}`),
  );
  return {
    numbers: [`${rounds} blocks of ${payments} payments with warm pools, and as many with cold ones`, ...numbers],
    problems,
  };
}

/** In turn warm and cold. */
export async function relayBlocks(
  rounds: number,
  payments: number,
  tell: (text: string) => void,
): Promise<readonly RelayedBlock[]> {
  const ports = await freePorts(NODES);
  const nodes: LineProcess[] = [];
  const directory = mkdtempSync(join(tmpdir(), "triad-drill-"));
  try {
    const program = LineProcess.build(directory);
    for (const [index, port] of ports.entries()) {
      nodes.push(await LineProcess.start(program, { index, port, nextPort: ports[index + 1] }));
    }
    return await relayAlong(nodes, rounds, payments, tell);
  } finally {
    for (const node of nodes) node.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function relayAlong(
  nodes: readonly LineProcess[],
  rounds: number,
  payments: number,
  tell: (text: string) => void,
): Promise<readonly RelayedBlock[]> {
  const [first] = nodes;
  if (first === undefined) throw new Error("a line has a first node");
  await waitUntil(() => areConnected(nodes), { withinMs: CONNECT_MS, what: "all neighbours are connected" });
  const chain = new RelayedChain(lineParameters());
  const { blocks, coins } = chain.fund(2 * rounds, payments);
  for (const { bytes } of blocks) await first.ask({ name: "submit-block", rawHex: bytesToHex(bytes) }, "done");
  await reachHeight(nodes, chain.height);
  const relayed: RelayedBlock[] = [];
  for (const [round, set] of coins.entries()) {
    const pools = round % 2 === 0 ? "warm" : "cold";
    const transactions = chain.pay(set);
    if (pools === "warm") {
      for (const tx of transactions) {
        await first.ask({ name: "broadcast-transaction", rawHex: bytesToHex(tx.bytes) }, "done");
      }
      const isFull = () => haveInPool(nodes, transactions.length);
      await waitUntil(isFull, { withinMs: POOLS_MS, what: "the payments are in all pools" });
    }
    const block = bytesToHex(chain.extend(transactions).bytes);
    await first.takeSent();
    const beginMs = performance.timeOrigin + performance.now();
    await first.ask({ name: "submit-block", rawHex: block }, "done");
    await reachHeight(nodes, chain.height);
    const tipMs = nodes.map(({ tipAtMs }) => (tipAtMs.get(chain.height) ?? Number.NaN) - beginMs);
    relayed.push({ pools, tipMs, sent: await first.takeSent() });
    tell(`${pools}: ${tipMs.map((ms) => ms.toFixed(0)).join(", ")} ms to the tips of the line`);
  }
  return relayed;
}

function describeBlocks(relayed: readonly RelayedBlock[], pools: PoolState): string {
  const own = relayed.filter((block) => block.pools === pools);
  const tips = Array.from({ length: NODES }, (_, node) => median(own.map(({ tipMs }) => tipMs[node] ?? Number.NaN)));
  const sent = own.at(-1)?.sent ?? {};
  const about = ["compact-block", "block-transactions", "block-reply", "block-announcement"];
  const crossed = about.flatMap((kind) => (sent[kind] === undefined ? [] : `${sent[kind].bytes} bytes of ${kind}`));
  const times = tips.map((ms) => ms.toFixed(0)).join(", ");
  return `${pools} pools: ${times} ms until the block is the tip of each (medians); first link: ${crossed.join(", ")}`;
}

async function areConnected(nodes: readonly LineProcess[]): Promise<boolean> {
  const counts = await Promise.all(
    nodes.map(async (node) => {
      const { peers } = await node.ask({ name: "peers" }, "peers");
      return peers.filter(({ state }) => state === "ready").length;
    }),
  );
  const links = counts.reduce((sum, count) => sum + count, 0);
  return links === 2 * (nodes.length - 1) && counts.every((count) => count > 0);
}

async function haveInPool(nodes: readonly LineProcess[], count: number): Promise<boolean> {
  const sizes = await Promise.all(
    nodes.map(async (node) => (await node.ask({ name: "node" }, "node")).node.poolTransactions),
  );
  return sizes.every((size) => size === count);
}

async function reachHeight(nodes: readonly LineProcess[], height: number): Promise<void> {
  const isThere = () => nodes.every(({ tipAtMs }) => tipAtMs.has(height));
  await waitUntil(isThere, { withinMs: BLOCK_MS, what: `height ${height} at all nodes`, pollMs: 10 });
}
