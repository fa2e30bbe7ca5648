import { COIN, keyOfAddress } from "@triad/chain";
import { BlockTree, ownedCoin, payment, testKey } from "@triad/chain/testing";
import { bytesToHex, wasmSchnorr } from "@triad/crypto";
import { describe, expect, it } from "vitest";
import { createFullNode } from "./full-node.ts";
import { codeOf, contentOf, EASY_NETWORK } from "./testing/easy-network.ts";
import { RoleNetwork } from "./testing/role-network.ts";

describe("a payment to us that a reorganisation makes void", () => {
  it("is pending no more, and neither is what was built on it", () => {
    const tree = new BlockTree(EASY_NETWORK);
    const net = new RoleNetwork(EASY_NETWORK, wasmSchnorr(), 3);
    const node = net.add(createFullNode);
    net.run(5_000);
    const submit = ({ bytes }: { bytes: Uint8Array }) =>
      expect(codeOf(net.ask(node, { name: "submit-block", rawHex: bytesToHex(bytes) }))).toBe("ok");
    const wallet = () => contentOf(net.ask(node, { name: "wallet" }), "wallet").wallet;
    const address = wallet().address;
    const ours = keyOfAddress(address, EASY_NETWORK.params.addressPrefix);
    if (typeof ours === "string") throw new Error(ours);

    const funding = tree.extend(tree.genesis);
    submit(funding);
    let fork = funding.entry;
    for (let i = 0; i < EASY_NETWORK.params.consensus.coinbaseMaturity; i++) {
      const block = tree.extend(fork);
      submit(block);
      fork = block.entry;
    }
    const coin = ownedCoin(funding.coinbase, 0, testKey(0));
    const spend = (memo: number) =>
      payment({
        network: EASY_NETWORK,
        spend: [coin],
        outputs: [{ amount: coin.amount - 10_000, key: testKey(1).key }],
        memo: Uint8Array.of(memo),
      });
    const [parent, rival] = [spend(1), spend(2)];
    const child = payment({
      network: EASY_NETWORK,
      spend: [ownedCoin(parent, 0, testKey(1))],
      outputs: [{ amount: COIN, key: ours }],
    });
    submit(tree.extend(fork, { transactions: [parent], fees: 10_000 }));
    const rawHex = bytesToHex(child.bytes);
    expect(codeOf(net.ask(node, { name: "broadcast-transaction", rawHex }))).toBe("ok");
    expect(wallet().pending).toBe(COIN);

    const other = tree.extend(fork, { transactions: [rival], fees: 10_000 });
    submit(other);
    submit(tree.extend(other.entry));
    net.run(1_000);
    expect(net.height(node)).toBe(fork.height + 2);
    expect(wallet().pending).toBe(0);
    expect(contentOf(net.ask(node, { name: "pool" }), "pool").pool.transactions).toBe(0);
  });
});
