/**
 * The complete chain for an operator, piece by piece: from the store where the blocks are kept, from full nodes that
 * granted access where they are not. Each piece names the chain that it belongs to, so that whoever puts them together
 * gets one chain, whatever happens to the tip meanwhile.
 */
import { ancestorAt, type HeaderEntry, type HeaderIndex } from "@triad/chain/headers";
import { bytesToHex, hashFromDisplay, hashToDisplay } from "@triad/crypto";
import { type BlockFetch, FETCHED_BLOCKS_MAX, FETCHED_BYTES, type FetchedBlock } from "./block-fetch.ts";
import type { OperatorCommand, OperatorReply, PermissionView } from "./operator.ts";
import { refuse, value } from "./operator-replies.ts";
import type { Now } from "./seam.ts";
import { describeWaiting } from "./sync-progress.ts";

export interface RawChain {
  readonly tip: HeaderEntry;
  readonly headers: HeaderIndex;
  /** The encoded Block, where this role keeps it. */
  body(entry: HeaderEntry): Uint8Array | undefined;
  /** Of roles that don't keep all of them. */
  readonly fetch: BlockFetch | undefined;
}

type Answer = (reply: OperatorReply) => void;

export function answerRawBlocks(
  chain: RawChain,
  command: Extract<OperatorCommand, { name: "raw-blocks" }>,
  now: Now,
  answer: Answer,
): void {
  const { from, count } = command;
  const tip = command.tip === undefined ? chain.tip : findTip(chain, command.tip);
  if (tip === undefined) {
    return answer(refuse("block-not-found", `No chain that ends with block ${command.tip} is known here.`));
  }
  if (![from, count].every((number) => Number.isInteger(number) && number >= 1)) {
    return answer(refuse("bad-number", "Name a height and a number of blocks, each at least 1."));
  }
  const tell = (blocks: readonly FetchedBlock[]): void => answer(describe(tip, blocks));
  const kept = keptBlocks(chain, tip, from, Math.min(count, FETCHED_BLOCKS_MAX));
  if (kept.length > 0 || from > tip.height) return tell(kept);
  if (chain.fetch === undefined) {
    return answer(refuse("pruned", `Block ${from} is not kept here: older blocks were pruned (--prune).`));
  }
  chain.fetch.fetchPiece(tip, from, count, now, (result) => ("ok" in result ? answer(result) : tell(result)));
}

/** Why a node without a grant has no complete chain to show, and what to do. */
export function describeAccess(permission: PermissionView | null): string {
  const what = "The complete chain is with full nodes, and needs their permission.";
  if (permission === null) return `${what} Ask for it ("access"), or connect to a full node first.`;
  return `${what} ${describeWaiting(permission)}`;
}

function findTip({ headers }: RawChain, text: string): HeaderEntry | undefined {
  const hash = hashFromDisplay(text);
  const entry = hash === undefined ? undefined : headers.get(hash);
  return entry?.isInvalid === true ? undefined : entry;
}

function keptBlocks(chain: RawChain, tip: HeaderEntry, from: number, count: number): readonly FetchedBlock[] {
  const kept: FetchedBlock[] = [];
  let bytesRead = 0;
  for (let height = from; height <= tip.height && kept.length < count && bytesRead < FETCHED_BYTES; height++) {
    const entry = ancestorAt(tip, height);
    const bytes = chain.body(entry);
    if (bytes === undefined) break;
    kept.push({ entry, bytes });
    bytesRead += bytes.length;
  }
  return kept;
}

function describe(tip: HeaderEntry, blocks: readonly FetchedBlock[]): OperatorReply {
  return value({
    of: "raw-blocks",
    tipHeight: tip.height,
    tipHash: hashToDisplay(tip.hash),
    blocks: blocks.map(({ entry, bytes }) => ({ height: entry.height, rawHex: bytesToHex(bytes) })),
  });
}
