/**
 * DATADIR/wallet: the words that all keys come from; or, under a passphrase, the words encrypted and the account's
 * public key in clear, so that a node can watch without them (docs/adr/0017-watch-key-in-clear.md). Made once; what it
 * holds can't be had again, so it is replaced by nothing but the same words.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, realpathSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Randomness } from "@triad/roles";
import { type AccountKey, type KeySource, newMnemonic, readAccountKey, seedOfMnemonic } from "@triad/wallet";
import { FatalError } from "./fatal-error.ts";
import { fileFault } from "./file-fault.ts";
import { createPrivateFile, readIfPresent, writePrivateFile } from "./private-file.ts";
import { readSealedWords, type SealedWords } from "./wallet-cipher.ts";

const PLAIN_VERSION = 1;
const SEALED_VERSION = 2;
/** 128 bits: twelve words. */
const ENTROPY_BYTES = 16;
/** A wallet has less than one thousand. Another file, named by mistake, may be of any size. */
const FILE_BYTES_MAX = 65_536;

/** `birthday`: unix seconds; undefined: the words are older than the file, or nobody knows how old they are. */
export type WalletContents =
  | { readonly kind: "plain"; readonly words: string; readonly birthday: number | undefined }
  | {
      readonly kind: "sealed";
      /** `tpub…` */
      readonly accountKey: string;
      readonly sealed: SealedWords;
      readonly birthday: number | undefined;
    };

export interface StoredWallet {
  readonly contents: WalletContents;
  /** As they lie on the disk. */
  readonly bytes: Uint8Array;
}

/**
 * The seed (64 bytes), or what there is in clear of an encrypted one. A file that is made notes `unixSeconds` as its
 * birthday. @throws FatalError when the file can't be read as a wallet.
 */
export function openWalletFile(path: string, randomness: Randomness, unixSeconds?: number): KeySource {
  removeWalletLeftovers(path);
  return keysOf(path, readWalletFile(path)?.contents ?? createNewWallet(path, randomness, unixSeconds));
}

/** `path`: for the message of what is thrown. @throws FatalError when the words are none. */
export function keysOf(path: string, contents: WalletContents): KeySource {
  if (contents.kind === "sealed") return accountOf(path, contents.accountKey);
  try {
    return seedOfMnemonic(contents.words);
  } catch (error) {
    throw unreadable(path, error instanceof Error ? error.message : String(error));
  }
}

/** A process that was killed while it wrote the file, or a backup there, may have left the words in clear beside it. */
export function removeWalletLeftovers(path: string): void {
  const file = realFile(path);
  const directory = dirname(file);
  const isLeftover = (name: string) => name.startsWith(`${basename(file)}.`) && /\.\d+\.tmp$/.test(name);
  for (const name of readdirSync(directory).filter(isLeftover)) rmSync(join(directory, name), { force: true });
}

/** What to tell of a file that other users of the machine may read. */
export function walletModeFault(path: string): string | undefined {
  // Windows has no such modes, and tells something all the same
  const mode = process.platform === "win32" ? 0 : statSync(path).mode & 0o777;
  if ((mode & 0o077) === 0) return undefined;
  const shown = mode.toString(8).padStart(3, "0");
  return `Other users of this machine may open the wallet ${path} (mode ${shown}). Keep it to yourself: chmod 600 "${path}"`;
}

/** Undefined: nobody knows. @throws FatalError when the file can't be read as a wallet. */
export function walletBirthday(path: string): number | undefined {
  return readWalletFile(path)?.contents.birthday;
}

/** Undefined: there is none. @throws FatalError when the file can't be read as a wallet. */
export function readWalletFile(path: string): StoredWallet | undefined {
  const bytes = readWalletBytes(path);
  return bytes === undefined ? undefined : { contents: readWalletText(path, bytes.toString("utf8")), bytes };
}

function readWalletBytes(path: string): Buffer | undefined {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return undefined;
    // a pipe or a device would be read for ever
    if (!found.isFile()) throw unreadable(path, "it is no file");
    if (found.size > FILE_BYTES_MAX) throw unreadable(path, "it is much larger than a wallet");
    return readIfPresent(path);
  } catch (error) {
    if (error instanceof FatalError || !(error instanceof Error)) throw error;
    throw unreadable(path, fileFault(error));
  }
}

