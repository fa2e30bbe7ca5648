import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { open } from "lmdb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openLmdbStore } from "./open-store.ts";
import { META_KEYS, openTables } from "./tables.ts";
import { countWholeBatches, numberedBatch, openTestStore } from "./testing/numbered-batches.ts";
import { makeTemporaryDirectory } from "./testing/temporary-directory.ts";

let directory: string;
let remove: () => void;
beforeEach(() => {
  ({ path: directory, remove } = makeTemporaryDirectory());
});
afterEach(() => remove());

const dataFile = () => join(directory, "data.mdb");

async function fillStore(batches = 5): Promise<void> {
  const store = openTestStore(directory);
  for (let n = 0; n < batches; n++) await store.commit(numberedBatch(n), true);
  await store.close();
}

function refusal(change: Partial<Parameters<typeof openLmdbStore>[0]> = {}): unknown {
  try {
    openLmdbStore({ directory, networkName: "local", chainId: new Uint8Array(32).fill(1), ...change });
  } catch (error) {
    return error;
  }
  return "opened";
}

describe("opening is refused", () => {
  it("other-network: by name and by chain", async () => {
    await fillStore();
    const other = { networkName: "main", chainId: new Uint8Array(32).fill(2) };
    expect(refusal(other)).toMatchObject({ code: "other-network", message: expect.stringContaining("network local") });
    expect(refusal({ ...other, networkName: "local" })).toMatchObject({ code: "other-network" });
  });

  it("newer-format", async () => {
    await fillStore();
    const root = open<Uint8Array, Uint8Array>({ path: directory, overlappingSync: false, noSubdir: false });
    await openTables(root).meta.put(META_KEYS.formatVersion, Uint8Array.of(2));
    await root.close();
    expect(refusal()).toMatchObject({ code: "newer-format" });
  });

  it("not-found: when it is not to be created, and nothing is created", () => {
    const absent = join(directory, "absent");
    expect(refusal({ directory: absent, create: false })).toMatchObject({ code: "not-found" });
    expect(existsSync(absent)).toBe(false);
    writeFileSync(dataFile(), "");
    expect(refusal({ create: false })).toMatchObject({ code: "not-found" });
  });

  it("not-writable: a file is where the directory should be", () => {
    writeFileSync(join(directory, "file"), "");
    expect(refusal({ directory: join(directory, "file") })).toMatchObject({ code: "not-writable" });
    expect(refusal({ directory: join(directory, "file", "below") })).toMatchObject({ code: "not-writable" });
  });

  it("locked: while the store is open", async () => {
    const store = openTestStore(directory);
    expect(refusal()).toMatchObject({ code: "locked" });
    await store.close();
    await fillStore(1);
  });
});

describe("corrupt", () => {
  it("a file of anything else", () => {
    for (const content of ["a", "not a database ".repeat(1000), randomBytes(100_000), Buffer.alloc(100_000)]) {
      writeFileSync(dataFile(), content);
      expect(refusal()).toMatchObject({ code: "corrupt", message: expect.stringContaining("Move the directory away") });
    }
  });

  it("a first or second meta page overwritten", async () => {
    await fillStore();
    const sound = readFileSync(dataFile());
    for (const page of [0, 1]) {
      const damaged = Buffer.from(sound);
      randomBytes(64).copy(damaged, page * 4096 + 8);
      damaged.writeUInt32LE(1, page * 4096 + 24);
      writeFileSync(dataFile(), damaged);
      expect(refusal()).toMatchObject({ code: "corrupt" });
    }
  });

  it("a file that was cut off", async () => {
    await fillStore(400);
    truncateSync(dataFile(), Math.floor(statSync(dataFile()).size / 3));
    expect(refusal()).toMatchObject({ code: "corrupt" });
  });
});

it("a file that lacks its last pages is opened or refused, and does not end the process", async () => {
  await fillStore(200);
  const sound = readFileSync(dataFile());
  for (const pages of [1, 3, 20, 60]) {
    writeFileSync(dataFile(), sound.subarray(0, sound.length - pages * 4096));
    try {
      await openTestStore(directory).close();
    } catch (error) {
      expect(error).toMatchObject({ code: "corrupt" });
    }
  }
});

it("an LMDB file from before the store's first write is filled", async () => {
  await open({ path: directory, overlappingSync: false, noSubdir: false }).close();
  await fillStore(2);
  const store = openTestStore(directory);
  expect(countWholeBatches(store)).toBe(2);
  await store.close();
});

it("an empty directory, and one below an absent one, is filled", async () => {
  mkdirSync(join(directory, "a"));
  for (const below of [join(directory, "a"), join(directory, "b", "c")]) {
    const store = openTestStore(below);
    await store.commit(numberedBatch(0), true);
    expect(countWholeBatches(store)).toBe(1);
    await store.close();
  }
});
