/** The commands that read the chain: pages of it, one block, one transaction. */
import type { BlockSummary, BlockView } from "@triad/roles";
import { askNode, askOnce, givenOrAsked, printWrong, say } from "./ask.ts";
import { formatCount } from "./numbers.ts";
import { printable } from "./printable.ts";
import { readWhole } from "./read-answers.ts";
import { lookOf, type Session } from "./session.ts";
import { showBlock, showChainPage } from "./show-chain.ts";
import { showTransaction } from "./show-transactions.ts";
import { wrap } from "./text-width.ts";

/** Heights are 32-bit numbers. */
const HEIGHT_MAX = 0xffff_ffff;
/** Blocks that one question to the node asks for. */
const BATCH_BLOCKS = 50;
const COUNT_MAX = 1_000_000;

export async function doChain(session: Session, [from, count]: readonly string[]): Promise<void> {
  const blocks = count === undefined ? undefined : readWhole(count, "count", 1, COUNT_MAX);
  if (blocks !== undefined && "wrong" in blocks) return printWrong(session, blocks.wrong);
  if (from === "all") return void (await printBlocks(session, undefined, blocks?.value ?? Number.POSITIVE_INFINITY));
  const start = from === undefined ? undefined : readWhole(from, "height", 0, HEIGHT_MAX);
  if (start !== undefined && "wrong" in start) return printWrong(session, start.wrong);
  if (blocks !== undefined) return void (await printBlocks(session, start?.value, blocks.value));
  await turnPages(session, start?.value);
}

export async function doBlock(session: Session, [given, form]: readonly string[]): Promise<void> {
  const block = await givenOrAsked(session, given, "Height or hash of the block", (text) => readBlock(session, text));
  if (block !== undefined) await printBlock(session, block, form === "raw");
}

/** `rest`: `raw`, and the block that has it, which a light node wants to know of others' transactions. */
export async function doTransaction(session: Session, [given, ...rest]: readonly string[]): Promise<void> {
  const txid = await givenOrAsked(session, given, "Id of the transaction", (text) => {
    const found = session.seen.find(text);
    return "id" in found ? { value: found.id } : found;
  });
  if (txid === undefined) return;
  const block = rest.find((word) => word !== "raw");
  const place = block === undefined ? {} : { block };
  const value = await askNode(session, "transaction", { name: "transaction", txid, ...place });
  if (value === undefined) return;
  const { transaction } = value;
  session.seen.add(transaction.txid, ...transaction.inputs.map((input) => input.txid));
  if (transaction.blockHash !== null) session.seen.add(transaction.blockHash);
  session.screen.print(rest.includes("raw") ? transaction.rawHex : showTransaction(transaction, lookOf(session)));
}

/** One page in a script; for a person one after another, as long as there are older blocks. */
async function turnPages(session: Session, start: number | undefined): Promise<void> {
  let from = start;
  for (;;) {
    const last = await printBlocks(session, from, lookOf(session).pageRows);
    if (last === undefined) return;
    if (last.height === 0) {
      say(session, "Block 0 is the first: the chain begins here.", session.paint.dim);
      return;
    }
    if (!session.screen.terminal) {
      say(session, `Older blocks: chain ${last.height - 1}`);
      return;
    }
    const next = await nextPage(session, last.height - 1);
    if (next === undefined) return;
    from = next;
  }
}

/** Where to go on; undefined: back to the menu. */
async function nextPage(session: Session, older: number): Promise<number | undefined> {
  for (;;) {
    const answer = await askOnce(session, "Enter: older · height or hash: go there · q: back:");
    if (answer === "") return older;
    if (/^(q|quit|back)$/i.test(answer)) return undefined;
    const height = readWhole(answer, "height", 0, HEIGHT_MAX);
    if ("value" in height) return height.value;
    const found = session.seen.find(answer);
    if ("id" in found) await printBlock(session, found.id, false);
    else printWrong(session, found.wrong);
  }
}

/** The oldest block that was printed; undefined when the node refused, or the input ended. */
async function printBlocks(
  session: Session,
  start: number | undefined,
  count: number,
): Promise<BlockSummary | undefined> {
  let from = start;
  let left = count;
  let last: BlockSummary | undefined;
  while (left > 0) {
    const asked = Math.min(left, Math.max(BATCH_BLOCKS, lookOf(session).pageRows));
    const command = { name: "chain", count: asked, ...(from === undefined ? {} : { from }) } as const;
    const value = await askNode(session, "chain", command);
    if (value === undefined) return undefined;
    const oldest = value.blocks.at(-1);
    if (oldest === undefined) {
      if (last === undefined)
        printWrong(session, `There is no such block; the tip is ${formatCount(value.tipHeight)}.`);
      return last;
    }
    session.seen.add(...value.blocks.map(({ hash }) => hash));
    session.screen.print(showChainPage(value.blocks, lookOf(session)));
    last = oldest;
    if (oldest.height === 0) return last;
    from = oldest.height - 1;
    left -= value.blocks.length;
  }
  return last;
}

async function printBlock(session: Session, block: string, raw: boolean): Promise<void> {
  const value = await askNode(session, "block", { name: "block", block });
  if (value === undefined) return;
  const view = value.block;
  session.seen.add(view.hash, view.previousHash, ...(view.txids ?? []));
  if (!raw) session.screen.print(showBlock(view, lookOf(session)));
  else session.screen.print(view.rawHex ?? (await fetchRaw(session, view)));
}

/** Where only the header is kept; with a full node's permission all of it can be had. */
async function fetchRaw(session: Session, { hash, height, headerHex }: BlockView): Promise<string> {
  if (height === 0) return `${headerHex}\n(only the header is kept here)`;
  const reply = await session.node.ask({ name: "raw-blocks", tip: hash, from: height, count: 1 });
  const block = reply.ok && reply.value.of === "raw-blocks" ? reply.value.blocks[0] : undefined;
  if (block !== undefined) return block.rawHex;
  const why = reply.ok ? "" : ` ${printable(reply.message)}`;
  return `${headerHex}\n${wrap(`(Only the header is kept here.${why})`, lookOf(session).width).join("\n")}`;
}

/** Digits are a height, unless there are as many as in a hash. */
function readBlock(session: Session, text: string): { readonly value: string } | { readonly wrong: string } {
  if (/^\d{1,10}$/.test(text)) return { value: String(Number(text)) };
  const found = session.seen.find(text);
  return "id" in found ? { value: found.id } : found;
}