/** Where a link leads: what replaced the link would leave the words in the file that it leads to. */
function realFile(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}

/** @throws EEXIST when there is one. */
export function createWalletFile(path: string, contents: WalletContents): void {
  createPrivateFile(path, writeWalletText(contents));
}

/** At once and whole. @throws FatalError when the file is not any more what was read: somebody else changed it. */
export function replaceWalletFile(path: string, { bytes }: StoredWallet, contents: WalletContents): void {
  if (readIfPresent(path)?.equals(bytes) !== true) {
    throw new FatalError(`The wallet ${path} was changed by another program meanwhile; it is left as it is.`);
  }
  writePrivateFile(realFile(path), writeWalletText(contents));
}

export function newWords(randomness: Randomness): string {
  return newMnemonic(randomness.bytes(ENTROPY_BYTES));
}

function createNewWallet(path: string, randomness: Randomness, birthday: number | undefined): WalletContents {
  const contents = { kind: "plain", words: newWords(randomness), birthday } as const;
  createWalletFile(path, contents);
  return contents;
}

export function writeWalletText(contents: WalletContents): string {
  return `${JSON.stringify(fieldsOf(contents), undefined, 2)}\n`;
}

function fieldsOf(contents: WalletContents): object {
  const { birthday } = contents;
  switch (contents.kind) {
    case "plain": {
      const { words } = contents;
      // somebody may put other words into the file: their birthday is not its own
      const bound = birthday === undefined ? {} : { birthday: `${birthday} ${nameOfWords(words)}` };
      return { version: PLAIN_VERSION, mnemonic: words, ...bound };
    }
    case "sealed": {
      const { accountKey, sealed } = contents;
      return { version: SEALED_VERSION, accountKey, ...(birthday === undefined ? {} : { birthday }), mnemonic: sealed };
    }
    default:
      return contents satisfies never;
  }
}

/** `path`: for the message of what is thrown. @throws FatalError */
export function readWalletText(path: string, text: string): WalletContents {
  let fields: unknown;
  try {
    fields = JSON.parse(text);
  } catch {
    throw unreadable(path, "it is no JSON");
  }
  if (typeof fields !== "object" || fields === null || !("version" in fields) || !("mnemonic" in fields)) {
    throw unreadable(path, "version or mnemonic is missing");
  }
  const { version, mnemonic } = fields;
  const birthday = "birthday" in fields ? fields.birthday : undefined;
  switch (version) {
    case PLAIN_VERSION:
      if (typeof mnemonic !== "string") throw unreadable(path, "its mnemonic is no text");
      return { kind: "plain", words: mnemonic, birthday: readBoundBirthday(birthday, mnemonic) };
    case SEALED_VERSION: {
      const sealed = readSealedWords(mnemonic);
      if (sealed === undefined) throw unreadable(path, "its encrypted words are damaged");
      if (!("accountKey" in fields) || typeof fields.accountKey !== "string") {
        throw unreadable(path, "its account key is missing");
      }
      const { accountKey } = fields;
      accountOf(path, accountKey);
      // JSON has a zero below zero
      const isKnown = Number.isSafeInteger(birthday) && Number(birthday) >= 0;
      return { kind: "sealed", accountKey, sealed, birthday: isKnown ? Math.abs(Number(birthday)) : undefined };
    }
    default:
      throw unreadable(path, `its version ${typeof version === "number" ? version : ""} is unknown`);
  }
}

function readBoundBirthday(birthday: unknown, words: string): number | undefined {
  if (typeof birthday !== "string") return undefined;
  const [, seconds, name] = /^(\d{1,15}) ([0-9a-f]{16})$/.exec(birthday) ?? [];
  return name === nameOfWords(words) ? Number(seconds) : undefined;
}

function accountOf(path: string, accountKey: string): AccountKey {
  const account = readAccountKey(accountKey);
  if (account === undefined) throw unreadable(path, "its account key is damaged");
  return account;
}

function nameOfWords(words: string): string {
  return createHash("sha256").update(words).digest("hex").slice(0, 16);
}

function unreadable(path: string, why: string): FatalError {
  return new FatalError(
    `Can't read the wallet ${path}: ${why}. It is left as it is, since it may hold money: ` +
      "repair it from a copy; or move it away, and restore one from its words or begin a new one (wallet restore, wallet create).",
  );
}
