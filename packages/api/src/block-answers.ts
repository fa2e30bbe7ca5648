/** Answers about blocks. */
import { hashToDisplay, hexToBytes } from "@triad/crypto";
import { DecodeError, hashHeader, readBlock } from "@triad/protocol";
import type { ApiNode } from "./api-node.ts";
import { esploraBlock, esploraTransaction } from "./esplora-shapes.ts";
import { BLOCK_TRANSACTIONS_LISTED, BLOCKS_LISTED } from "./limits.ts";
import { badRequest, notFound } from "./problem.ts";
import { ask, askBlock, type ValueOf } from "./questions.ts";
import { type Answer, type Call, json, text } from "./route.ts";

type ByHash = Call<{ readonly hash: string }, unknown, unknown>;

export async function answerTipHeight({ node }: { readonly node: ApiNode }): Promise<Answer> {
  return text(String((await ask(node, { name: "node" }, "node")).node.height));
}

export async function answerTipHash({ node }: { readonly node: ApiNode }): Promise<Answer> {
  return text((await ask(node, { name: "node" }, "node")).node.tipHash);
}

/** One question after the other and by hash: the node does other work between them, and may reorganise. */
export async function answerBlocks({
  node,
  params,
}: Call<{ readonly startHeight?: string }, unknown, unknown>): Promise<Answer> {
  const { startHeight } = params;
  const from = startHeight === undefined ? {} : { from: Number(startHeight) };
  const chain = await ask(node, { name: "chain", count: BLOCKS_LISTED, ...from }, "chain");
  const blocks: unknown[] = [];
  for (const { hash } of chain.blocks.slice(0, BLOCKS_LISTED)) blocks.push(esploraBlock(await askBlock(node, hash)));
  return json(blocks);
}

export async function answerBlock({ node, params }: ByHash): Promise<Answer> {
  return json(esploraBlock(await askBlock(node, params.hash)));
}

export async function answerBlockHeader({ node, params }: ByHash): Promise<Answer> {
  return text((await askBlock(node, params.hash)).headerHex);
}

export async function answerBlockTxids({ node, params }: ByHash): Promise<Answer> {
  const { txids } = await askBlock(node, params.hash);
  if (txids === null) throw headerOnly(params.hash);
  return json(txids);
}

/** By pages, each of which begins at a multiple of its length, as in Esplora. */
export async function answerBlockTransactions({
  node,
  params,
}: Call<{ readonly hash: string; readonly startIndex?: string }, unknown, unknown>): Promise<Answer> {
  const from = Number(params.startIndex ?? 0);
  if (from % BLOCK_TRANSACTIONS_LISTED !== 0) {
    throw badRequest(`startIndex must be a multiple of ${BLOCK_TRANSACTIONS_LISTED}, the length of a page.`);
  }
  const { page } = await askTransactions(node, params.hash, from, BLOCK_TRANSACTIONS_LISTED);
  return json(page.transactions.map(esploraTransaction));
}

export async function answerBlockTxid({
  node,
  params,
}: Call<{ readonly hash: string; readonly index: string }, unknown, unknown>): Promise<Answer> {
  const { page } = await askTransactions(node, params.hash, Number(params.index), 1);
  const [transaction] = page.transactions;
  if (transaction === undefined) throw new Error("the node shows a page of one transaction without any");
  return text(transaction.txid);
}

function askTransactions(
  node: ApiNode,
  hash: string,
  from: number,
  count: number,
): Promise<ValueOf<"block-transactions">> {
  return ask(node, { name: "block-transactions", block: hash.toLowerCase(), from, count }, "block-transactions");
}

export async function answerBlockRaw({ node, params }: ByHash): Promise<Answer> {
  const { rawHex } = await askBlock(node, params.hash);
  if (rawHex === null) throw headerOnly(params.hash);
  return { kind: "octets", bytes: hexToBytes(rawHex) };
}

/** By the list of summaries, since a whole block would be read for its hash alone. */
export async function answerBlockAt({
  node,
  params,
}: Call<{ readonly height: string }, unknown, unknown>): Promise<Answer> {
  const height = Number(params.height);
  const { blocks, tipHeight } = await ask(node, { name: "chain", from: height, count: 1 }, "chain");
  const block = blocks.find((candidate) => candidate.height === height);
  if (block === undefined) throw notFound(`There is no block at height ${height}; the tip is at ${tipHeight}.`);
  return text(block.hash);
}

export async function answerSubmitBlock({ node, body }: Call<unknown, unknown, string>): Promise<Answer> {
  await ask(node, { name: "submit-block", rawHex: body }, "done");
  // Not the reply's id, which names the tip: a valid block of a side branch has a hash as well.
  const block = readBlock(hexToBytes(body));
  if (block instanceof DecodeError) throw new Error("the node took a block that can't be read");
  return text(hashToDisplay(hashHeader(block.header)));
}

function headerOnly(hash: string): Error {
  return notFound(`This node keeps only the header of block ${hash}. Ask a full node.`);
}
