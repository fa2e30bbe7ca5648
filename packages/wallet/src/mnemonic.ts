/** Secrets that a person can write down: BIP-39 with the English word list. */
import { entropyToMnemonic, mnemonicToSeedSync, validateMnemonic } from "@scure/bip39";
import { wordlist } from "@scure/bip39/wordlists/english.js";

const ENTROPY_BYTES: readonly number[] = [16, 32];
const WORD_COUNTS: readonly number[] = [12, 15, 18, 21, 24];
const WORDS: ReadonlySet<string> = new Set(wordlist);

export type MnemonicFault = "word-count" | "unknown-word" | "checksum";

/** 12 words of 16 bytes of entropy, 24 of 32. @throws RangeError on another length, which is a bug of the caller. */
export function newMnemonic(entropy: Uint8Array): string {
  if (!ENTROPY_BYTES.includes(entropy.length)) throw new RangeError(`${entropy.length} bytes of entropy, not 16 or 32`);
  return entropyToMnemonic(entropy, wordlist);
}

/** Undefined when it is good. Spaces and capitals do not matter, since people type it. */
export function checkMnemonic(mnemonic: string): MnemonicFault | undefined {
  const words = wordsOf(mnemonic);
  if (!WORD_COUNTS.includes(words.length)) return "word-count";
  if (!words.every((word) => WORDS.has(word))) return "unknown-word";
  return validateMnemonic(words.join(" "), wordlist) ? undefined : "checksum";
}

/** All 2,048, for who helps a person to find the right one. */
export const MNEMONIC_WORDS: readonly string[] = wordlist;

/** The first that is in no list, and its place from 1; undefined when all are. */
export function findUnknownWord(mnemonic: string): { readonly place: number; readonly word: string } | undefined {
  const words = wordsOf(mnemonic);
  const index = words.findIndex((word) => !WORDS.has(word));
  const word = words[index];
  return word === undefined ? undefined : { place: index + 1, word };
}

/** As it is kept: lower case, single spaces. */
export function tidyMnemonic(mnemonic: string): string {
  return wordsOf(mnemonic).join(" ");
}

/**
 * The 64 bytes that all keys come from. Slow on purpose (2,048 rounds of PBKDF2): ask for it once.
 * @throws RangeError on a mnemonic that `checkMnemonic` faults.
 */
export function seedOfMnemonic(mnemonic: string, passphrase = ""): Uint8Array {
  const fault = checkMnemonic(mnemonic);
  if (fault !== undefined) throw new RangeError(`not a mnemonic: ${fault}`);
  return mnemonicToSeedSync(wordsOf(mnemonic).join(" "), passphrase);
}

function wordsOf(mnemonic: string): readonly string[] {
  return mnemonic
    .normalize("NFKD")
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
}
