import { execFileSync } from "node:child_process";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OperatorCommand, OperatorReply } from "@triad/roles";
import { accountKeyOf, seedOfMnemonic } from "@triad/wallet";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { describeEvent } from "./describe-event.ts";
import { FatalError } from "./fatal-error.ts";
import { systemRandomness } from "./randomness.ts";
import { openSealedWords, readSealedWords, sealWords } from "./wallet-cipher.ts";
import { openWalletFile, readWalletFile, replaceWalletFile, walletBirthday } from "./wallet-file.ts";
import { createWalletKeeper, type WalletKeeper } from "./wallet-keeper.ts";
import { backUpWallet, changePassphrase, seedOfWords, storedWallet, wordsOfWallet } from "./wallet-secrets.ts";

/** The least that a file may say: tests must be quick. */
const COSTS = { n: 2 ** 14, r: 1, p: 1 };
const BIRTHDAY = 1_800_000_000;

let directory = "";
let path = "";
let words = "";

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "triad-wallet-"));
  path = join(directory, "wallet");
  openWalletFile(path, systemRandomness, BIRTHDAY);
  const { contents } = storedWallet(path);
  words = contents.kind === "plain" ? contents.words : "";
});
afterEach(() => rmSync(directory, { recursive: true }));

const change = (old: string | undefined, next: string | undefined) =>
  changePassphrase(path, { old, next }, systemRandomness, COSTS);
const text = () => readFileSync(path, "utf8");

describe("words under a passphrase", () => {
  it("come back by it, however its letters were typed, and by no other", async () => {
    const sealed = await sealWords(words, "caf\u00e9", systemRandomness, COSTS);
    expect(await openSealedWords(sealed, "caf\u00e9")).toBe(words);
    expect(await openSealedWords(sealed, "cafe\u0301")).toBe(words);
    for (const wrong of ["cafe", "Caf\u00e9", "caf\u00e9 "])
      expect(await openSealedWords(sealed, wrong)).toBeUndefined();
    expect(readSealedWords(JSON.parse(JSON.stringify(sealed)))).toEqual(sealed);
  });

  it("are sealed with another salt and nonce each time, and no changed byte goes unseen", async () => {
    const one = await sealWords(words, "a", systemRandomness, COSTS);
    const other = await sealWords(words, "a", systemRandomness, COSTS);
    expect([other.salt === one.salt, other.nonce === one.nonce]).toEqual([false, false]);
    const flipped = one.sealed.startsWith("0") ? `1${one.sealed.slice(1)}` : `0${one.sealed.slice(1)}`;
    expect(await openSealedWords({ ...one, sealed: flipped }, "a")).toBeUndefined();
    expect(await openSealedWords({ ...one, nonce: other.nonce }, "a")).toBeUndefined();
  });

  it("are not looked at where the file asks for too much, for too little, or for nothing sensible", async () => {
    const good = await sealWords(words, "a", systemRandomness, COSTS);
    expect(readSealedWords({ ...good, n: 2 ** 18, r: 8 })).toBeDefined();
    for (const bad of [
      { n: 2 ** 19, r: 8 },
      { n: 2 ** 13 },
      { n: 2 ** 14 + 1 },
      { n: "16384" },
      { r: 0 },
      { p: 0 },
      { p: 5 },
      { salt: "00" },
      { nonce: `${good.nonce}00` },
      { sealed: good.sealed.slice(0, 32) },
      { sealed: "zz".repeat(40) },
      { sealed: "00".repeat(1_000) },
    ]) {
      expect(readSealedWords({ ...good, ...bad }), JSON.stringify(bad)).toBeUndefined();
    }
    for (const bad of [undefined, null, "a", 5, []]) expect(readSealedWords(bad)).toBeUndefined();
  });
});

