/** A tree of encoded blocks from a recipe; nothing here judges. All bytes are made with the model's own writers. */
import {
  applyTransaction,
  type Block,
  type Bytes,
  blockHash,
  type Coins,
  filterHashOf,
  filterOf,
  genesisBlock,
  type Header,
  hex,
  historyRootOf,
  type Parameters,
  readBlock,
  readHeader,
  readTransaction,
  requiredBits,
  rootOf,
  targetOf,
  workOf,
  writeBlock,
  writeHeader,
} from "../model/index.ts";
import { Content } from "./content.ts";
import { OWNER_KEYS } from "./owners.ts";
import type { BlockRecipe, NetworkRecipe, TreeRecipe } from "./recipe.ts";
import { spoilBody, spoilHeader } from "./spoil-block.ts";

export interface TreeBlock {
  readonly hash: string;
  readonly header: Bytes;
  readonly parent: TreeBlock | undefined;
  readonly height: bigint;
  readonly time: bigint;
  readonly work: bigint;
  /** The encoded Block; and others under the same header that aren't the body it commits to. */
  readonly bytes: Bytes;
  readonly mutants: readonly Bytes[];
  /** Whether something was done to it or to a block before it; it may be valid nevertheless. */
  readonly isSpoilt: boolean;
  /** After the block, were it valid. */
  readonly coins: Coins;
}

export interface Tree {
  readonly parameters: Parameters;
  readonly genesis: TreeBlock;
  /** Parents before children, genesis left out. */
  readonly blocks: readonly TreeBlock[];
}

export const GENESIS_NONCE = 5n;
const GENESIS_TIME = 1_700_000_000n;
const EASIEST_BITS = 0x207fffffn;
/**
 * One is a power of two: there work is a floor that dividing by the target itself would miss. The last one's double has
 * the bit of a compact form that is a sign; it takes some hundred hashes a block, so it comes seldom.
 */
const GENESIS_BITS = [EASIEST_BITS, 0x203fffffn, 0x20200000n, 0x1f7fffffn];

export function buildTree(recipe: TreeRecipe): Tree {
  const parameters = parametersOf(recipe.network);
  const genesis = genesisOf(parameters);
  const blocks: TreeBlock[] = [];
  const hashes = new Set<string>();
  for (const [number, blockRecipe] of recipe.blocks.entries()) {
    const block = buildBlock(parameters, genesis, blocks, blockRecipe, number);
    if (!hashes.has(block.hash)) blocks.push(block);
    hashes.add(block.hash);
  }
  return { parameters, genesis, blocks };
}

export function pathTo(block: TreeBlock): readonly TreeBlock[] {
  return block.parent === undefined ? [] : [...pathTo(block.parent), block];
}

function parametersOf(recipe: NetworkRecipe): Parameters {
  const spacing = BigInt(recipe.spacing);
  const maxFuture = 10n * spacing < 600n ? 10n * spacing : 600n;
  return {
    spacing,
    halfLife: recipe.isAsert ? 6n * maxFuture : 0n,
    easiestBits: EASIEST_BITS,
    subsidy: BigInt(recipe.subsidy),
    halvingInterval: BigInt(recipe.halvingInterval),
    coinbaseMaturity: BigInt(recipe.maturity),
    maxBlockBytes: BigInt(recipe.maxBlockBytes),
    genesisTime: GENESIS_TIME,
    genesisBits: GENESIS_BITS[recipe.hardness] as bigint,
    genesisMessage: recipe.message,
    premine: recipe.premine.map((amount, i) => ({ amount: BigInt(amount), key: OWNER_KEYS[i] as Bytes })),
  };
}

function genesisOf(parameters: Parameters): TreeBlock {
  const bytes = genesisBlock(parameters, GENESIS_NONCE);
  const { header, transactions } = readBlock(bytes) as Block;
  const coins: Coins = new Map();
  for (const each of transactions) {
    const tx = readTransaction(each);
    if (tx !== undefined) applyTransaction(coins, tx, 0n);
  }
  const { time, bits } = readHeader(header);
  const hash = hex(blockHash(header));
  return {
    hash,
    header,
    parent: undefined,
    height: 0n,
    time,
    work: workOf(bits),
    bytes,
    mutants: [],
    isSpoilt: false,
    coins,
  };
}

