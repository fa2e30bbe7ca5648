import { verifyFilterProof, verifyTransactionProof } from "@triad/chain/headers";
import { BlockTree, payment, premineCoin, testKey, testNetwork } from "@triad/chain/testing";
import { bytesToHex, hashFromDisplay, hashToDisplay, hexToBytes, sha256d } from "@triad/crypto";
import { writeBlock } from "@triad/protocol";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ROUTES } from "./routes.ts";
import { type ApiServer, createServer } from "./server.ts";
import { makeFakeNode } from "./testing/fake-node.ts";
import * as sample from "./testing/sample-views.ts";

const network = testNetwork();
const payments = [1_000, 2_000, 3_000].map((amount) =>
  payment({ network, spend: [premineCoin(network, 0)], outputs: [{ amount, key: testKey(9).key }] }),
);
const tree = new BlockTree(network);
const built = tree.extend(tree.genesis, { transactions: payments });
const txids = built.block.transactions.map((_, index) => sample.hashOf(500 + index));
const block = {
  ...(sample.BLOCKS[3] as (typeof sample.BLOCKS)[number]),
  rawHex: bytesToHex(writeBlock(built.block)),
  txids,
};

let server: ApiServer;
beforeEach(() => {
  const node = makeFakeNode();
  const ask = node.ask.bind(node);
  node.ask = async (command) => {
    if (command.name === "block" && command.block === block.hash) return { ok: true, value: { of: "block", block } };
    if (command.name !== "transaction" || !txids.includes(command.txid)) return ask(command);
    const transaction = { ...sample.CONFIRMED, txid: command.txid, blockHash: block.hash, height: 1 };
    return { ok: true, value: { of: "transaction", transaction } };
  };
  server = createServer(node, "127.0.0.1", ROUTES);
});
afterEach(() => server.app.close());

const get = (url: string) => server.app.inject({ method: "GET", url });

it("a transaction's proof leads to the header's root, whatever its place", async () => {
  for (const [index, txid] of txids.entries()) {
    const answer = (await get(`/api/tx/${txid}/merkle-proof`)).json();
    expect(answer).toMatchObject({ block_hash: block.hash, block_height: 1, pos: index, tx_count: txids.length });
    const siblings = answer.merkle.map((hash: string) => hashFromDisplay(hash));
    const tx = hexToBytes(answer.tx);
    expect(hashToDisplay(sha256d(tx))).toBe(hashToDisplay(sha256d(built.block.transactions[index] as Uint8Array)));
    const proof = { tx, index, txCount: txids.length, siblings, commitments: hexToBytes(answer.commitments) };
    expect(verifyTransactionProof(proof, built.header.root)).toMatchObject({ isFirst: index === 0 });
  }
});

it("a block's filter is the one that its header commits to", async () => {
  const answer = (await get(`/api/block/${block.hash}/filter`)).json();
  const proof = {
    filter: hexToBytes(answer.filter),
    txRoot: hexToBytes(answer.tx_root),
    historyRoot: hexToBytes(answer.history_root),
  };
  expect(verifyFilterProof(proof, built.header.root)).not.toHaveProperty("code");
});

it("404: nothing to prove of what is in no block, or where only the header is kept", async () => {
  expect((await get(`/api/tx/${sample.POOLED.txid}/merkle-proof`)).statusCode).toBe(404);
  expect((await get(`/api/block/${sample.hashOf(sample.HEADER_ONLY_HEIGHT)}/filter`)).statusCode).toBe(404);
});
