/** DATADIR/wallet: the words that all keys come from. Created once, never overwritten: what it holds can't be had again. */
import type { Randomness } from "@triad/roles";
import { newMnemonic, seedOfMnemonic } from "@triad/wallet";
import { FatalError } from "./fatal-error.ts";
import { createPrivateFile, readIfPresent } from "./private-file.ts";

const WALLET_FILE_VERSION = 1;
/** 128 bits: twelve words. */
const ENTROPY_BYTES = 16;

/** The seed (64 bytes). @throws FatalError when the file can't be read as a wallet. */
export function openWalletFile(path: string, randomness: Randomness): Uint8Array {
  const stored = readIfPresent(path);
  const mnemonic = stored === undefined ? createWallet(path, randomness) : readMnemonic(path, stored.toString("utf8"));
  try {
    return seedOfMnemonic(mnemonic);
  } catch (error) {
    throw unreadable(path, error instanceof Error ? error.message : String(error));
  }
}

function createWallet(path: string, randomness: Randomness): string {
  const mnemonic = newMnemonic(randomness.bytes(ENTROPY_BYTES));
  createPrivateFile(path, `${JSON.stringify({ version: WALLET_FILE_VERSION, mnemonic }, undefined, 2)}\n`);
  return mnemonic;
}

function readMnemonic(path: string, text: string): string {
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
  return contents.mnemonic;
}

function unreadable(path: string, why: string): FatalError {
  return new FatalError(
    `Can't read the wallet ${path}: ${why}. It is left as it is, since it may hold money: ` +
      "repair it from a copy, or move it away to begin with a new wallet.",
  );
}
