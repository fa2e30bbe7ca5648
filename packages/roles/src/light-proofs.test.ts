import { makeTransactionProof } from "@triad/chain/blocks";
import { BlockTree, payment, premineCoin, TEST_SCHNORR, testKey, testNetwork } from "@triad/chain/testing";
import { bytesToHex, concatBytes, hashToDisplay, sha256d } from "@triad/crypto";
import type { Message, MessageOf } from "@triad/protocol";
import { describe, expect, it } from "vitest";
import { createFullNode } from "./full-node.ts";
import { createLightNode } from "./light-node.ts";
import { codeOf, contentOf } from "./testing/easy-network.ts";
import { RoleNetwork } from "./testing/role-network.ts";

const network = testNetwork();
const tree = new BlockTree(network);
const SERVICES = 1 | 2 | 8;

function chainOf(count: number, from = tree.genesis, memo = 0) {
  const blocks = [];
  for (let i = 0, parent = from; i < count; i++) {
    const block = tree.extend(parent, { memoTail: Uint8Array.of(memo, i) });
    blocks.push(block);
    parent = block.entry;
  }
  return blocks;
}

const before = chainOf(4);
const fork = before[3]?.entry ?? tree.genesis;
const coin = premineCoin(network, 0);
const pay = (memo: number) =>
  payment({
    network,
    spend: [coin],
    outputs: [{ amount: coin.amount, key: testKey(2).key }],
    memo: Uint8Array.of(memo),
  });
const [tx, staleTx] = [pay(1), pay(2)];
const block = tree.extend(fork, { transactions: [tx], memoTail: Uint8Array.of(1) });
const stale = tree.extend(fork, { transactions: [staleTx], memoTail: Uint8Array.of(2) });
const best = [...before, block, ...chainOf(2, block.entry, 3)];
const tip = best.at(-1)?.entry ?? tree.genesis;

type Proof = MessageOf<"transaction-proof">;

const proofOf = (index: number, of = block): Omit<Proof, "kind" | "hash" | "txid"> => {
  const { tx: transaction, ...proof } = makeTransactionProof(of.block, index);
  return { transaction, ...proof };
};

/** A light node at the best tip, with peers that answer such a question as they are told to. */
function lightWith(answers: readonly ((question: MessageOf<"get-transaction-proof">) => Message)[]) {
  const net = new RoleNetwork(network, TEST_SCHNORR, 3, 10_000);
  const light = net.add(createLightNode);
  const full = net.add(createFullNode);
  for (const { bytes } of [...best, stale]) net.ask(full, { name: "submit-block", rawHex: bytesToHex(bytes) });
  const liars = answers.map((answer) =>
    net.addScripted({
      services: SERVICES,
      tip: { height: tip.height, work: tip.chainWork },
      answer: (message) => {
        if (message.kind === "get-headers") return [{ kind: "headers", headers: best.map((b) => b.headerBytes) }];
        return message.kind === "get-transaction-proof" ? [answer(message)] : [];
      },
    }),
  );
  for (const { index } of liars) net.connect(index, light);
  net.run(2_000);
  const ask = (txid: Uint8Array, place = hashToDisplay(block.hash)) =>
    net.ask(light, { name: "transaction", txid: hashToDisplay(txid), block: place });
  return { net, light, full, liars, ask };
}

describe("a light node that is asked for a transaction", () => {
  it("shows it when a full node has proven that its block is part of the chain", () => {
    const { net, light, full, ask } = lightWith([]);
    net.connect(light, full);
    net.runUntil(() => net.height(light) === tip.height, 10_000, "the headers");
    expect(contentOf(ask(tx.txid), "transaction").transaction).toMatchObject({
      txid: hashToDisplay(tx.txid),
      height: 5,
      blockHash: hashToDisplay(block.hash),
    });
    expect(contentOf(ask(tx.txid, "5"), "transaction").transaction.rawHex).toBe(bytesToHex(tx.bytes));
    expect(codeOf(ask(tx.txid, "4"))).toBe("transaction-not-found");
    expect(codeOf(ask(staleTx.txid))).toBe("transaction-not-found");
  });

  it("block-not-found: shows none of a branch that is not the best", () => {
    const { net, light, full, ask } = lightWith([]);
    net.connect(light, full);
    net.runUntil(() => net.height(light) === tip.height, 10_000, "the headers");
    expect(codeOf(ask(staleTx.txid, hashToDisplay(stale.hash)))).toBe("block-not-found");
    expect(codeOf(net.ask(light, { name: "transaction", txid: hashToDisplay(tx.txid) }))).toBe("transaction-not-found");
  });

  const inner = concatBytes(...block.block.transactions.map((bytes) => sha256d(bytes)));
  const FORGERIES: Record<string, (question: MessageOf<"get-transaction-proof">) => Message> = {
    "of another transaction": ({ hash, txid }) => ({ kind: "transaction-proof", hash, txid, ...proofOf(0) }),
    "from a stale branch": ({ hash, txid }) => ({ kind: "transaction-proof", hash, txid, ...proofOf(1, stale) }),
    "with a sibling changed": ({ hash, txid }) => ({
      ...{ kind: "transaction-proof", hash, txid, ...proofOf(1) },
      siblings: [new Uint8Array(32).fill(1)],
    }),
    "with a longer path": ({ hash, txid }) => ({
      ...{ kind: "transaction-proof", hash, txid, ...proofOf(1) },
      txCount: 4,
      siblings: [...proofOf(1).siblings, new Uint8Array(32)],
    }),
    "under other commitments": ({ hash, txid }) => ({
      ...{ kind: "transaction-proof", hash, txid, ...proofOf(1) },
      commitments: proofOf(1).commitments.map((byte) => byte ^ 1),
    }),
    "that presents an inner node of 64 bytes as a transaction": ({ hash, txid }) => ({
      ...{ kind: "transaction-proof", hash, txid, ...proofOf(0) },
      // one byte more than a node, as no shorter one may travel
      transaction: concatBytes(inner, Uint8Array.of(0)),
      index: 0,
      txCount: 1,
      siblings: [],
    }),
  };

  it.each(Object.entries(FORGERIES))("is given a proof %s: the peer is disconnected and named", (_, forgery) => {
    const { net, light, liars, ask } = lightWith([forgery]);
    net.runUntil(() => net.height(light) === tip.height, 10_000, "the headers");
    expect(codeOf(ask(tx.txid))).toBe("transaction-not-found");
    net.run(100);
    expect(liars[0]?.peer.closed).toEqual(["wrong-filter"]);
    expect(net.nodes[light]?.notices.some(({ code }) => code === "peer-lied")).toBe(true);
  });

  it("asks another peer when one forges, has it not, or does not answer", () => {
    const forge = FORGERIES["from a stale branch"] as (q: MessageOf<"get-transaction-proof">) => Message;
    const lacks = ({ hash, txid }: MessageOf<"get-transaction-proof">): Message => ({
      kind: "proof-not-found",
      hash,
      txid,
      code: "pruned",
    });
    const silent = (): Message => ({ kind: "ping", nonce: new Uint8Array(8) });
    const { net, light, full, ask } = lightWith([forge, lacks, silent]);
    net.connect(light, full);
    net.runUntil(() => net.height(light) === tip.height, 10_000, "the headers");
    net.run(1_000);
    for (let i = 0; i < 4; i++) {
      expect(contentOf(ask(tx.txid), "transaction").transaction.height).toBe(5);
    }
  });
});
