/**
 * A node as docs/spec/headers.md and blocks.md have it: what it knows, what it answers, which block is its tip. All
 * data are plain; the coins of a block are found by replaying every block before it, from genesis on.
 */
import { type Block, blockHash, readBlock, readHeader } from "./block.ts";
import { applyBlock, type BlockPlace, checkBodyAlone, checkBodyInContext } from "./block-rules.ts";
import { type Bytes, fromHex, hex } from "./bytes.ts";
import { requiredBits } from "./difficulty.ts";
import { genesisBlock, maxFuture, type Parameters } from "./parameters.ts";
import { type Coins, type VerifySignature, verifyWithNoble } from "./transaction-rules.ts";
import { hasWork, workOf } from "./work.ts";

/** Hashes are hexadecimal here, in internal byte order. Maps keep the order of arrival. */
export interface NodeState {
  readonly parameters: Parameters;
  readonly verify: VerifySignature;
  readonly genesis: string;
  readonly headers: Map<string, Bytes>;
  /** Encoded Blocks that passed the checks that need no coins. */
  readonly bodies: Map<string, Bytes>;
  /** Blocks that break a rule themselves, with its code. */
  readonly condemned: Map<string, string>;
  tip: string;
}

/** `verify`: another implementation of BIP-340, where there is no time for noble's. */
export function openNode(parameters: Parameters, genesisNonce: bigint, verify = verifyWithNoble): NodeState {
  const bytes = genesisBlock(parameters, genesisNonce);
  const { header } = readBlock(bytes) as Block;
  const genesis = hex(blockHash(header));
  return {
    parameters,
    verify,
    genesis,
    headers: new Map([[genesis, header]]),
    bodies: new Map([[genesis, bytes]]),
    condemned: new Map(),
    tip: genesis,
  };
}

export function copyOf(node: NodeState): NodeState {
  const { headers, bodies, condemned } = node;
  return { ...node, headers: new Map(headers), bodies: new Map(bodies), condemned: new Map(condemned) };
}

/** "ok" or a code. `now`: Unix seconds of the node's clock. */
export function acceptHeader(node: NodeState, bytes: Bytes, now: bigint): string {
  const hash = hex(blockHash(bytes));
  if (node.headers.has(hash)) return isInvalid(node, hash) ? "bad-prevblk" : "ok";
  const { prev, time, bits } = readHeader(bytes);
  const parent = node.headers.get(hex(prev));
  if (parent === undefined) return "prev-blk-not-found";
  if (isInvalid(node, hex(prev))) return "bad-prevblk";
  const parentTime = readHeader(parent).time;
  if (time < parentTime) return "time-too-old";
  const height = heightOf(node, hex(prev)) + 1n;
  const firstTime = height === 1n ? time : timeOfFirst(node, hex(prev));
  if (bits !== requiredBits(node.parameters, { height, time, parentTime, firstTime })) return "bad-diffbits";
  if (!hasWork(fromHex(hash), bits)) return "high-hash";
  if (time > now + maxFuture(node.parameters)) return "time-too-new";
  node.headers.set(hash, bytes);
  return "ok";
}

/** "accepted", "known", or a code. */
export function acceptBlock(node: NodeState, bytes: Bytes, now: bigint): string {
  const block = readBlock(bytes);
  if (block === undefined) return "mutated-block";
  const verdict = acceptHeader(node, block.header, now);
  if (verdict !== "ok") return verdict;
  const hash = hex(blockHash(block.header));
  if (node.bodies.has(hash)) return "known";
  const code = checkBodyAlone(block, placeOf(node, hash));
  if (code === undefined) node.bodies.set(hash, bytes);
  else if (code !== "mutated-block") node.condemned.set(hash, code);
  return code ?? "accepted";
}

/** The verdict on a block that is here, all blocks before it being valid: a code, or undefined. */
export function judgeInContext(node: NodeState, hash: string): string | undefined {
  const { prev } = readHeader(node.headers.get(hash) as Bytes);
  return checkBodyInContext(bodyOf(node, hash), placeOf(node, hash), coinsAfter(node, hex(prev)));
}