describe("a wallet's file", () => {
  it("under a passphrase has the account's key and birthday in clear, and no word", async () => {
    await change(undefined, "correct horse");
    expect(openWalletFile(path, systemRandomness)).toEqual(accountKeyOf(seedOfMnemonic(words)));
    expect(walletBirthday(path)).toBe(BIRTHDAY);
    for (const word of words.split(" ")) expect(text()).not.toMatch(new RegExp(`\\b${word}\\b`));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(directory)).toEqual(["wallet"]);
    expect(await wordsOfWallet(storedWallet(path).contents, "correct horse")).toBe(words);
  });

  it("gets another passphrase, and none, by the old one only; words and birthday stay", async () => {
    await change(undefined, "one");
    const before = text();
    for (const wrong of [undefined, "", "two"]) {
      await expect(change(wrong, "three")).rejects.toMatchObject({
        code: wrong === "two" ? "wrong-passphrase" : "passphrase-needed",
      });
      await expect(change(wrong, undefined)).rejects.toThrow();
    }
    expect(text()).toBe(before);
    await change("one", "two");
    await expect(wordsOfWallet(storedWallet(path).contents, "one")).rejects.toMatchObject({ code: "wrong-passphrase" });
    await change("two", undefined);
    expect(storedWallet(path).contents).toEqual({ kind: "plain", words, birthday: BIRTHDAY });
    await expect(change(undefined, undefined)).rejects.toMatchObject({ code: "wallet-not-encrypted" });
  });

  it("bad-passphrase: an empty one, and one longer than 1024 characters", async () => {
    for (const bad of ["", "x".repeat(1025)]) {
      await expect(change(undefined, bad)).rejects.toMatchObject({ code: "bad-passphrase" });
    }
    expect(storedWallet(path).contents.kind).toBe("plain");
    await change(undefined, "x".repeat(1024));
  });

  it("is not replaced when another program has changed it meanwhile", () => {
    const stored = storedWallet(path);
    writeFileSync(path, `${text()} `);
    const before = text();
    expect(() => replaceWalletFile(path, stored, stored.contents)).toThrow(FatalError);
    rmSync(path);
    expect(() => replaceWalletFile(path, stored, stored.contents)).toThrow(FatalError);
    expect(existsSync(path)).toBe(false);
    expect(before).toContain(words);
  });

  it("that a killed process was about to replace is whole, and what it left is removed at the next start", async () => {
    await change(undefined, "one");
    const before = text();
    for (const name of ["wallet.123.tmp", "wallet.old", "wallet.123.tmp.mine"])
      writeFileSync(join(directory, name), words);
    openWalletFile(path, systemRandomness);
    expect(readdirSync(directory).toSorted()).toEqual(["wallet", "wallet.123.tmp.mine", "wallet.old"]);
    expect(text()).toBe(before);
  });

  it("is refused, and kept, when what it holds is damaged", async () => {
    await change(undefined, "one");
    const good = JSON.parse(text());
    for (const bad of [
      { ...good, accountKey: undefined },
      { ...good, accountKey: `${good.accountKey.slice(0, -1)}x` },
      { ...good, mnemonic: words },
      { ...good, mnemonic: { ...good.mnemonic, n: 2 ** 30 } },
      { ...good, version: 3 },
    ]) {
      const written = JSON.stringify(bad);
      writeFileSync(path, written);
      expect(() => openWalletFile(path, systemRandomness)).toThrow(FatalError);
      expect(text()).toBe(written);
    }
  });

  it("is copied as it is, for its owner only, and over nothing", async () => {
    await change(undefined, "one");
    const copy = join(directory, "copy");
    expect(backUpWallet(path, copy)).toEqual({ isEncrypted: true });
    expect(readFileSync(copy, "utf8")).toBe(text());
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    expect(() => backUpWallet(path, copy)).toThrow(/is not replaced/);
    expect(() => backUpWallet(path, join(directory, "none", "copy"))).toThrow(/none\/copy: there is no such file or/);
    expect(readWalletFile(copy)?.contents).toEqual(storedWallet(path).contents);
  });

  it("takes away what a backup that was killed has left at the same place, and nothing else", () => {
    const copy = join(directory, "copy");
    for (const name of ["copy.4711.tmp", "copy.tmp", "other.4711.tmp"]) writeFileSync(join(directory, name), words);
    backUpWallet(path, copy);
    expect(readdirSync(directory).sort()).toEqual(["copy", "copy.tmp", "other.4711.tmp", "wallet"]);
  });

  it("gives the seed that the wallet package gives", async () => {
    expect(await seedOfWords(words)).toEqual(seedOfMnemonic(words));
  });
});

describe("what is no wallet's file", () => {
  it("is refused with a sentence, and read no further than a wallet is long", () => {
    const other = join(directory, "other");
    const cases: readonly [make: () => void, words: string][] = [
      [() => writeFileSync(other, `${text()}${" ".repeat(70_000)}`), "much larger"],
      [() => mkdirSync(other), "no file"],
      [() => execFileSync("mkfifo", [other]), "no file"],
      [() => writeFileSync(other, '{"version":"\\u001b[2J","mnemonic":""}'), "version"],
    ];
    for (const [make, words] of cases) {
      make();
      let message = "";
      try {
        readWalletFile(other);
      } catch (error) {
        if (error instanceof FatalError) ({ message } = error);
      }
      expect(message).toContain(words);
      expect(message).not.toContain("\u001b");
      rmSync(other, { recursive: true });
    }
  });

  it("does not keep words in clear that a link leads to", async () => {
    const elsewhere = join(directory, "elsewhere");
    renameSync(path, elsewhere);
    symlinkSync(elsewhere, path);
    await change(undefined, "one");
    expect(lstatSync(path).isSymbolicLink()).toBe(true);
    for (const file of [path, elsewhere]) expect(readFileSync(file, "utf8")).not.toContain(words);
    expect(await wordsOfWallet(storedWallet(path).contents, "one")).toBe(words);
  });
});

