import { keyOfAddress } from "@triad/chain";
import { blockFilter } from "@triad/chain/blocks";
import { BlockTree, type BuiltBlock, unsignedPayment } from "@triad/chain/testing";
import { bytesToHex, wasmSchnorr } from "@triad/crypto";
import {
  type Block,
  type CommittedFilter,
  type Message,
  type MessageOf,
  readBlock,
  readTransaction,
  writeBlock,
} from "@triad/protocol";
import { describe, expect, it } from "vitest";
import { createFullNode } from "./full-node.ts";
import { createLightNode } from "./light-node.ts";
import { contentOf, EASY_NETWORK } from "./testing/easy-network.ts";
import { RoleNetwork, validatingNode } from "./testing/role-network.ts";

const COUNT = 12;
const PAID_AT = 5;
/** Full chain, recent blocks, filters. */
const SERVICES = 1 | 2 | 8;

type Answer = (message: Message) => readonly Message[];

/** A light node that block PAID_AT pays, and peers of which each answers as it is told to. */
function lightWith(scripts: readonly ((honest: Answer, blocks: readonly BuiltBlock[]) => Answer)[], withHonest = true) {
  const net = new RoleNetwork(EASY_NETWORK, wasmSchnorr(), 11, 10_000);
  const light = net.add(createLightNode);
  const full = net.add(createFullNode);
  const address = contentOf(net.ask(light, { name: "wallet" }), "wallet").wallet.address;
  const payTo = keyOfAddress(address, EASY_NETWORK.params.addressPrefix) as Uint8Array;
  const tree = new BlockTree(EASY_NETWORK);
  const blocks: (BuiltBlock & { entry: typeof tree.genesis })[] = [];
  for (let i = 1; i <= COUNT; i++) {
    const parent = blocks.at(-1)?.entry ?? tree.genesis;
    blocks.push(tree.extend(parent, i === PAID_AT ? { payTo } : {}));
  }
  for (const { bytes } of blocks) net.ask(full, { name: "submit-block", rawHex: bytesToHex(bytes) });
  const { chain } = validatingNode(net, full);
  const filterAt = (height: number): CommittedFilter => {
    const entry = chain.headers.get(height === 0 ? EASY_NETWORK.chainId : (blocks[height - 1] as BuiltBlock).hash);
    const found = entry === undefined ? undefined : chain.filter(entry);
    if (found === undefined) throw new Error("the full node has every filter");
    return found;
  };
  const heightOf = (hash: Uint8Array) => blocks.findIndex((block) => bytesToHex(block.hash) === bytesToHex(hash)) + 1;
  const honest: Answer = (message) => {
    switch (message.kind) {
      case "get-headers":
        return [
          {
            kind: "headers",
            headers: blocks.slice(Math.max(0, ...message.locator.map(heightOf))).map((b) => b.headerBytes),
          },
        ];
      case "get-filters": {
        const { startHeight, stop } = message;
        const filters = [];
        for (let height = startHeight; height <= heightOf(stop); height++) filters.push(filterAt(height));
        return [{ kind: "filters", startHeight, stop, filters }];
      }
      case "get-blocks":
        return message.hashes.map((hash) => ({
          kind: "block-reply",
          block: (blocks[heightOf(hash) - 1] as BuiltBlock).bytes,
        }));
      default:
        return [];
    }
  };
  const last = blocks.at(-1)?.entry ?? tree.genesis;
  const liars = scripts.map((script) =>
    net.addScripted({
      services: SERVICES,
      tip: { height: COUNT, work: last.chainWork },
      answer: script(honest, blocks),
    }),
  );
  for (const { index } of liars) net.connect(index, light);
  net.run(3_000);
  if (withHonest) net.connect(full, light);
  const wallet = () => contentOf(net.ask(light, { name: "wallet" }), "wallet").wallet;
  const notices = () => net.nodes[light]?.notices ?? [];
  return { net, light, liars, wallet, notices, subsidy: EASY_NETWORK.params.consensus.subsidy };
}

