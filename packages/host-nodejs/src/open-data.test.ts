import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BUILT_IN_NETWORKS, EMPTY_BATCH, makeNetwork } from "@triad/chain";
import { wasmSchnorr } from "@triad/crypto";
import { Wallet } from "@triad/wallet";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { prepareDataDirectory } from "./data-directory.ts";
import { openData } from "./open-data.ts";

const network = makeNetwork(BUILT_IN_NETWORKS.local);
let directory = "";

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "triad-open-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** Opened, and closed again. */
async function visit(): Promise<string | undefined> {
  const data = await openData(directory, network, "wasm");
  const { store, walletSeed: seed } = data;
  const records = new Wallet({ seed, network, schnorr: wasmSchnorr(), records: [] }).takeRecordChanges();
  await store.commit({ ...EMPTY_BATCH, records }, true);
  await store.close();
  data.releaseLock();
  return data.walletWarning;
}

describe("a wallet's file that is gone", () => {
  it("beside the records of its payments is told of, and nothing is made in its place", async () => {
    await visit();
    for (const name of ["wallet", "node-key", ".cookie"]) rmSync(join(directory, name));
    await expect(visit()).rejects.toThrow(/is gone.*wallet restore.*wallet create/);
    await expect(visit()).rejects.toThrow(/is gone/);
    expect(readdirSync(directory).filter((name) => name !== "chain")).toEqual([]);
  });

  it("in a directory without any is made", async () => {
    await visit();
    expect(existsSync(join(directory, "wallet"))).toBe(true);
  });
});

it("a wallet's file that others can open is told of, and one that only its user can is not", async () => {
  expect(await visit()).toBeUndefined();
  for (const [mode, shown] of [
    [0o640, "640"],
    [0o604, "604"],
  ] as const) {
    chmodSync(join(directory, "wallet"), mode);
    expect(await visit()).toMatch(new RegExp(`mode ${shown}.*chmod 600`));
  }
});

describe("a data directory", () => {
  it("is made with its parents, also where another process was quicker", () => {
    const deep = join(directory, "a", "b", "c");
    expect(prepareDataDirectory(deep).directory).toBe(deep);
    expect(prepareDataDirectory(deep).directory).toBe(deep);
  });

  it.runIf(process.platform === "linux")("where nothing can be made is refused at once", () => {
    expect(() => prepareDataDirectory("/proc/x/y")).toThrow("there is no such file or directory.");
  });

  it("below a file, or behind a link that leads nowhere, is refused", async () => {
    await visit();
    expect(() => prepareDataDirectory(join(directory, "wallet", "x"))).toThrow("a part of its path is a file.");
    symlinkSync(join(directory, "nowhere", "at all"), join(directory, "link"));
    expect(() => prepareDataDirectory(join(directory, "link"))).toThrow("Can't create the data directory");
  });
});
