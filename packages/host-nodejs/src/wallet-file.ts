/** DATADIR/wallet: the words that all keys come from. Created once, never overwritten: what it holds can't be had again. */
import { createHash } from "node:crypto";
import type { Randomness } from "@triad/roles";
import { newMnemonic, seedOfMnemonic } from "@triad/wallet";
import { FatalError } from "./fatal-error.ts";
import { createPrivateFile, readIfPresent } from "./private-file.ts";

const WALLET_FILE_VERSION = 1;
/** 128 bits: twelve words. */
const ENTROPY_BYTES = 16;

/**
 * The seed (64 bytes). A file that is made notes `unixSeconds` as its birthday.
 * @throws FatalError when the file can't be read as a wallet.
 */
export function openWalletFile(path: string, randomness: Randomness, unixSeconds?: number): Uint8Array {
  const stored = readIfPresent(path);
  const mnemonic =
    stored === undefined
      ? createWallet(path, randomness, unixSeconds)
      : readMnemonic(path, stored.toString("utf8")).mnemonic;
  try {
    return seedOfMnemonic(mnemonic);
  } catch (error) {
    throw unreadable(path, error instanceof Error ? error.message : String(error));
  }
}

/** Unix seconds; undefined: the words are older than the file, or nobody knows how old they are. */
export function walletBirthday(path: string): number | undefined {
  const stored = readIfPresent(path);
  if (stored === undefined) return undefined;
  const { mnemonic, birthday } = readMnemonic(path, stored.toString("utf8"));
  // somebody may have put other words into a file that was made here: their birthday is not its own
  const [, seconds, words] = /^(\d{1,15}) ([0-9a-f]{16})$/.exec(birthday) ?? [];
  return words === nameOfWords(mnemonic) ? Number(seconds) : undefined;
}

function createWallet(path: string, randomness: Randomness, unixSeconds: number | undefined): string {
  const mnemonic = newMnemonic(randomness.bytes(ENTROPY_BYTES));
  const birthday = unixSeconds === undefined ? {} : { birthday: `${unixSeconds} ${nameOfWords(mnemonic)}` };
  createPrivateFile(path, `${JSON.stringify({ version: WALLET_FILE_VERSION, mnemonic, ...birthday }, undefined, 2)}\n`);
  return mnemonic;
}

function nameOfWords(mnemonic: string): string {
  return createHash("sha256").update(mnemonic).digest("hex").slice(0, 16);
}

function readMnemonic(path: string, text: string): { readonly mnemonic: string; readonly birthday: string } {
  let contents: unknown;
  try {
    contents = JSON.parse(text);
  } catch {
    throw unreadable(path, "it is no JSON");
  }
  if (typeof contents !== "object" || contents === null || !("version" in contents) || !("mnemonic" in contents)) {
    throw unreadable(path, "version or mnemonic is missing");
  }
  if (contents.version !== WALLET_FILE_VERSION) throw unreadable(path, `its version ${contents.version} is unknown`);
  if (typeof contents.mnemonic !== "string") throw unreadable(path, "its mnemonic is no text");
  const birthday = "birthday" in contents && typeof contents.birthday === "string" ? contents.birthday : "";
  return { mnemonic: contents.mnemonic, birthday };
}

function unreadable(path: string, why: string): FatalError {
  return new FatalError(
    `Can't read the wallet ${path}: ${why}. It is left as it is, since it may hold money: ` +
      "repair it from a copy, or move it away to begin with a new wallet.",
  );
}
