import { filterKey, matchesAny, ProofRefusal, verifyFilterProof, verifyTransactionProof } from "@triad/chain/headers";
import { TEST_SCHNORR, testNetwork } from "@triad/chain/testing";
import { hashFromDisplay } from "@triad/crypto";
import type { Message, MessageKind, MessageOf } from "@triad/protocol";
import { describe, expect, it } from "vitest";
import { createLightNode } from "./light-node.ts";
import { createMiner } from "./miner.ts";
import { RoleNetwork, validatingNode } from "./testing/role-network.ts";

const network = testNetwork();
const OFF = { mode: "off", threads: 1, payTo: undefined, text: "test" } as const;

/** A miner with some blocks, and a peer that may ask it anything. */
function askedNode() {
  const net = new RoleNetwork(network, TEST_SCHNORR, 1, 1_000);
  const node = net.add(createMiner, { mining: OFF });
  net.run(100);
  net.ask(node, { name: "generate", blocks: 5 });
  net.runUntil(() => net.height(node) === 5, 20_000, "five blocks");
  const { index, peer, say } = net.addScripted({ role: "light-node", services: 0 });
  net.connect(index, node);
  net.run(1_000);
  const answer = <K extends MessageKind>(question: Message, kind: K): MessageOf<K> => {
    peer.received.length = 0;
    say(question);
    net.run(200);
    const found = peer.received.find((message) => message.kind === kind);
    if (found === undefined) throw new Error(`no ${kind} came: ${peer.received.map((message) => message.kind)}`);
    return found as MessageOf<K>;
  };
  const { chain } = validatingNode(net, node);
  return { chain, answer, hash: hashFromDisplay(net.tip(node)) as Uint8Array };
}

describe("a question for filters", () => {
  it("is answered by the filters of the range, each of which its header commits to", () => {
    const { chain, answer, hash } = askedNode();
    const { filters, startHeight, stop } = answer({ kind: "get-filters", startHeight: 0, stop: hash }, "filters");
    expect([startHeight, stop, filters.length]).toEqual([0, hash, 6]);
    for (const [height, filter] of filters.entries()) {
      let entry = chain.tip;
      while (entry.height > height && entry.parent !== undefined) entry = entry.parent;
      const verified = verifyFilterProof(filter, entry.header.root);
      if (verified instanceof ProofRefusal) throw new Error(verified.code);
      const { transactions } = chain.connectedBlock(entry);
      const keys = transactions.flatMap(({ tx }) => tx.outputs.map(({ key }) => key));
      for (const key of keys) expect(matchesAny(verified.values, [key], filterKey(entry.header.prev))).toBe(true);
    }
  });

  it("about a block that is not known, or from beyond it, gets none", () => {
    const { answer, hash } = askedNode();
    const none = { startHeight: 1, stop: new Uint8Array(32) };
    expect(answer({ kind: "get-filters", ...none }, "filters")).toEqual({ kind: "filters", ...none, filters: [] });
    expect(answer({ kind: "get-filters", startHeight: 6, stop: hash }, "filters").filters).toEqual([]);
    expect(answer({ kind: "get-filters", startHeight: 5, stop: hash }, "filters").filters).toHaveLength(1);
  });
});

describe("a question for a transaction's proof", () => {
  it("is answered by a proof that leads to the header", () => {
    const { chain, answer, hash } = askedNode();
    const [first] = chain.connectedBlock(chain.tip).transactions;
    if (first === undefined) throw new Error("a block has a transaction");
    const { txid } = first.tx;
    const { transaction, ...proof } = answer({ kind: "get-transaction-proof", hash, txid }, "transaction-proof");
    const verified = verifyTransactionProof({ ...proof, tx: transaction }, chain.tip.header.root);
    expect(verified).toMatchObject({ isFirst: true, tx: { txid } });
  });

  it("unknown-block, unknown-transaction: says why there is none", () => {
    const { answer, hash } = askedNode();
    const nobody = new Uint8Array(32).fill(7);
    const why = (block: Uint8Array) =>
      answer({ kind: "get-transaction-proof", hash: block, txid: nobody }, "proof-not-found").code;
    expect(why(nobody)).toBe("unknown-block");
    expect(why(hash)).toBe("unknown-transaction");
  });
});

it("a light node has neither", () => {
  const net = new RoleNetwork(network, TEST_SCHNORR, 1, 1_000);
  const node = net.add(createLightNode);
  const { index, peer, say } = net.addScripted({});
  net.connect(index, node);
  net.run(1_000);
  const hash = new Uint8Array(32).fill(1);
  say({ kind: "get-filters", startHeight: 0, stop: hash });
  say({ kind: "get-transaction-proof", hash, txid: hash });
  net.run(200);
  expect(peer.received).toContainEqual({ kind: "filters", startHeight: 0, stop: hash, filters: [] });
  expect(peer.received).toContainEqual({ kind: "proof-not-found", hash, txid: hash, code: "not-a-full-node" });
});
