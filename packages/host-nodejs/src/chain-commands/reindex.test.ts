import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ChainStore, outpointKey } from "@triad/chain";
import {
  BlockTree,
  type BuiltBlock,
  batchOf,
  payment,
  premineCoin,
  spendingBranch,
  testKey,
  testNetwork,
} from "@triad/chain/testing";
import { hashToDisplay } from "@triad/crypto";
import { reindexBatch } from "@triad/roles";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fillDirectory, runOn } from "../testing/test-directory.ts";
import { withChain } from "./open-chain.ts";
import { finishChain } from "./unfinished-chain.ts";

const network = testNetwork({ coinbaseMaturity: 1 });
const tree = new BlockTree(network);
const loser = spendingBranch(tree, tree.genesis, 3, { version: 2 });
const winner = spendingBranch(tree, tree.genesis, 5);
const tip = winner.at(-1) as BuiltBlock;

describe("reindex", () => {
  let directory = "";

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), "triad-reindex-"));
    await fillDirectory(directory, network, [...loser, ...winner], [spoiled()]);
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  /** A coin too many, undo data and a filter that are not the block's. */
  function spoiled() {
    const wrong = [{ hash: tip.hash, bytes: Uint8Array.of(1) }];
    const stray = { amount: 1, key: new Uint8Array(32), height: 1, isCoinbase: false };
    return batchOf({
      coins: new Map([[outpointKey(premineCoin(network, 0).txid, 0), stray]]),
      undos: wrong,
      filters: wrong,
      records: new Map([["wallet/tip", new Uint8Array(36)]]),
    });
  }

  const onStore = <T>(use: (store: ChainStore) => Promise<T> | T): Promise<T> =>
    withChain(directory, network, { create: false }, async ({ store }) => use(store));

  it("mends what does not fit the blocks, and lets the wallet read them again", async () => {
    expect((await runOn(directory, network, "verify-chain")).isGood).toBe(false);
    const { isGood, text } = await runOn(directory, network, "reindex");
    expect(isGood).toBe(true);
    expect(text).toContain(`Height   5\nTip      ${hashToDisplay(tip.hash)}`);
    expect(await runOn(directory, network, "verify-chain")).toMatchObject({ isGood: true });
    expect(await onStore((store) => [...store.records("")])).toEqual([]);
  });

  it("that was interrupted goes on at the next start; until then other subcommands refuse", async () => {
    await withChain(directory, network, { create: false }, ({ store }) =>
      store.commit(reindexBatch(store, network), true),
    );
    for (const name of ["verify-chain", "export-chain", "import-chain"]) {
      expect((await runOn(directory, network, name, join(directory, "file"))).text).toContain('run "reindex" again');
    }
    const told: string[] = [];
    await withChain(directory, network, { create: false }, ({ store }) =>
      finishChain({
        network,
        store,
        progress: () => undefined,
        signatures: "auto",
        coinCacheBytes: 4_000_000,
        tell: (line) => told.push(line),
      }),
    );
    expect(told).toEqual(["A reindex of this directory was interrupted; it goes on."]);
    expect(await runOn(directory, network, "verify-chain")).toMatchObject({ isGood: true });
  });

  it("tells of a stored block that is damaged, and keeps what is below it", async () => {
    const third = winner[2] as BuiltBlock;
    const bytes = third.bytes.with(-1, (third.bytes.at(-1) ?? 0) ^ 1);
    await withChain(directory, network, { create: false }, ({ store }) =>
      store.commit(batchOf({ bodies: [{ hash: third.hash, bytes }] }), true),
    );
    const { text } = await runOn(directory, network, "reindex");
    expect(text).toContain("Block 3 is damaged: mutated-block. The node fetches it again if its chain needs it.");
    // the other branch is the best one that is whole
    expect(text).toContain("Height   3");
  });

  it("tells of a stored block that breaks a rule, and that what builds on it is left out with it", async () => {
    const coin = premineCoin(network, 0);
    const pay = payment({ network, spend: [coin], outputs: [{ amount: coin.amount, key: testKey(1).key }] });
    const others = new BlockTree(network);
    const first = others.extend(others.genesis, { transactions: [pay] });
    // spends the coin again
    const second = others.extend(first.entry, { transactions: [pay] });
    const third = others.extend(second.entry, {});
    const bad = join(directory, "bad");
    await fillDirectory(bad, network, [first, second, third, others.extend(third.entry, {})]);
    const { text } = await runOn(bad, network, "reindex");
    expect(text).toContain(`Block 2, ${hashToDisplay(second.hash)}, breaks the rule bad-txns-inputs-missingorspent.`);
    expect(text).toContain("3 stored blocks are left out: they break a rule or build on one that does.");
    expect(text).not.toContain("damaged");
    expect(text).not.toContain("again if");
    expect(text).toContain("Height   1");
  });

  it("refuses where blocks were pruned, and so do export-chain and verify-chain", async () => {
    await withChain(directory, network, { create: false }, ({ store }) =>
      store.commit(batchOf({ prunedHeight: 2 }), true),
    );
    expect((await runOn(directory, network, "reindex")).text).toContain("Blocks up to height 2 were pruned");
    for (const name of ["verify-chain", "export-chain"]) {
      expect((await runOn(directory, network, name, join(directory, "file"))).text).toContain("above height 2");
    }
  });
});
