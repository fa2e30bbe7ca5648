import { batchOf, storeComplianceCases } from "@triad/chain/testing";
import { afterEach, describe, expect, it } from "vitest";
import type { LmdbStore } from "./lmdb-store.ts";
import { openLmdbStore } from "./open-store.ts";
import { countWholeBatches, numberedBatch, numberedHash, openTestStore } from "./testing/numbered-batches.ts";
import { makeTemporaryDirectory } from "./testing/temporary-directory.ts";

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function newStore(): { directory: string; store: LmdbStore } {
  const { path, remove } = makeTemporaryDirectory();
  const store = openTestStore(path);
  cleanups.push(remove, () => store.close());
  return { directory: path, store };
}

describe("a store on LMDB", () => {
  for (const { title, steps } of storeComplianceCases()) {
    it(title, async () => {
      const { path, remove } = makeTemporaryDirectory();
      cleanups.push(remove);
      let store = openTestStore(path);
      for (const step of steps) {
        if (step.type === "commit") await store.commit(step.batch, step.durable);
        else if (step.type === "check") step.check(store);
        else {
          await store.close();
          store = openTestStore(path);
        }
      }
      await store.close();
    });
  }
});

describe("commits", () => {
  it("called at once are applied in their order, each whole", async () => {
    const { store } = newStore();
    await Promise.all(Array.from({ length: 20 }, (_, n) => store.commit(numberedBatch(n), n % 2 === 0)));
    expect(countWholeBatches(store)).toBe(20);
  });

  it("are invisible until they are whole", async () => {
    const { store } = newStore();
    const commit = store.commit(numberedBatch(0), false);
    expect(store.coinsTip).toBeUndefined();
    let seen = 0;
    const watch = setInterval(() => {
      countWholeBatches(store);
      seen++;
    }, 0);
    await commit;
    for (let n = 1; n < 60; n++) await store.commit(numberedBatch(n), false);
    clearInterval(watch);
    expect(seen).toBeGreaterThan(0);
    expect(countWholeBatches(store)).toBe(60);
  });

  it("take a copy of what they are given", async () => {
    const { store } = newStore();
    const bytes = new Uint8Array(100_000).fill(1);
    const commit = store.commit(batchOf({ bodies: [{ hash: numberedHash(1), bytes }] }), true);
    bytes.fill(2);
    await commit;
    expect(store.body(numberedHash(1))?.every((byte) => byte === 1)).toBe(true);
  });

  it("under way are finished by closing; later ones and reads are refused", async () => {
    const { store, directory } = newStore();
    const commit = store.commit(numberedBatch(0), true);
    await store.close();
    await commit;
    await expect(store.commit(numberedBatch(1), true)).rejects.toMatchObject({ code: "closed" });
    expect(() => store.coinsTip).toThrow("closed");
    const reopened = openTestStore(directory);
    expect(countWholeBatches(reopened)).toBe(1);
    await reopened.close();
  });
});

it("large values that were read stay as they were", async () => {
  const { store } = newStore();
  const bodyOf = (fill: number) =>
    batchOf({ bodies: [{ hash: numberedHash(1), bytes: new Uint8Array(1_000_000).fill(fill) }] });
  await store.commit(bodyOf(1), true);
  const read = store.body(numberedHash(1));
  for (let fill = 2; fill < 8; fill++) await store.commit(bodyOf(fill), true);
  expect(read?.constructor).toBe(Uint8Array);
  expect(read?.buffer.byteLength).toBe(1_000_000);
  expect(read?.every((byte) => byte === 1)).toBe(true);
});

it("a store grows beyond the address space it began with", async () => {
  const { path, remove } = makeTemporaryDirectory();
  const chainId = new Uint8Array(32).fill(1);
  const store = openLmdbStore({ directory: path, networkName: "local", chainId, mapSizeBytes: 256 * 1024 });
  cleanups.push(remove, () => store.close());
  const bytes = new Uint8Array(1_000_000).fill(5);
  for (let n = 0; n < 8; n++) await store.commit(batchOf({ bodies: [{ hash: numberedHash(n), bytes }] }), false);
  expect(store.body(numberedHash(7))?.every((byte) => byte === 5)).toBe(true);
});
