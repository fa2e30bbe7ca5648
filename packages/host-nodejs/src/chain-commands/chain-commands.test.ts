import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { outpointKey } from "@triad/chain";
import { BlockTree, type BuiltBlock, batchOf, payment, premineCoin, testKey, testNetwork } from "@triad/chain/testing";
import { concatBytes, hashToDisplay } from "@triad/crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fillDirectory, runOn } from "../testing/test-directory.ts";
import { LENGTH_BYTES, PROLOGUE_BYTES, writeFileBlock, writePrologue, writeUint32 } from "./chain-file-format.ts";
import { chainFileChunks } from "./chain-file-writer.ts";
import { withChain } from "./open-chain.ts";

const network = testNetwork({ coinbaseMaturity: 1 });

function pay(changeSignatures: (signatures: Uint8Array) => Uint8Array = (signatures) => signatures) {
  const coin = premineCoin(network, 0);
  const outputs = [{ amount: coin.amount, key: testKey(1).key }];
  return payment({ network, spend: [coin], outputs, changeSignatures });
}

/** Blocks from height 1 on, the second with a payment; `memoTail` tells branches apart. */
function blocksUpTo(height: number, memoTail = new Uint8Array(0), second = pay()): BuiltBlock[] {
  const tree = new BlockTree(network);
  const blocks: BuiltBlock[] = [];
  let parent = tree.genesis;
  for (let next = 1; next <= height; next++) {
    const block = tree.extend(parent, { memoTail, transactions: next === 2 ? [second] : [] });
    blocks.push(block);
    parent = block.entry;
  }
  return blocks;
}

const fileOf = (blocks: readonly BuiltBlock[], of = network) =>
  concatBytes(
    ...chainFileChunks(
      of,
      blocks.map(({ bytes }) => bytes),
    ),
  );

/** The file with another checksum, so that only what is inside it is wrong. */
function signedAgain(file: Uint8Array): Uint8Array {
  const contents = file.slice(0, -32);
  return concatBytes(contents, new Uint8Array(createHash("sha256").update(contents).digest()));
}

const endOf = (blocks: readonly BuiltBlock[], height: number) => {
  const block = blocks[height - 1];
  return `ends at block ${height}, ${block === undefined ? hashToDisplay(network.genesis.hash) : hashToDisplay(block.hash)}`;
};

