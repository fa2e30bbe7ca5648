/** A chain of a given shape as files, made once: the network's parameters and the chain file (docs/spec/chain-file.md). */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeNetwork, type Network, readNetworkFile, writeNetworkFile } from "@triad/chain";
import { chainFileChunks, writeWholeFile } from "@triad/host-nodejs";
import type { Transaction } from "@triad/protocol";
import { benchNetwork } from "./bench-network.ts";
import { BlockMaker } from "./block-maker.ts";
import { type ChainShape, heightOf, shapeName } from "./chain-shape.ts";
import { CoinPool, keyCount } from "./coin-pool.ts";
import { KeyThreads } from "./key-threads.ts";
import { planTransactions, signAll } from "./spending.ts";

export interface MadeChain {
  readonly shape: ChainShape;
  /** All that belongs to this chain lies here. */
  readonly directory: string;
  readonly network: Network;
  readonly networkFile: string;
  readonly chainFile: string;
}

/** Blocks whose signatures are under way while the next ones are planned; keeps all workers busy. */
const BLOCKS_AHEAD = 16;
const TELL_EVERY_MS = 5_000;

export async function openChain(work: string, shape: ChainShape, tell: (line: string) => void): Promise<MadeChain> {
  const directory = join(work, shapeName(shape));
  const chainFile = join(directory, "chain");
  const networkFile = join(directory, "network.json");
  // the chain file is written last and appears whole
  if (!existsSync(chainFile)) {
    mkdirSync(directory, { recursive: true });
    const startMs = performance.now();
    tell(`Making a chain of ${heightOf(shape)} blocks in ${directory}; this is done once.`);
    const made = await makeChain(shape, tell);
    writeFileSync(networkFile, writeNetworkFile(made.network.params));
    await writeWholeFile(chainFile, chainFileChunks(made.network, made.blocks));
    tell(`Made it in ${((performance.now() - startMs) / 1000).toFixed(1)} s.`);
  }
  const network = makeNetwork(readNetworkFile(readFileSync(networkFile, "utf8")));
  return { shape, directory, network, networkFile, chainFile };
}

/** Encoded Blocks from height 1 on. */
export async function makeChain(
  shape: ChainShape,
  tell: (line: string) => void,
): Promise<{ readonly network: Network; readonly blocks: readonly Uint8Array[] }> {
  const threads = new KeyThreads(shape.seed);
  try {
    // one more: the miner's
    const keys = await threads.publicKeys(keyCount(shape) + 1);
    const pool = new CoinPool(keys, shape);
    const network = benchNetwork(shape, (number) => pool.key(number));
    const maker = new BlockMaker(network, pool.key(keyCount(shape)));
    const blocks: Uint8Array[] = [];
    let toldMs = performance.now();
    for await (const transactions of signedBlocks(network, shape, pool, threads)) {
      blocks.push(maker.make(transactions));
      if (performance.now() - toldMs < TELL_EVERY_MS) continue;
      toldMs = performance.now();
      tell(`Made block ${blocks.length} of ${heightOf(shape)}.`);
    }
    return { network, blocks };
  } finally {
    await threads.stop();
  }
}

async function* signedBlocks(
  network: Network,
  shape: ChainShape,
  pool: CoinPool,
  threads: KeyThreads,
): AsyncGenerator<readonly Transaction[]> {
  const underWay: Promise<readonly Transaction[]>[] = [];
  for (const unsigned of planTransactions(network, shape, pool)) {
    const isEmpty = unsigned.keyNumbers.length === 0;
    const signed = isEmpty
      ? Promise.resolve([])
      : threads.signatures(unsigned.messages, unsigned.keyNumbers).then((signatures) => signAll(unsigned, signatures));
    underWay.push(signed);
    if (underWay.length >= BLOCKS_AHEAD) yield (await underWay.shift()) ?? [];
  }
  for (const signed of underWay) yield await signed;
}
