import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { BUILT_IN_NETWORKS, makeNetwork } from "@triad/chain";
import { batchOf } from "@triad/chain/testing";
import { wasmSchnorr } from "@triad/crypto";
import { acquireDirectoryLock, openLmdbStore, StoreError } from "@triad/store-lmdb";
import { newMnemonic, seedOfMnemonic, WALLET_RECORD_PREFIX, Wallet, writeAccountKey } from "@triad/wallet";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FatalError } from "../fatal-error.ts";
import { openPrompt, type Prompt } from "../prompt.ts";
import { readWalletFile } from "../wallet-file.ts";
import { readWalletCommand } from "./read-wallet-command.ts";
import { runWalletCommand } from "./run-wallet-command.ts";

const WORDS = newMnemonic(new Uint8Array(16).fill(3));
const OTHER_WORDS = newMnemonic(new Uint8Array(16).fill(4));
/** The least that a file may say: tests must be quick. */
const COSTS = { n: 2 ** 14, r: 1, p: 1 };
const network = makeNetwork(BUILT_IN_NETWORKS.local);

let directory = "";
let wallet = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "triad-wallets-"));
  wallet = join(directory, "wallet");
});
afterEach(() => rmSync(directory, { recursive: true }));

/** A person who answers these, one after the other; without any more the input ends. */
function answering(answers: readonly string[], isTerminal: boolean): Prompt {
  const left = [...answers];
  return { isTerminal, secret: async () => left.shift(), close: () => undefined };
}

interface Outcome {
  readonly printed: string;
  readonly told: string;
  readonly failure: string | undefined;
}

async function run(line: string, answers: readonly string[] = [], isTerminal = false): Promise<Outcome> {
  const command = readWalletCommand(line.split(" "));
  if (command === undefined) throw new Error("no command on the wallet");
  const printed: string[] = [];
  const told: string[] = [];
  const output = {
    print: (text: string) => void printed.push(text),
    tell: (text: string) => void told.push(text),
    costs: COSTS,
  };
  let failure: string | undefined;
  try {
    const options = { network: "local", dataDirectory: directory };
    const prompt = answering(answers, isTerminal);
    await runWalletCommand("full-node", command, options, undefined, prompt, output);
  } catch (error) {
    if (!(error instanceof FatalError)) throw error;
    failure = error.message;
  }
  return { printed: printed.join("\n"), told: told.join("\n"), failure };
}

