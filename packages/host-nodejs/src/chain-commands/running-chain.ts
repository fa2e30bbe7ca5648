/**
 * The complete chain of a running node as a chain file: what it keeps from its store, what it does not from full nodes
 * that granted it access. It is asked for piece by piece, as fast as it is written; two pieces are in memory.
 */
import type { Network } from "@triad/chain";
import { hexToBytes } from "@triad/crypto";
import type { OperatorCommand, OperatorReply, OperatorValue } from "@triad/roles";
import { FatalError } from "../fatal-error.ts";
import { chainFileChunksOf } from "./chain-file-writer.ts";
import type { Progress } from "./progress.ts";

/** The node answers with fewer when they are large. */
const PIECE_BLOCKS = 64;

export type Ask = (command: OperatorCommand) => Promise<OperatorReply>;
type Refusal = Extract<OperatorReply, { ok: false }>;
type Piece = Extract<OperatorValue, { of: "raw-blocks" }>;

export interface RunningChain {
  readonly ok: true;
  readonly tipHeight: number;
  /** As shown. */
  readonly tipHash: string;
  /** Of the chain that ended with this tip when it was begun. @throws ChainCutOff on the way when the node has no more. */
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** The node could not give the rest of the chain; what was written so far is no whole chain file. */
export class ChainCutOff extends FatalError {
  readonly code: string;
  /** The next block that would have come. */
  readonly height: number;

  constructor({ code, message }: Refusal, height: number) {
    super(`The chain ended before block ${height}: ${message}`);
    this.code = code;
    this.height = height;
  }
}

export interface RunningChainHooks {
  readonly progress?: Progress;
  /** Asked after a refusal: whether it is worth asking the node again. */
  readonly isWorthWaiting?: (refusal: Refusal) => Promise<boolean>;
}

/** A refusal at once where the node can't give even the first block. */
export async function openRunningChain(
  ask: Ask,
  network: Network,
  hooks: RunningChainHooks = {},
): Promise<RunningChain | Refusal> {
  const first = await askPiece(ask, 1, undefined);
  if ("ok" in first) return first;
  const { tipHeight, tipHash } = first;
  return { ok: true, tipHeight, tipHash, chunks: chainFileChunksOf(network, blocksFrom(ask, first, hooks)) };
}

async function* blocksFrom(
  ask: Ask,
  first: Piece,
  { progress, isWorthWaiting }: RunningChainHooks,
): AsyncGenerator<Uint8Array, void, void> {
  const { tipHeight, tipHash } = first;
  for (let piece = first; piece.blocks.length > 0; ) {
    const next = (piece.blocks.at(-1)?.height ?? tipHeight) + 1;
    // the next one is on its way while this one is written
    const coming = next > tipHeight ? undefined : askPiece(ask, next, tipHash);
    for (const { height, rawHex } of piece.blocks) {
      yield hexToBytes(rawHex);
      progress?.(height, tipHeight);
    }
    if (coming === undefined) return;
    let answer = await coming;
    while ("ok" in answer) {
      if ((await isWorthWaiting?.(answer)) !== true) throw new ChainCutOff(answer, next);
      answer = await askPiece(ask, next, tipHash);
    }
    piece = answer;
  }
}

async function askPiece(ask: Ask, from: number, tip: string | undefined): Promise<Piece | Refusal> {
  const reply = await ask({ name: "raw-blocks", from, count: PIECE_BLOCKS, ...(tip === undefined ? {} : { tip }) });
  if (!reply.ok) return reply;
  if (reply.value.of === "raw-blocks") return reply.value;
  throw new Error(`asked for raw-blocks, the node answered with ${reply.value.of}`);
}
