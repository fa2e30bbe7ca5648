/** The subcommands that make a wallet where there is none: a new one, or one from its words. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { EMPTY_BATCH } from "@triad/chain";
import { wasmSchnorr } from "@triad/crypto";
import {
  checkMnemonic,
  findUnknownWord,
  KEYS_RECORD,
  KeyChain,
  type KeySource,
  MNEMONIC_WORDS,
  readWalletRecord,
  tidyMnemonic,
  WALLET_RECORD_PREFIX,
  writeAccountKey,
} from "@triad/wallet";
import { nearestWord } from "../edit-distance.ts";
import { FatalError } from "../fatal-error.ts";
import { systemRandomness } from "../randomness.ts";
import { createWalletFile, keysOf, newWords, readWalletFile, type WalletContents } from "../wallet-file.ts";
import { sealedContents, seedOfWords, wordsOfWallet } from "../wallet-secrets.ts";
import { askNewPassphrase } from "./ask-passphrase.ts";
import type { WalletRun } from "./wallet-command.ts";

/** What a light node keeps of blocks for its wallet. */
const LIGHT_WALLET_PREFIX = "light-wallet/";

export async function createWallet(run: WalletRun): Promise<void> {
  refuseToReplace(run);
  const words = newWords(systemRandomness);
  await makeWallet(run, words, Math.floor(Date.now() / 1000));
  run.tell("These words are the wallet. Write them on paper; they bring its coins back without file and passphrase:");
  run.print(words);
}

export async function restoreWallet(run: WalletRun): Promise<void> {
  refuseToReplace(run);
  if (run.file === undefined) await makeWallet(run, await askWords(run), run.birthday);
  else await copyBackup(run, resolve(run.file));
  run.tell(lookingText(run));
  await run.withStore(async ({ prunedHeight }) => {
    if (prunedHeight > 0) run.tell(prunedText(prunedHeight));
  });
}

function refuseToReplace({ paths: { wallet } }: WalletRun): void {
  if (!existsSync(wallet)) return;
  throw new FatalError(
    `There is a wallet already, ${wallet}, and it is never replaced. If its words are safe, move it away first ` +
      `(mv "${wallet}" "${wallet}.old").`,
  );
}

async function makeWallet(run: WalletRun, words: string, birthday: number | undefined): Promise<void> {
  const passphrase = await askNewPassphrase(run.prompt, "Passphrase for this wallet (empty: none)", run.tell);
  const contents: WalletContents =
    passphrase === undefined
      ? { kind: "plain", words, birthday }
      : await sealedContents(words, passphrase, { birthday, randomness: systemRandomness, costs: run.costs });
  const seed = await seedOfWords(words);
  // first: a wallet beside the records of another one is refused at a start
  await forgetOtherWallet(run, seed);
  seed.fill(0);
  createWalletFile(run.paths.wallet, contents);
  run.tell(`Made the wallet ${run.paths.wallet}${passphrase === undefined ? "" : ", encrypted with the passphrase"}.`);
}

/** As it is, encrypted or not: its passphrase is not needed for that, and checks it where it is typed. */
async function copyBackup(run: WalletRun, file: string): Promise<void> {
  const backup = readWalletFile(file);
  if (backup === undefined) throw new FatalError(`There is no file ${file}.`);
  const { contents } = backup;
  if (contents.kind === "sealed") await checkBackup(run, file, contents);
  await forgetOtherWallet(run, keysOf(file, contents));
  createWalletFile(run.paths.wallet, { ...contents, birthday: run.birthday ?? contents.birthday });
  run.tell(
    `Made the wallet ${run.paths.wallet} from ${file}${contents.kind === "sealed" ? ", with its passphrase" : ""}.`,
  );
}

/**
 * The key that addresses are made of lies in clear beside the words: who changes it in a backup that he can't open would
 * be paid in the owner's place, until a payment fails.
 */
async function checkBackup(
  { prompt, tell }: WalletRun,
  file: string,
  contents: Extract<WalletContents, { kind: "sealed" }>,
): Promise<void> {
  const typed = await prompt.secret("Passphrase of the backup, to check it (empty: it is not checked)");
  if (typed === undefined || typed === "") {
    tell("The backup was not checked: if somebody has changed it, its addresses are his. Unlock it before it is paid.");
    return;
  }
  const seed = await seedOfWords(await wordsOfWallet(contents, typed));
  const isItsOwn = writeAccountKey(seed) === contents.accountKey;
  seed.fill(0);
  if (isItsOwn) return;
  throw new FatalError(
    `Somebody has changed ${file}: its addresses are not those of its words. Nothing was made. Restore another backup, ` +
      "or the words on paper.",
  );
}

/** What the directory knows of a wallet with other words: its own words bring that back, in a directory of its own. */
async function forgetOtherWallet({ withStore, tell }: WalletRun, keys: KeySource): Promise<void> {
  const { fingerprint } = new KeyChain(keys, wasmSchnorr());
  await withStore(async (store) => {
    const names = [...store.records(WALLET_RECORD_PREFIX), ...store.records(LIGHT_WALLET_PREFIX)].map(([name]) => name);
    const keys = store.record(KEYS_RECORD);
    const record = keys && readWalletRecord(KEYS_RECORD, keys);
    if (names.length === 0 || (record?.of === "keys" && record.keys.fingerprint === fingerprint)) return;
    await store.commit({ ...EMPTY_BATCH, records: new Map(names.map((name) => [name, null])) }, true);
    tell("Another wallet has followed this chain; its payments, labels and unconfirmed payments are forgotten here.");
  });
}

async function askWords({ prompt, tell }: WalletRun): Promise<string> {
  for (;;) {
    const typed = await prompt.secret("The wallet's words, 12 to 24, in one line");
    if (typed === undefined || typed.trim() === "") throw new FatalError("No words were given; nothing was made.");
    const wrong = wordsFault(typed);
    if (wrong === undefined) return tidyMnemonic(typed);
    if (!prompt.isTerminal) throw new FatalError(`${wrong} Nothing was made.`);
    tell(wrong);
  }
}

function wordsFault(typed: string): string | undefined {
  const fault = checkMnemonic(typed);
  switch (fault) {
    case undefined:
      return undefined;
    case "word-count": {
      const count = tidyMnemonic(typed).split(" ").length;
      return `These are ${count} words; a wallet has 12, 15, 18, 21 or 24.`;
    }
    case "unknown-word": {
      const { place, word } = findUnknownWord(typed) ?? { place: 0, word: "" };
      const near = nearestWord(word, MNEMONIC_WORDS);
      return `Word ${place}, "${word}", is not in the list${near === undefined ? "." : `; is it ${near}?`}`;
    }
    case "checksum":
      return "Each word is in the list, but together they are no wallet: one is another word, or two changed places.";
    default:
      return fault satisfies never;
  }
}

function lookingText({ role, birthday }: WalletRun): string {
  const from = birthday === undefined || role !== "light-node" ? "the first block" : "the birthday";
  return `The node looks for the wallet's payments from ${from} on when it starts; until then the balance lacks some.`;
}

function prunedText(prunedHeight: number): string {
  return (
    `This directory keeps only the blocks above height ${prunedHeight} (--prune): payments to the wallet in older blocks ` +
    "can't be found here, and neither can those coins. Restore it beside a full node or a light node instead."
  );
}