const changed =
  (change: (message: MessageOf<"filters">, blocks: readonly BuiltBlock[]) => Message) =>
  (honest: Answer, blocks: readonly BuiltBlock[]): Answer =>
  (message) =>
    honest(message).map((answer) => (answer.kind === "filters" ? change(answer, blocks) : answer));

const LIES = {
  "filters with the entries left out": changed((message, blocks) => ({
    ...message,
    filters: message.filters.map((filter, place) => {
      const block = blocks[message.startHeight + place - 1];
      return block === undefined ? filter : { ...filter, filter: blockFilter([], block.header.prev) };
    }),
  })),
  "the filters of other blocks": changed((message) => ({ ...message, filters: message.filters.toReversed() })),
  "filters with the roots of other blocks": changed((message) => ({
    ...message,
    filters: message.filters.map((filter) => ({ ...filter, txRoot: filter.historyRoot, historyRoot: filter.txRoot })),
  })),
};

describe("a peer that gives", () => {
  it.each(Object.entries(LIES))("%s is disconnected and named, and the wallet has what it was paid", (_, lie) => {
    const { net, liars, wallet, notices, subsidy } = lightWith([lie]);
    net.runUntil(() => wallet().isProven, 60_000, "a proven balance");
    expect(wallet().confirmed + wallet().immature).toBe(subsidy);
    expect(liars[0]?.peer.closed).toEqual(["wrong-filter"]);
    expect(notices().find(({ code }) => code === "peer-lied")?.text).toContain("full node");
  });

  it("a block without the payment is disconnected and named, and the block comes from another", () => {
    const rob =
      (honest: Answer): Answer =>
      (message) =>
        honest(message).map((answer) => (answer.kind === "block-reply" ? robbed(answer) : answer));
    const { net, liars, wallet, subsidy, notices } = lightWith([rob, rob]);
    net.runUntil(() => wallet().isProven, 60_000, "a proven balance");
    expect(wallet().confirmed + wallet().immature).toBe(subsidy);
    expect(liars.flatMap(({ peer }) => peer.closed)).toContain("invalid-block");
    expect(notices().some(({ code }) => code === "peer-lied")).toBe(true);
  });

  it("nothing is asked no more, and the wallet goes on with others", () => {
    const nothing = changed((message) => ({ ...message, filters: [] }));
    const silent =
      (honest: Answer): Answer =>
      (message) =>
        message.kind === "get-filters" || message.kind === "get-blocks" ? [] : honest(message);
    const { net, wallet, subsidy } = lightWith([nothing, silent]);
    net.runUntil(() => wallet().isProven, 120_000, "a proven balance");
    expect(wallet().confirmed + wallet().immature).toBe(subsidy);
  });

  it("filters that nobody asked for is disconnected", () => {
    const { net, liars } = lightWith([(honest) => honest]);
    net.run(2_000);
    liars[0]?.say({ kind: "filters", startHeight: 3, stop: new Uint8Array(32), filters: [] });
    net.run(2_000);
    expect(liars[0]?.peer.closed).toEqual(["unrequested"]);
  });
});

it("among liars alone nothing is proven, and nothing wrong is believed", () => {
  const { net, wallet } = lightWith([...Object.values(LIES), ...Object.values(LIES)], false);
  net.run(60_000);
  expect(wallet()).toMatchObject({ confirmed: 0, immature: 0, isProven: false });
});

/** The same header over another coinbase. */
function robbed({ block: bytes }: MessageOf<"block-reply">): MessageOf<"block-reply"> {
  const block = readBlock(bytes) as Block;
  const coinbase = readTransaction(block.transactions[0] as Uint8Array);
  if (!("txid" in coinbase)) throw new Error("the block has a coinbase");
  const other = unsignedPayment({
    network: EASY_NETWORK,
    spend: [],
    outputs: [{ amount: 5, key: new Uint8Array(32).fill(9) }],
    memo: coinbase.memo,
  });
  return { kind: "block-reply", block: writeBlock({ ...block, transactions: [other.bytes] }) };
}
