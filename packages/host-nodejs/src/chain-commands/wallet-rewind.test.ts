import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keyOfAddress } from "@triad/chain";
import { BlockTree, type BuiltBlock, batchOf, openTestChain, settleChain, testNetwork } from "@triad/chain/testing";
import { concatBytes, wasmSchnorr } from "@triad/crypto";
import { createFullNode } from "@triad/roles/full-node";
import { openLmdbStore } from "@triad/store-lmdb";
import { type KeySource, Wallet } from "@triad/wallet";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemRandomness } from "../randomness.ts";
import { fillDirectory, runOn } from "../testing/test-directory.ts";
import { openWalletFile } from "../wallet-file.ts";
import { chainFileChunks } from "./chain-file-writer.ts";

const network = testNetwork();
const schnorr = wasmSchnorr();
const now = { monotonicMs: 0, unixMs: 0 };

describe("the wallet of a directory into which a chain is imported", () => {
  let directory = "";
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "triad-rewind-"));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  function grow(heights: number, payTo: Uint8Array, memoTail: Uint8Array): BuiltBlock[] {
    const tree = new BlockTree(network);
    const blocks: BuiltBlock[] = [];
    for (let parent = tree.genesis; parent.height < heights; ) {
      const block = tree.extend(parent, { payTo, memoTail });
      blocks.push(block);
      parent = block.entry;
    }
    return blocks;
  }

  /** A wallet that has seen all of `blocks`, as a node would have left it. */
  async function fillWithWallet(blocks: readonly BuiltBlock[], wallet: Wallet) {
    const chain = openTestChain(network);
    wallet.blockConnected(chain.connectedBlock(chain.tip));
    for (const { bytes, header } of blocks) chain.acceptBlock(bytes, header.time);
    for (const event of settleChain(chain)) if (event.type === "connected") wallet.blockConnected(event.block);
    await fillDirectory(directory, network, blocks, [batchOf({ records: wallet.takeRecordChanges() })]);
  }

  async function importBlocks(blocks: readonly BuiltBlock[]) {
    const bodies = blocks.map(({ bytes }) => bytes);
    writeFileSync(join(directory, "file"), concatBytes(...chainFileChunks(network, bodies)));
    return runOn(directory, network, "import-chain", join(directory, "file"));
  }

  /** The coins that the node's own wallet counts after a start. */
  async function coinsAfterStart(walletSeed: KeySource): Promise<unknown> {
    const { chainId, params } = network;
    const store = openLmdbStore({ directory: join(directory, "chain"), networkName: params.name, chainId });
    const node = createFullNode({
      network,
      store,
      randomness: systemRandomness,
      schnorr,
      nodeSecretKey: new Uint8Array(32).fill(1),
      walletSeed,
      userAgent: "test",
      listen: undefined,
      connectOnly: undefined,
      peers: [],
      maxInbound: 0,
      maxOutbound: 0,
    });
    node.start(now);
    const effects = node.handle({ type: "operator-command", reply: 1, command: { name: "wallet" } }, now);
    await store.close();
    const reply = effects.find((effect) => effect.type === "reply");
    return reply?.type === "reply" && reply.result.ok ? reply.result.value : reply;
  }

  const openWallet = () => {
    const seed = openWalletFile(join(directory, "wallet"), systemRandomness);
    const wallet = new Wallet({ seed, network, schnorr, records: [] });
    const key = keyOfAddress(wallet.receiveAddress(), network.params.addressPrefix);
    if (typeof key === "string") throw new Error("its own address");
    return { seed, wallet, key };
  };

  it("reads what the chain gained at the node's next start", async () => {
    const { seed, wallet, key } = openWallet();
    const blocks = grow(4, key, new Uint8Array(0));
    await fillWithWallet(blocks.slice(0, 1), wallet);
    expect((await importBlocks(blocks)).isGood).toBe(true);
    expect(await coinsAfterStart(seed)).toMatchObject({ wallet: { coins: 4 } });
  });

  it("loses the coins of a branch that was left, and has those of the new one after the next start", async () => {
    const { seed, wallet, key } = openWallet();
    await fillWithWallet(grow(2, key, Uint8Array.of(1)), wallet);
    expect((await importBlocks(grow(3, key, Uint8Array.of(2)))).isGood).toBe(true);
    expect(await coinsAfterStart(seed)).toMatchObject({ wallet: { coins: 3 } });
  });

  it("that is missing stops the import before it changes anything", async () => {
    const { wallet, key } = openWallet();
    await fillWithWallet(grow(1, key, Uint8Array.of(1)), wallet);
    renameSync(join(directory, "wallet"), join(directory, "elsewhere"));
    const refused = await importBlocks(grow(2, key, Uint8Array.of(2)));
    expect(refused).toMatchObject({ isGood: false, text: expect.stringContaining("Put it back first") });
    expect((await runOn(directory, network, "verify-chain")).text).toMatch(/^Height +1\n/);
  });

  it("that is another one stops it, too, with a sentence", async () => {
    const { wallet, key } = openWallet();
    await fillWithWallet(grow(1, key, Uint8Array.of(1)), wallet);
    renameSync(join(directory, "wallet"), join(directory, "elsewhere"));
    openWallet();
    const refused = await importBlocks(grow(2, key, Uint8Array.of(2)));
    expect(refused).toMatchObject({ isGood: false, text: expect.stringContaining("is another wallet than the one") });
  });
});