describe("the wallet's keeper beside a running node", () => {
  let asked: OperatorCommand[] = [];
  let keeper: WalletKeeper;

  beforeEach(() => {
    asked = [];
    const ask = async (command: OperatorCommand): Promise<OperatorReply> => {
      asked.push(structuredClone(command));
      return { ok: true, value: { of: "done", text: "Done." } };
    };
    keeper = createWalletKeeper({ path, ask, randomness: systemRandomness, costs: COSTS });
  });

  it("tells the role what follows for it, and nothing where the passphrase is wrong", async () => {
    await keeper.changePassphrase({ old: undefined, next: "one" });
    expect(await keeper.unlock("two", 60)).toMatchObject({ ok: false, code: "wrong-passphrase" });
    await keeper.unlock("one", 60);
    expect(await keeper.changePassphrase({ old: "one", next: "two" })).toMatchObject({ ok: true });
    await keeper.changePassphrase({ old: "two", next: undefined });
    const seed = seedOfMnemonic(words);
    expect(asked).toEqual([
      { name: "protect-wallet" },
      { name: "unlock-wallet", seed, seconds: 60 },
      { name: "protect-wallet" },
      { name: "unlock-wallet", seed, seconds: null },
    ]);
    expect(await keeper.unlock("one", 60)).toMatchObject({ ok: false, code: "wallet-not-encrypted" });
  });

  it("stays locked where it was locked while a passphrase was tried", async () => {
    await keeper.changePassphrase({ old: undefined, next: "one" });
    const unlocking = keeper.unlock("one", 60);
    await keeper.lock();
    expect(await unlocking).toMatchObject({ ok: false, code: "wallet-locked" });
    expect(asked).toEqual([{ name: "protect-wallet" }, { name: "lock-wallet" }]);
    expect(await keeper.unlock("one", 60)).toMatchObject({ ok: true });
  });

  it("overwrites a seed that a node which ends has not taken", async () => {
    await keeper.changePassphrase({ old: undefined, next: "one" });
    const seeds: Uint8Array[] = [];
    const ask = async (command: OperatorCommand): Promise<OperatorReply> => {
      if (command.name === "unlock-wallet") seeds.push(command.seed);
      return { ok: false, code: "stopping", message: "The node ends." };
    };
    await createWalletKeeper({ path, ask, randomness: systemRandomness, costs: COSTS }).unlock("one", 60);
    expect(seeds).toEqual([new Uint8Array(64)]);
  });

  it("busy: a second passphrase is not tried while one is", async () => {
    await keeper.changePassphrase({ old: undefined, next: "one" });
    const tries = await Promise.all([keeper.unlock("one", 60), keeper.unlock("two", 60), keeper.words("one")]);
    expect(tries.map((reply) => (reply.ok ? "ok" : reply.code))).toEqual(["ok", "busy", "busy"]);
    expect(await keeper.words("one")).toEqual({ ok: true, value: { of: "done", text: words } });
  });

  it("answers wallet-file where the file is gone", async () => {
    rmSync(path);
    expect(await keeper.words(undefined)).toMatchObject({ ok: false, code: "wallet-file" });
  });
});

it("a bug's log does not tell the seed of a wallet that is unlocked", () => {
  const command = { name: "unlock-wallet", seed: new Uint8Array(64).fill(0xab), seconds: 60 } as const;
  expect(describeEvent({ type: "operator-command", reply: 1, command })).not.toContain("abab");
});

it("a bug's log does not tell what the owner calls whom he pays", () => {
  for (const command of [
    { name: "label", target: "a", label: "Dr Miller" },
    { name: "send", to: "a", amount: 1, label: "Dr Miller" },
    { name: "receive", label: "Dr Miller" },
  ] as const) {
    const text = describeEvent({ type: "operator-command", reply: 1, command });
    expect(text).not.toContain("Miller");
    expect(text).toContain(command.name);
  }
});