function buildBlock(
  parameters: Parameters,
  genesis: TreeBlock,
  blocks: readonly TreeBlock[],
  recipe: BlockRecipe,
  number: number,
): TreeBlock {
  const parent = chooseParent(genesis, blocks, recipe.parent);
  const height = parent.height + 1n;
  const chainId = blockHash(genesis.header);
  const elsewhere = blocks.flatMap(({ coins }) => [...coins]);
  const content = new Content({ parameters, chainId, height, coins: parent.coins, elsewhere, recipe, number });
  const transactions = content.encodings();
  const readable = transactions.map(readTransaction).filter((tx) => tx !== undefined);
  const history = historyOf(parent);
  const commitments = content.commitments({
    filterHash: filterHashOf(filterOf(readable, blockHash(parent.header))),
    historyRoot: historyRootOf(history),
    otherRoots: [historyRootOf(history.slice(0, -1)), historyRootOf(history.toReversed())],
    otherFilters: [
      filterHashOf(filterOf(readable.slice(1), blockHash(parent.header))),
      filterHashOf(filterOf(readable, chainId)),
    ],
  });
  const body = { ...commitments, transactions };
  const root = rootOf({ header: new Uint8Array(80), ...body });
  const time = parent.time + timeStep(parameters, recipe.time);
  const bits = bitsAfter(parameters, parent, time);
  const wanted = { version: BigInt(number % 3), prev: blockHash(parent.header), root, time, bits };
  const spoilt = spoilHeader(wanted, recipe.flaws, parent.time, (at) => bitsAfter(parameters, parent, at));
  const headerBytes = mine(spoilt.header, spoilt.missesTarget);
  const block: Block = { header: headerBytes, ...body };
  const coins: Coins = new Map(parent.coins);
  for (const tx of readable) applyTransaction(coins, tx, height);
  const { header } = spoilt;
  return {
    hash: hex(blockHash(headerBytes)),
    header: headerBytes,
    parent,
    height,
    time: header.time,
    work: parent.work + workOf(header.bits),
    bytes: writeBlock(block),
    mutants: spoilBody(block, recipe.flaws),
    isSpoilt: parent.isSpoilt || recipe.flaws.some(({ flaw }) => flaw !== "body-mutated"),
    coins,
  };
}

/**
 * Mostly the newest, or the newest of another branch, so that branches overtake one another; sometimes any. Blocks that
 * something was done to are built upon less often, as all that follows may be invalid.
 */
function chooseParent(genesis: TreeBlock, blocks: readonly TreeBlock[], pick: number): TreeBlock {
  const newest = blocks.at(-1) ?? genesis;
  const others = blocks.filter((block) => !pathTo(newest).includes(block));
  const anyOne = [genesis, ...blocks][pick % (blocks.length + 1)] as TreeBlock;
  const chosen =
    pick < 40 ? newest : pick < 70 ? (others.at(-1) ?? newest) : pick < 80 ? (blocks.at(-2) ?? genesis) : anyOne;
  if (pick % 8 === 0) return chosen;
  return pathTo(chosen).findLast(({ isSpoilt }) => !isSpoilt) ?? genesis;
}

/** About the spacing; or 0; or around some half-lives, and between them. */
function timeStep({ spacing, halfLife }: Parameters, pick: number): bigint {
  const n = BigInt(pick);
  if (pick < 650) return n % (2n * spacing + 1n);
  if (pick < 750) return n % 2n;
  const beyond = [0n, 1n, halfLife / 3n, (2n * halfLife) / 3n, halfLife - 1n][pick % 5] as bigint;
  return halfLife === 0n ? n : halfLife * (n % 3n) + beyond;
}

function bitsAfter(parameters: Parameters, parent: TreeBlock, time: bigint): bigint {
  const firstTime = pathTo(parent)[0]?.time ?? time;
  return requiredBits(parameters, { height: parent.height + 1n, time, parentTime: parent.time, firstTime });
}

function historyOf(block: TreeBlock): { hash: Bytes; work: bigint }[] {
  const before = block.parent === undefined ? [] : historyOf(block.parent);
  return [...before, { hash: blockHash(block.header), work: workOf(readHeader(block.header).bits) }];
}

/** A nonce with which the hash meets the target, or misses it. */
function mine(header: Omit<Header, "nonce">, missesTarget: boolean): Bytes {
  const target = targetOf(header.bits) ?? 0n;
  for (let nonce = 0n; ; nonce++) {
    const bytes = writeHeader({ ...header, nonce });
    const value = BigInt(`0x${hex(blockHash(bytes).toReversed())}`);
    // no hash meets targets that only wrong bits say
    if (target < 1n << 240n || value <= target !== missesTarget) return bytes;
  }
}
