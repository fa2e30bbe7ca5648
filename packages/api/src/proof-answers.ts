/**
 * What a caller can check for itself who has headers and trusts nobody: the path of a transaction to its block's header,
 * and a block's filter with what else the header commits to (docs/spec/proofs.md).
 */
import { blockFilter, makeTransactionProof, openCommitments } from "@triad/chain/blocks";
import { bytesToHex, hashToDisplay, hexToBytes } from "@triad/crypto";
import { type Block, DecodeError, readBlock, readHeader, readTransaction } from "@triad/protocol";
import type { ApiNode } from "./api-node.ts";
import { notFound } from "./problem.ts";
import { askBlock, askTransaction } from "./questions.ts";
import { type Answer, type Call, json } from "./route.ts";

export async function answerMerkleProof({
  node,
  params,
}: Call<{ readonly txid: string }, unknown, unknown>): Promise<Answer> {
  const { blockHash, height, txid } = await askTransaction(node, params.txid);
  if (blockHash === null) throw notFound(`Transaction ${txid} is in no block yet; there is nothing to prove.`);
  const { block, txids } = await askWholeBlock(node, blockHash);
  const index = txids.indexOf(txid);
  const proof = makeTransactionProof(block, index);
  return json({
    block_height: height,
    block_hash: blockHash,
    merkle: proof.siblings.map(hashToDisplay),
    pos: proof.index,
    tx_count: proof.txCount,
    commitments: bytesToHex(proof.commitments),
    tx: bytesToHex(proof.tx),
  });
}

export async function answerBlockFilter({
  node,
  params,
}: Call<{ readonly hash: string }, unknown, unknown>): Promise<Answer> {
  const { block } = await askWholeBlock(node, params.hash);
  const header = readHeader(block.header);
  if (header instanceof DecodeError) throw unreadable(params.hash);
  const transactions = block.transactions.map((bytes) => {
    const tx = readTransaction(bytes);
    if (tx instanceof DecodeError) throw unreadable(params.hash);
    return tx;
  });
  const { txRoot, historyRoot } = openCommitments(block);
  return json({
    filter: bytesToHex(blockFilter(transactions, header.prev)),
    tx_root: bytesToHex(txRoot),
    history_root: bytesToHex(historyRoot),
  });
}

async function askWholeBlock(
  node: ApiNode,
  hash: string,
): Promise<{ readonly block: Block; readonly txids: readonly string[] }> {
  const { rawHex, txids } = await askBlock(node, hash);
  if (rawHex === null || txids === null)
    throw notFound(`This node keeps only the header of block ${hash}. Ask a full node.`);
  const block = readBlock(hexToBytes(rawHex));
  if (block instanceof DecodeError) throw unreadable(hash);
  return { block, txids };
}

function unreadable(hash: string): Error {
  return new Error(`the node shows a block ${hash} that can't be read`);
}
