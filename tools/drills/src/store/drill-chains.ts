/** The chains of the drills on stores: three branches, each with more work than the one before, and a long one. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Network, writeNetworkFile } from "@triad/chain";
import { drawFrom, premineCoin, testNetwork } from "@triad/chain/testing";
import { hashToDisplay } from "@triad/crypto";
import { chainFileChunks, writeWholeFile } from "@triad/host-nodejs";
import { type BlockContents, type Branch, BranchMaker } from "./branch-maker.ts";

export interface DrillChain {
  readonly name: string;
  readonly network: Network;
  readonly blocks: readonly Uint8Array[];
  /** In display order. */
  readonly tip: string;
  readonly height: number;
  readonly chainFile: string;
}

export interface ChainSizes {
  /** Of the first branch; the others part from it below its end and are longer. */
  readonly blocks: number;
  readonly payments: number;
  /** Outputs of one transaction in every `FAN_OUT_EVERY`th block. */
  readonly fanOut: number;
  /** Of the long chain; 0: there is none. */
  readonly longBlocks: number;
}

/** With --coin-cache 4 (10,000 coins) the first branch alone is flushed several times. */
export const FULL_SIZES: ChainSizes = { blocks: 200, payments: 24, fanOut: 1_500, longBlocks: 4_000 };

export interface DrillChains {
  readonly networkFile: string;
  readonly network: Network;
  readonly first: DrillChain;
  /** Parts from the first well below its end. */
  readonly second: DrillChain;
  /** Parts from the second. */
  readonly third: DrillChain;
  readonly long: DrillChain | undefined;
}

const SEED = 20261123;
const FAN_OUT_EVERY = 8;
const LONG_PAYMENT_EVERY = 10;
/** In parts of the first branch's blocks: where the others part, and how much longer each is. */
const SECOND_PARTS_AT = 0.6;
const THIRD_PARTS_AT = 0.8;
const LONGER = 0.1;
/** Base units; half of each pays for fan-outs. */
const PREMINE = 50_000_000_000;

export async function makeDrillChains(directory: string, sizes: ChainSizes): Promise<DrillChains> {
  const { maker, network, networkFile, start } = beginChains(directory);
  const grow = (from: Branch, to: number): Branch[] => {
    const states = [from];
    for (let at = from; at.entry.height < to; ) {
      const fanOut = at.entry.height % FAN_OUT_EVERY === 0 ? sizes.fanOut : 0;
      at = maker.extend(at, { payments: sizes.payments, fanOut });
      states.push(at);
    }
    return states;
  };
  const part = (share: number): number => Math.floor(sizes.blocks * share);
  const first = grow(start, sizes.blocks);
  const second = grow(stateAt(first, part(SECOND_PARTS_AT)), part(1 + LONGER));
  const third = grow(stateAt(second, part(THIRD_PARTS_AT)), part(1 + 2 * LONGER));
  const save = (name: string, branch: Branch | undefined) => saveChain(directory, name, network, branch);
  return {
    network,
    networkFile,
    first: await save("first", first.at(-1)),
    second: await save("second", second.at(-1)),
    third: await save("third", third.at(-1)),
    long: sizes.longBlocks === 0 ? undefined : await save("long", growLong(maker, start, sizes.longBlocks)),
  };
}

function beginChains(directory: string) {
  const premine = testNetwork().params.consensus.premine.map(({ key }) => ({ amount: PREMINE, key }));
  const network = testNetwork({
    coinbaseMaturity: 1,
    maxBlockBytes: 1_000_000,
    halvingInterval: 210_000,
    premine,
  });
  const networkFile = join(directory, "network.json");
  writeFileSync(networkFile, writeNetworkFile(network.params));
  const maker = new BranchMaker(network, drawFrom(SEED));
  return { maker, network, networkFile, start: maker.begin(premine.map((_, index) => premineCoin(network, index))) };
}

export interface WideSizes {
  readonly blocks: number;
  /** Outputs of one transaction in each. */
  readonly fanOut: number;
}

/** Many coins in each block fill a disk without many signatures. */
export async function makeWideChain(
  directory: string,
  { blocks, fanOut }: WideSizes,
): Promise<{ readonly chain: DrillChain; readonly networkFile: string }> {
  const { maker, network, networkFile, start } = beginChains(directory);
  const branch = growInPlace(maker, start, blocks, () => ({ payments: 2, fanOut }));
  return { chain: await saveChain(directory, "wide", network, branch), networkFile };
}

/** Nearly empty, so that the blocks that pruning needs are there soon. */
function growLong(maker: BranchMaker, start: Branch, blocks: number): Branch {
  return growInPlace(maker, start, blocks, (height) => ({
    payments: height % LONG_PAYMENT_EVERY === 0 ? 1 : 0,
    fanOut: 0,
  }));
}

/** One array for all blocks: copying it for each would take long. */
function growInPlace(
  maker: BranchMaker,
  start: Branch,
  blocks: number,
  contentsAfter: (height: number) => BlockContents,
): Branch {
  let branch = start;
  const all: Uint8Array[] = [];
  while (branch.entry.height < blocks) {
    branch = maker.extend({ ...branch, blocks: [] }, contentsAfter(branch.entry.height));
    all.push(...branch.blocks);
  }
  return { ...branch, blocks: all };
}

function stateAt(states: readonly Branch[], height: number): Branch {
  const state = states.find(({ entry }) => entry.height === height);
  if (state === undefined) throw new Error("branches part where there is a block");
  return state;
}

async function saveChain(
  directory: string,
  name: string,
  network: Network,
  branch: Branch | undefined,
): Promise<DrillChain> {
  if (branch === undefined) throw new Error("a branch has blocks");
  const { blocks, entry } = branch;
  const chainFile = join(directory, `${name}.chain`);
  await writeWholeFile(chainFile, chainFileChunks(network, blocks));
  return { name, network, blocks, tip: hashToDisplay(entry.hash), height: entry.height, chainFile };
}