describe("subcommands on a chain", () => {
  let directory = "";
  const path = (name: string) => join(directory, name);

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "triad-chain-"));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const importBytes = (file: Uint8Array, into = "new") => {
    writeFileSync(path("file"), file);
    return runOn(path(into), network, "import-chain", path("file"));
  };

  it("export-chain writes the best chain alone, import-chain brings it into a new directory, verify-chain agrees", async () => {
    const best = blocksUpTo(5);
    await fillDirectory(path("old"), network, [...blocksUpTo(3, Uint8Array.of(1)), ...best]);
    writeFileSync(path("file"), "an earlier file is replaced");
    const exported = await runOn(path("old"), network, "export-chain", path("file"));
    expect(exported).toEqual({ isGood: true, text: `Wrote 5 blocks to ${path("file")}.` });
    expect(new Uint8Array(readFileSync(path("file")))).toEqual(fileOf(best));
    const imported = await runOn(path("new"), network, "import-chain", path("file"));
    expect(imported.isGood).toBe(true);
    expect(imported.text).toContain("Read 5 blocks");
    expect(imported.text).toContain(endOf(best, 5));
    const verified = await runOn(path("new"), network, "verify-chain");
    expect(verified).toMatchObject({
      isGood: true,
      text: expect.stringMatching(/^Height +5\nTip +\w{64}\nCoins +9, /),
    });
    // importing again changes nothing
    const again = await runOn(path("new"), network, "import-chain", path("file"));
    expect(again.text).toContain("of which 0 were new");
  });

  it("import-chain tells how much of the file it has read", async () => {
    const blocks = blocksUpTo(3);
    writeFileSync(path("file"), fileOf(blocks));
    const shares: (number | undefined)[] = [];
    await runOn(path("new"), network, "import-chain", path("file"), (_height, _last, share) => void shares.push(share));
    const { size } = statSync(path("file"));
    const ends = blocks.map((_, index) =>
      blocks.slice(0, index + 1).reduce((sum, { bytes }) => sum + LENGTH_BYTES + bytes.length, 0),
    );
    expect(shares).toEqual(ends.map((end) => end / size));
  });

  it("a file that is cut off anywhere is noticed; the whole blocks before the cut are kept, and the rest can follow", async () => {
    const blocks = blocksUpTo(3);
    const file = fileOf(blocks);
    const twoBlocks =
      PROLOGUE_BYTES + 2 * LENGTH_BYTES + (blocks[0]?.bytes.length ?? 0) + (blocks[1]?.bytes.length ?? 0);
    expect((await importBytes(file.slice(0, PROLOGUE_BYTES - 1))).text).toContain("no chain file");
    expect((await importBytes(file.slice(0, PROLOGUE_BYTES))).text).toContain("ends before block 1");
    const cut = await importBytes(file.slice(0, twoBlocks + LENGTH_BYTES + 1));
    expect(cut.text).toContain("cut off: it ends in the middle of block 3");
    expect(cut.text).toContain(endOf(blocks, 2));
    expect((await importBytes(file.slice(0, -1))).text).toContain("cut off: it ends in its checksum");
    expect((await importBytes(file)).text).toContain("of which 0 were new");
    expect(await runOn(path("new"), network, "verify-chain")).toMatchObject({ isGood: true });
  });

  it("a file that is damaged, goes on after its end, is another network's or a newer version's is refused in words", async () => {
    const blocks = blocksUpTo(2);
    const file = fileOf(blocks);
    const changed = (at: number) => file.with(at, (file[at] ?? 0) ^ 1);
    expect((await importBytes(changed(0))).text).toContain("no chain file");
    expect((await importBytes(changed(8))).text).toContain("format version 0");
    const other = testNetwork({ coinbaseMaturity: 1, genesisMessage: "another network" });
    expect((await importBytes(fileOf([], other))).text).toContain(hashToDisplay(other.chainId));
    const long = concatBytes(writePrologue(network.chainId), writeUint32(5_000_000));
    expect((await importBytes(long)).text).toContain("block 1 would be 5000000 bytes");
    expect((await importBytes(changed(file.length - 1))).text).toContain("its checksum does not match");
    expect((await importBytes(concatBytes(file, Uint8Array.of(0)))).text).toContain("goes on after its checksum");
    expect((await runOn(path("new"), network, "import-chain", path("nothing"))).text).toContain("Can't read");
  });

  it("a block that breaks a rule is named with its height and code; what is before it is kept, nothing after it", async () => {
    const good = blocksUpTo(4);
    const [first, second, third] = good;
    if (!first || !second || !third) throw new Error("four blocks");
    const changed = third.bytes.with(-1, (third.bytes.at(-1) ?? 0) ^ 1);
    const file = concatBytes(fileOf([first, second]).slice(0, -36), writeFileBlock(changed), new Uint8Array(36));
    const mutated = await importBytes(signedAgain(file));
    expect(mutated.text).toMatch(/Block 3 of .* breaks the rule mutated-block/);
    expect(mutated.text).toContain(endOf(good, 2));
    const gap = await importBytes(fileOf([first, third]), "gap");
    expect(gap.text).toMatch(/Block 2 of .* breaks the rule prev-blk-not-found/);
    const twice = await importBytes(fileOf([first, first]), "twice");
    expect(twice.text).toMatch(/Block 2 of .* does not build on the block before it/);
    const forged = blocksUpTo(
      4,
      Uint8Array.of(2),
      pay((signatures) => signatures.with(40, signatures[40] === 0 ? 1 : 0)),
    );
    const unsigned = await importBytes(fileOf(forged), "unsigned");
    expect(unsigned.text).toMatch(/Block 2 of .* breaks the rule bad-txns-signature/);
    expect(unsigned.text).toContain(endOf(forged, 1));
    expect(await runOn(path("unsigned"), network, "verify-chain")).toMatchObject({ isGood: true });
  });

  it("import-chain follows the chain with more work, and stays where the file has less", async () => {
    const here = blocksUpTo(3, Uint8Array.of(1));
    const longer = blocksUpTo(4);
    await fillDirectory(path("here"), network, here);
    const less = await importBytes(fileOf(longer.slice(0, 3)), "here");
    expect(less.text).toContain(endOf(here, 3));
    expect(less.text).toContain("does not have more work");
    const more = await importBytes(fileOf(longer), "here");
    expect(more.text).toContain(endOf(longer, 4));
    expect(await runOn(path("here"), network, "verify-chain")).toMatchObject({ isGood: true });
  });

  it("import-chain says that a pruned directory can't follow a better chain that parts too far below, and what to do", async () => {
    const here = blocksUpTo(3, Uint8Array.of(1));
    await fillDirectory(path("here"), network, here, [batchOf({ prunedHeight: 2 })]);
    const less = await importBytes(fileOf(blocksUpTo(3)), "here");
    expect(less).toMatchObject({ isGood: true, text: expect.stringContaining("does not have more work") });
    const { isGood, text } = await importBytes(fileOf(blocksUpTo(4)), "here");
    expect(isGood).toBe(false);
    expect(text).toContain(endOf(here, 3));
    expect(text).not.toContain("does not have more work");
    expect(text).toContain("has more work, but it parts from the chain here at height 0");
    expect(text).toContain("only the blocks above height 2");
    expect(text).toContain("Move the directory's chain/ away and import again");
  });

  it("verify-chain tells what is wrong", async () => {
    const blocks = blocksUpTo(3);
    const key = outpointKey(pay().txid, 0);
    await fillDirectory(path("old"), network, blocks, [batchOf({ coins: new Map([[key, null]]) })]);
    const { isGood, text } = await runOn(path("old"), network, "verify-chain");
    expect(isGood).toBe(false);
    expect(text).toMatch(/Wrong: coin \w+…:0 is missing, by the replay unspent/);
    const unknown = { coinsTip: new Uint8Array(32).fill(7) };
    await fillDirectory(path("lost"), network, blocks, [batchOf(unknown)]);
    expect((await runOn(path("lost"), network, "verify-chain")).text).toContain("is damaged");
  });

  it("export-chain leaves nothing half-written, and takes no place that is not a file's", async () => {
    await fillDirectory(path("old"), network, blocksUpTo(1));
    mkdirSync(path("folder"));
    expect((await runOn(path("old"), network, "export-chain", path("folder"))).text).toContain("is no file");
    const nowhere = await runOn(path("old"), network, "export-chain", path("missing/file"));
    expect(nowhere.text).toMatch(/Can't write .*missing\/file: there is no such file or directory\./);
    const missing = await runOn(path("old"), network, "import-chain", path("missing"));
    expect(missing.text).toMatch(/Can't read .*missing: there is no such file or directory\./);
    expect(readdirSync(directory).sort()).toEqual(["folder", "old"]);
  });

  it("a directory without a chain, of another network or in use is refused, and nothing is made there", async () => {
    for (const name of ["export-chain", "verify-chain"]) {
      expect((await runOn(path("none"), network, name, path("file"))).text).toContain("holds no chain");
    }
    expect(existsSync(path("none"))).toBe(false);
    await fillDirectory(path("old"), network, []);
    const other = testNetwork({ coinbaseMaturity: 1, genesisMessage: "another network" });
    expect((await runOn(path("old"), other, "verify-chain")).text).toContain("another chain");
    await withChain(path("old"), network, { create: false }, async () => {
      expect((await runOn(path("old"), network, "export-chain", path("file"))).text).toContain("is in use by");
    });
  });
});
