/** What is done with a wallet's words, on a running node and on a stopped one alike: shown, encrypted, copied. */
import { pbkdf2 } from "node:crypto";
import type { Randomness } from "@triad/roles";
import { checkMnemonic, tidyMnemonic, writeAccountKey } from "@triad/wallet";
import { FatalError } from "./fatal-error.ts";
import { fileFault } from "./file-fault.ts";
import { createPrivateFile } from "./private-file.ts";
import { openSealedWords, SCRYPT_COSTS, type ScryptCosts, sealWords } from "./wallet-cipher.ts";
import {
  readWalletFile,
  removeWalletLeftovers,
  replaceWalletFile,
  type StoredWallet,
  type WalletContents,
} from "./wallet-file.ts";

/** Longer ones are pasted files; it bounds what is hashed for a stranger's guess. */
const PASSPHRASE_LENGTH_MAX = 1024;
/** BIP-39's, without a passphrase of its own. */
const SEED_ROUNDS = 2048;
const SEED_BYTES = 64;

export type WalletFaultCode =
  | "wrong-passphrase"
  | "passphrase-needed"
  | "bad-passphrase"
  | "wallet-not-encrypted"
  | "file-exists";

/** Why it was not done; nothing was changed. */
export class WalletFault extends Error {
  readonly code: WalletFaultCode;

  constructor(code: WalletFaultCode, message: string) {
    super(message);
    this.name = "WalletFault";
    this.code = code;
  }
}

/** @throws FatalError when there is none, or when it can't be read. */
export function storedWallet(path: string): StoredWallet {
  const stored = readWalletFile(path);
  if (stored === undefined) throw new FatalError(`There is no wallet ${path}.`);
  return stored;
}

/** `passphrase`: not looked at where there is none. @throws WalletFault */
export async function wordsOfWallet(contents: WalletContents, passphrase: string | undefined): Promise<string> {
  if (contents.kind === "plain") return contents.words;
  if (passphrase === undefined || passphrase === "") {
    throw new WalletFault("passphrase-needed", "The wallet is encrypted; this needs its passphrase.");
  }
  checkLength(passphrase);
  const words = await openSealedWords(contents.sealed, passphrase);
  if (words === undefined) throw new WalletFault("wrong-passphrase", "The passphrase is wrong. Nothing was changed.");
  return words;
}

/** 64 bytes; as the wallet package's, off the event loop. @throws FatalError when they are no words of a wallet. */
export function seedOfWords(words: string): Promise<Uint8Array> {
  const fault = checkMnemonic(words);
  if (fault !== undefined) throw new FatalError(`The wallet's words are damaged (${fault}).`);
  return new Promise((resolve, reject) => {
    pbkdf2(tidyMnemonic(words), "mnemonic", SEED_ROUNDS, SEED_BYTES, "sha512", (error, seed) => {
      if (error === null) resolve(new Uint8Array(seed));
      else reject(error);
    });
  });
}

export interface PassphraseChange {
  /** Of an encrypted wallet. */
  readonly old: string | undefined;
  /** Undefined: none from now on. */
  readonly next: string | undefined;
}

/** The file has the new passphrase when it resolves; what was there is there until then. @throws WalletFault */
export async function changePassphrase(
  path: string,
  { old, next }: PassphraseChange,
  randomness: Randomness,
  costs: ScryptCosts = SCRYPT_COSTS,
): Promise<{ readonly words: string; readonly wasEncrypted: boolean }> {
  const stored = storedWallet(path);
  const { contents } = stored;
  const wasEncrypted = contents.kind === "sealed";
  if (next === undefined && !wasEncrypted) {
    throw new WalletFault("wallet-not-encrypted", "The wallet has no passphrase that could be removed.");
  }
  if (next !== undefined) checkLength(next);
  const words = await wordsOfWallet(contents, old);
  const { birthday } = contents;
  const replacement: WalletContents =
    next === undefined
      ? { kind: "plain", words, birthday }
      : await sealedContents(words, next, { birthday, randomness, costs });
  replaceWalletFile(path, stored, replacement);
  return { words, wasEncrypted };
}

export interface Sealing {
  readonly birthday: number | undefined;
  readonly randomness: Randomness;
  readonly costs?: ScryptCosts;
}

/** Opened once more before anybody relies on it: a file that can't be opened again would be the loss of all coins. */
export async function sealedContents(
  words: string,
  passphrase: string,
  { birthday, randomness, costs = SCRYPT_COSTS }: Sealing,
): Promise<WalletContents> {
  checkLength(passphrase);
  const sealed = await sealWords(words, passphrase, randomness, costs);
  if ((await openSealedWords(sealed, passphrase)) !== words) {
    throw new Error("words that were encrypted did not come back");
  }
  const seed = await seedOfWords(words);
  const accountKey = writeAccountKey(seed);
  seed.fill(0);
  return { kind: "sealed", accountKey, sealed, birthday };
}

/** A copy as it lies on the disk: encrypted or not. Never replaces a file. @throws WalletFault, FatalError */
export function backUpWallet(path: string, file: string): { readonly isEncrypted: boolean } {
  const { contents, bytes } = storedWallet(path);
  try {
    // of a backup to here that was killed
    removeWalletLeftovers(file);
    createPrivateFile(file, bytes);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") {
      throw new WalletFault("file-exists", `${file} is there already and is not replaced; name another file.`);
    }
    throw new FatalError(`Can't write ${file}: ${fileFault(error)}.`);
  }
  return { isEncrypted: contents.kind === "sealed" };
}

function checkLength(passphrase: string): void {
  if (passphrase !== "" && passphrase.length <= PASSPHRASE_LENGTH_MAX) return;
  throw new WalletFault("bad-passphrase", `A passphrase has 1 to ${PASSPHRASE_LENGTH_MAX} characters.`);
}