/**
 * Moves the tip to where it belongs, judging the blocks on the way that aren't below the tip already. A block on the
 * way becomes the tip as soon as it has more work; a node that waits for signatures may do so later, or not at all if
 * a block after it is invalid. `judge` is `judgeInContext` or recalls what that said.
 */
export function settle(node: NodeState, judge: typeof judgeInContext = judgeInContext): void {
  for (;;) {
    const best = bestWithBodies(node);
    if (workUpTo(node, best) <= workUpTo(node, node.tip)) return;
    const judged = chainTo(node, node.tip);
    for (const hash of chainTo(node, best).filter((each) => !judged.includes(each))) {
      const code = judge(node, hash);
      if (code !== undefined) {
        node.condemned.set(hash, code);
        break;
      }
      if (workUpTo(node, hash) > workUpTo(node, node.tip)) node.tip = hash;
    }
  }
}

/** Most work among the headers that aren't known to be invalid; the first to arrive wins a tie. */
export function bestHeader(node: NodeState): string {
  return bestByWork(node, [...node.headers.keys()]);
}

/** The same among the blocks that are here with all blocks before them. */
export function bestWithBodies(node: NodeState): string {
  const isHere = (hash: string): boolean => chainTo(node, hash).every((each) => node.bodies.has(each));
  return bestByWork(node, [...node.headers.keys()].filter(isHere));
}

/** The coins after a block whose ancestors are here and valid. */
export function coinsAfter(node: NodeState, hash: string): Coins {
  const coins: Coins = new Map();
  for (const each of chainTo(node, hash)) applyBlock(coins, bodyOf(node, each), heightOf(node, each));
  return coins;
}

/** From genesis to the block itself. */
export function chainTo(node: NodeState, hash: string): readonly string[] {
  const chain = [hash];
  for (let at = hash; at !== node.genesis; chain.unshift(at)) {
    at = hex((node.headers.get(at) as Bytes).slice(4, 36));
  }
  return chain;
}

export function heightOf(node: NodeState, hash: string): bigint {
  return BigInt(chainTo(node, hash).length - 1);
}

export function workUpTo(node: NodeState, hash: string): bigint {
  return chainTo(node, hash).reduce((sum, each) => sum + workOf(bitsOf(node, each)), 0n);
}

export function isInvalid(node: NodeState, hash: string): boolean {
  return chainTo(node, hash).some((each) => node.condemned.has(each));
}

export function bodyOf(node: NodeState, hash: string): Block {
  return readBlock(node.bodies.get(hash) as Bytes) as Block;
}

/** Of the history tree after the block. */
export function leavesTo(node: NodeState, hash: string): readonly { readonly hash: Bytes; readonly work: bigint }[] {
  return chainTo(node, hash).map((each) => ({
    hash: fromHex(each),
    work: workOf(bitsOf(node, each)),
  }));
}

function bestByWork(node: NodeState, hashes: readonly string[]): string {
  let best = node.genesis;
  let mostWork = workUpTo(node, best);
  for (const hash of hashes.filter((each) => !isInvalid(node, each))) {
    const work = workUpTo(node, hash);
    if (work <= mostWork) continue;
    best = hash;
    mostWork = work;
  }
  return best;
}

function placeOf(node: NodeState, hash: string): BlockPlace {
  const { parameters, verify } = node;
  const { prev, root } = readHeader(node.headers.get(hash) as Bytes);
  const history = leavesTo(node, hex(prev));
  const chainId = fromHex(node.genesis);
  return { parameters, verify, chainId, height: BigInt(history.length), prev, root, history };
}

function bitsOf(node: NodeState, hash: string): bigint {
  return readHeader(node.headers.get(hash) as Bytes).bits;
}

function timeOfFirst(node: NodeState, hash: string): bigint {
  const [, first] = chainTo(node, hash);
  return readHeader(node.headers.get(first as string) as Bytes).time;
}
