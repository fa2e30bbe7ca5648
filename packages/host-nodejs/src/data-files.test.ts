import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { wasmSchnorr } from "@triad/crypto";
import { newMnemonic } from "@triad/wallet";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeCookie } from "./cookie.ts";
import { defaultDataDirectory } from "./data-directory.ts";
import { FatalError } from "./fatal-error.ts";
import { openLogFile } from "./log-file.ts";
import { prettyLine } from "./logger.ts";
import { openNodeKey } from "./node-key.ts";
import { systemRandomness } from "./randomness.ts";
import { openWalletFile, walletBirthday } from "./wallet-file.ts";

describe("files of the data directory", () => {
  let directory = "";
  const path = (name: string) => join(directory, name);
  const modeOf = (name: string) => statSync(path(name)).mode & 0o777;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "triad-files-"));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it("node-key is made once, for its owner only", () => {
    const key = openNodeKey(path("node-key"), wasmSchnorr(), systemRandomness);
    expect(key).toHaveLength(32);
    expect(openNodeKey(path("node-key"), wasmSchnorr(), systemRandomness)).toEqual(key);
    expect(modeOf("node-key")).toBe(0o600);
  });

  it("node-key that is none is refused, and kept", () => {
    for (const bad of [new Uint8Array(31).fill(1), new Uint8Array(32), new Uint8Array(33).fill(1)]) {
      writeFileSync(path("node-key"), bad);
      expect(() => openNodeKey(path("node-key"), wasmSchnorr(), systemRandomness)).toThrow(FatalError);
      expect(new Uint8Array(readFileSync(path("node-key")))).toEqual(bad);
    }
  });

  it("wallet is made once, for its owner only, and holds twelve words", () => {
    const seed = openWalletFile(path("wallet"), systemRandomness);
    expect(seed).toHaveLength(64);
    expect(openWalletFile(path("wallet"), systemRandomness)).toEqual(seed);
    expect(modeOf("wallet")).toBe(0o600);
    const { version, mnemonic } = JSON.parse(readFileSync(path("wallet"), "utf8"));
    expect(version).toBe(1);
    expect(mnemonic.split(" ")).toHaveLength(12);
  });

  it("wallet knows when it was made, as long as its words are those that were made then", () => {
    openWalletFile(path("wallet"), systemRandomness, 1_800_000_000);
    expect(walletBirthday(path("wallet"))).toBe(1_800_000_000);
    const made = JSON.parse(readFileSync(path("wallet"), "utf8"));
    const words = newMnemonic(new Uint8Array(16).fill(1));
    for (const other of [
      { ...made, mnemonic: words },
      { version: 1, mnemonic: words },
      { ...made, birthday: "long ago" },
    ]) {
      writeFileSync(path("wallet"), JSON.stringify(other));
      expect(walletBirthday(path("wallet"))).toBeUndefined();
      expect(openWalletFile(path("wallet"), systemRandomness)).toHaveLength(64);
    }
    expect(walletBirthday(path("none"))).toBeUndefined();
  });

  it.each([
    "",
    "{",
    "[]",
    '{"version":2,"mnemonic":"a"}',
    '{"version":1,"mnemonic":5}',
    '{"version":1,"mnemonic":"not twelve words"}',
  ])("wallet of %j is refused, and never overwritten", (text) => {
    writeFileSync(path("wallet"), text);
    expect(() => openWalletFile(path("wallet"), systemRandomness)).toThrow(FatalError);
    expect(readFileSync(path("wallet"), "utf8")).toBe(text);
  });

  it(".cookie is new at each start, for its owner only", () => {
    const first = writeCookie(path(".cookie"), systemRandomness);
    const second = writeCookie(path(".cookie"), systemRandomness);
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(second).not.toBe(first);
    expect(readFileSync(path(".cookie"), "utf8")).toBe(second);
    expect(modeOf(".cookie")).toBe(0o600);
  });

  it("debug.log moves aside when it is full", () => {
    const log = openLogFile(path("debug.log"), 10);
    log.write("first line\n");
    expect(existsSync(path("debug.log.1"))).toBe(false);
    log.write("second line\n");
    log.close();
    log.write("after the end\n");
    expect(readFileSync(path("debug.log.1"), "utf8")).toBe("first line\n");
    expect(readFileSync(path("debug.log"), "utf8")).toBe("second line\n");
  });

  it("a line of the log is one line, whatever a peer put into its text", () => {
    const json = JSON.stringify({
      level: 30,
      time: "2026-01-02T03:04:05.678Z",
      area: "chain",
      msg: "a\nb\u001b[2J",
      code: "c",
    });
    expect(prettyLine(json)).toBe("2026-01-02 03:04:05.678Z info  chain    a | b [2J (c)\n");
  });

  it("lie in the home directory, also when HOME is not set", () => {
    expect(defaultDataDirectory("miner", "local", "/home/x")).toBe("/home/x/.triad/miner/local");
    expect(defaultDataDirectory("miner", "local", undefined)).toMatch(/^\/.+\/\.triad\/miner\/local$/);
  });
});
