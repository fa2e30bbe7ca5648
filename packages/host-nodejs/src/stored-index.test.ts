import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EMPTY_BATCH } from "@triad/chain";
import { indexTip } from "@triad/chain/blocks";
import { openLmdbStore } from "@triad/store-lmdb";
import { afterEach, expect, it } from "vitest";
import { FatalError } from "./fatal-error.ts";
import { checkIndexedChain, dropLostIndex } from "./stored-index.ts";

const directory = mkdtempSync(join(tmpdir(), "triad-index-"));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** Of block 0: the row of the tip, hash and height. */
const TIP = new Map([["\0", "h".repeat(32) + "\0".repeat(4)]]);

it("an index needs a chain of which nothing was pruned", () => {
  expect(() => checkIndexedChain(true, { prunedHeight: 0 })).not.toThrow();
  expect(() => checkIndexedChain(false, { prunedHeight: 7 })).not.toThrow();
  expect(() => checkIndexedChain(true, { prunedHeight: 7 })).toThrow(FatalError);
  expect(() => checkIndexedChain(true, { prunedHeight: 7 })).toThrow("up to height 7 were pruned");
});

it("an index is dropped, aloud, by a node that prunes, and kept by one that does not", async () => {
  const store = openLmdbStore({ directory, networkName: "test", chainId: new Uint8Array(32) });
  const told: string[] = [];
  await dropLostIndex(true, store, (line) => told.push(line));
  await store.commit({ ...EMPTY_BATCH, index: TIP }, true);
  await dropLostIndex(false, store, (line) => told.push(line));
  expect([indexTip(store)?.height, told]).toEqual([0, []]);
  await dropLostIndex(true, store, (line) => told.push(line));
  expect([indexTip(store), told.length]).toEqual([undefined, 1]);
  await store.close();
});