async function withStore<T>(use: (store: ReturnType<typeof openLmdbStore>) => T | Promise<T>): Promise<T> {
  const { chainId, params } = network;
  const store = openLmdbStore({ directory: join(directory, "chain"), networkName: params.name, chainId });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

/** A chain that a wallet with these words has followed. */
async function followChain(words: string, prunedHeight = 0): Promise<void> {
  const seed = seedOfMnemonic(words);
  const records = new Wallet({ seed, network, schnorr: wasmSchnorr(), records: [] }).takeRecordChanges();
  records.set("light-wallet/block/00000007", Uint8Array.of(1));
  await withStore((store) => store.commit({ ...batchOf({ records }), prunedHeight }, true));
}

const recordNames = () =>
  withStore((store) => [...store.records(WALLET_RECORD_PREFIX), ...store.records("light-wallet/")].length);

describe("wallet create", () => {
  it("makes words and shows them once, with a passphrase or without", async () => {
    const made = await run("wallet create");
    expect(made.printed.split(" ")).toHaveLength(12);
    expect(readWalletFile(wallet)?.contents).toMatchObject({ kind: "plain", words: made.printed });
    expect(statSync(wallet).mode & 0o777).toBe(0o600);
    rmSync(wallet);
    const sealed = await run("wallet create", ["one", "two", "one", "one"], true);
    expect(sealed.told).toContain("not the same");
    expect(readFileSync(wallet, "utf8")).not.toContain(sealed.printed.split(" ")[0]);
    expect((await run("wallet words", ["one"])).printed).toBe(sealed.printed);
    expect((await run("wallet words", ["two"])).failure).toContain("passphrase is wrong");
    expect((await run("wallet words")).failure).toContain("encrypted");
  });

  it("and restore replace no wallet", async () => {
    await run("wallet create");
    const before = readFileSync(wallet);
    for (const line of ["wallet create", "wallet restore"]) {
      expect((await run(line, [WORDS])).failure).toContain("never replaced");
    }
    expect(readFileSync(wallet)).toEqual(before);
  });
});

describe("wallet restore", () => {
  it("takes words as people type them, a passphrase, and a birthday", async () => {
    await run("wallet restore --birthday 2026-11-01", [`  ${WORDS.toUpperCase().replaceAll(" ", "   ")} `, "one"]);
    expect(readWalletFile(wallet)?.contents).toMatchObject({ kind: "sealed", birthday: Date.UTC(2026, 10, 1) / 1000 });
    expect((await run("wallet words", ["one"])).printed).toBe(WORDS);
  });

  it("says what is wrong with the words, asks a person again, and makes nothing of them for a script", async () => {
    const words = WORDS.split(" ");
    const unknown = [...words.slice(0, 4), "abandn", ...words.slice(5)].join(" ");
    const swapped = [words[1], words[0], ...words.slice(2, 11), words[11]].join(" ");
    expect((await run("wallet restore", [unknown])).failure).toContain(
      'Word 5, "abandn", is not in the list; is it abandon?',
    );
    expect((await run("wallet restore", [words.slice(1).join(" ")])).failure).toContain("These are 11 words");
    expect((await run("wallet restore", [swapped])).failure).toContain("two changed places");
    expect((await run("wallet restore", [""])).failure).toContain("No words were given");
    expect((await run("wallet restore")).failure).toContain("No words were given");
    expect(existsSync(wallet)).toBe(false);
    const { told } = await run("wallet restore", [unknown, WORDS, ""], true);
    expect(told).toContain("Word 5");
    expect(readWalletFile(wallet)?.contents).toMatchObject({ kind: "plain", words: WORDS, birthday: undefined });
  });

  it("on a chain that the same wallet has followed keeps its records", async () => {
    await followChain(WORDS);
    const before = await recordNames();
    expect((await run("wallet restore", [WORDS])).told).not.toContain("Another wallet");
    expect(await recordNames()).toBe(before);
    expect(before).toBeGreaterThan(0);
  });

  it("on a chain that another wallet has followed forgets that one's records, and says so", async () => {
    await followChain(OTHER_WORDS);
    const { told } = await run("wallet restore", [WORDS]);
    expect(told).toContain("Another wallet has followed this chain");
    expect(await recordNames()).toBe(0);
  });

  it("on a pruned chain says what can't be found", async () => {
    await followChain(WORDS, 7);
    expect((await run("wallet restore", [WORDS])).told).toContain("above height 7");
  });
});

describe("wallet restore from a backup", () => {
  it("is the same wallet with the same passphrase and birthday, which need not be typed", async () => {
    await run("wallet restore --birthday 2026-11-01", [WORDS, "one"]);
    const copy = join(directory, "copy");
    await run(`wallet backup ${copy}`);
    rmSync(wallet);
    await followChain(OTHER_WORDS);
    expect((await run(`wallet restore ${copy}`)).told).toContain("Another wallet has followed this chain");
    expect(readFileSync(wallet)).toEqual(readFileSync(copy));
    expect(await recordNames()).toBe(0);
    expect((await run("wallet words", ["one"])).printed).toBe(WORDS);
  });

  it("is checked by its passphrase, where that is typed, and made no wallet of when somebody has changed it", async () => {
    await run("wallet restore", [WORDS, "one"]);
    const copy = join(directory, "copy");
    await run(`wallet backup ${copy}`);
    rmSync(wallet);
    expect((await run(`wallet restore ${copy}`, ["two"])).failure).toContain("passphrase is wrong");
    const accountKey = writeAccountKey(seedOfMnemonic(OTHER_WORDS));
    writeFileSync(copy, JSON.stringify({ ...JSON.parse(readFileSync(copy, "utf8")), accountKey }));
    expect((await run(`wallet restore ${copy}`, ["one"])).failure).toContain("Somebody has changed");
    expect(existsSync(wallet)).toBe(false);
    expect((await run(`wallet restore ${copy}`)).told).toContain("not checked");
  });

  it("keeps the records of the same wallet, encrypted or not, and refuses what is no backup", async () => {
    await run("wallet restore", [WORDS, "one"]);
    const copy = join(directory, "copy");
    await run(`wallet backup ${copy}`);
    rmSync(wallet);
    await followChain(WORDS);
    const before = await recordNames();
    await run(`wallet restore ${copy}`);
    expect(await recordNames()).toBe(before);
    rmSync(wallet);
    expect((await run(`wallet restore ${join(directory, "none")}`)).failure).toContain("There is no file");
    writeFileSync(copy, "nonsense");
    expect((await run(`wallet restore ${copy}`)).failure).toContain("Can't read the wallet");
    expect(existsSync(wallet)).toBe(false);
  });
});

describe("wallet passphrase and backup", () => {
  it("set, change and remove a passphrase, and leave the wallet as it is otherwise", async () => {
    await run("wallet restore", [WORDS]);
    await run("wallet passphrase", ["one"]);
    expect((await run("wallet passphrase", ["two", "three"])).failure).toContain("wrong");
    expect((await run("wallet passphrase", ["one"])).failure).toContain("No passphrase was given");
    await run("wallet passphrase", ["one", "two"]);
    expect((await run("wallet words", ["two"])).printed).toBe(WORDS);
    await run("wallet passphrase --remove", ["two"]);
    expect(readWalletFile(wallet)?.contents).toMatchObject({ kind: "plain", words: WORDS });
  });

  it("copy the file, never over another", async () => {
    await run("wallet restore", [WORDS]);
    const copy = join(directory, "copy");
    expect((await run(`wallet backup ${copy}`)).told).toContain("in clear");
    expect(readFileSync(copy)).toEqual(readFileSync(wallet));
    expect((await run(`wallet backup ${copy}`)).failure).toContain("not replaced");
  });

  it("remove what a killed process left beside the wallet, and say what the disk did not take", async () => {
    await run("wallet restore", [WORDS]);
    writeFileSync(`${wallet}.123.tmp`, WORDS);
    await run("wallet passphrase", ["one"]);
    expect(readdirSync(directory).filter((name) => name.endsWith(".tmp"))).toEqual([]);
    rmSync(wallet);
    symlinkSync(join(directory, "nowhere"), wallet);
    const { failure } = await run("wallet create");
    expect(failure).toContain("It was not done: EEXIST");
  });

  it("need a wallet", async () => {
    for (const line of ["wallet words", "wallet passphrase", "wallet backup copy"]) {
      expect((await run(line)).failure).toContain("There is no wallet");
    }
  });

  it("are refused while a node runs on the directory", async () => {
    await run("wallet create");
    const lock = acquireDirectoryLock(directory);
    if (lock instanceof StoreError) throw lock;
    expect((await run("wallet words")).failure).toContain("The console of a running node");
    lock.release();
  });
});

describe("a command line that begins with wallet", () => {
  const NOW_MS = Date.UTC(2026, 10, 23);
  const read = (line: string) => readWalletCommand(line.split(" "), NOW_MS);

  it("leaves the role's options to the role", () => {
    expect(read("full-node")).toBeUndefined();
    expect(read("wallet restore --datadir d --birthday 2026-11-23 --network test")).toMatchObject({
      birthday: NOW_MS / 1000,
      options: ["--datadir", "d", "--network", "test"],
    });
    expect(read("wallet restore copy --birthday 2026-11-22")).toMatchObject({ file: "copy", options: [] });
    expect(read("wallet restore --birthday=2026-11-22")).toMatchObject({ options: [] });
    expect(read("-- wallet backup f --datadir d")).toMatchObject({ file: "f", options: ["--datadir", "d"] });
    expect(read("wallet passphrase --remove --datadir d")).toMatchObject({ remove: true, options: ["--datadir", "d"] });
    expect(read("wallet create --birthday 2026-11-22")).toMatchObject({ options: ["--birthday", "2026-11-22"] });
    expect(read("wallet restore --help")).toMatchObject({ options: ["--help"] });
  });

  it.each([
    ["wallet", "wallet create"],
    ["wallet craete", "Did you mean wallet create"],
    ["wallet frobnicate", "There are wallet create"],
    ["wallet backup", "needs a file"],
    ["wallet backup --datadir d", "needs a file"],
    ["wallet restore --birthday 2026-11-24", "no day in the past"],
    ["wallet restore --birthday 2026-13-01", "no day in the past"],
    ["wallet restore --birthday", "no day in the past"],
  ])("%s is refused with advice", (line, advice) => {
    expect(() => read(line)).toThrow(advice);
  });
});

describe("the prompt", () => {
  it("reads a pipe's lines one for each question, and is undefined at its end", async () => {
    const input = new PassThrough();
    const output = new PassThrough({ encoding: "utf8" });
    const prompt = openPrompt(input, output);
    input.end("one\ntwo words \n");
    expect([await prompt.secret("A"), await prompt.secret("B"), await prompt.secret("C")]).toEqual([
      "one",
      "two words ",
      undefined,
    ]);
    prompt.close();
    expect(output.read()).toBe("A\nB\nC\n");
  });

  it("of a terminal shows the question and nothing of the answer; Ctrl-C cancels", async () => {
    const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
    const output = new PassThrough({ encoding: "utf8" });
    const prompt = openPrompt(input, output);
    const answer = prompt.secret("Passphrase");
    input.write("tops3cret\r");
    expect(await answer).toBe("tops3cret");
    expect(output.read()).toBe("Passphrase: \n");
    const cancelled = prompt.secret("Passphrase");
    input.write("\u0003");
    await expect(cancelled).rejects.toThrow("Cancelled");
  });
});
