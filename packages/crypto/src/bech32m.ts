/**
 * bech32m (BIP-350) in the form that addresses use: a prefix, a version, and a program of whole bytes.
 *
 * The checksum is the library's; what an address demands beyond it (one version word, whole bytes with zero padding,
 * one case, 90 characters) is checked here.
 */
import { bech32m } from "@scure/base";

/** BIP-173: up to here the checksum finds any four wrong characters. Prefix, separator and checksum included. */
const TEXT_CHARACTERS_MAX = 90;

/** The version is one word of five bits. */
const VERSION_MAX = 31;

/**
 * The text of an address, in lower case. Throws RangeError when the version is no integer from 0 to 31, the prefix is
 * not one to 83 lower-case printable ASCII characters, or the text would be longer than 90 characters.
 */
export function encodeBech32m(prefix: string, version: number, program: Uint8Array): string {
  if (!Number.isInteger(version) || version < 0 || version > VERSION_MAX) {
    throw new RangeError(`an address version of ${version}`);
  }
  // Characters from "!" to "~" but no capitals: an upper-case prefix would make a text of mixed case.
  if (!/^[!-@[-~]{1,83}$/.test(prefix)) throw new RangeError("an address prefix outside lower-case printable ASCII");
  const words = [version, ...bech32m.toWords(program)];
  const characters = prefix.length + 1 + words.length + 6;
  if (characters > TEXT_CHARACTERS_MAX) throw new RangeError(`an address of ${characters} characters`);
  return bech32m.encode(prefix, words, TEXT_CHARACTERS_MAX);
}

/**
 * The parts of an address, or undefined when the text is no bech32m: a wrong checksum (bech32's of BIP-173 is wrong
 * here), mixed case, more than 90 characters, no version, a fifth padding bit or padding that is not zero.
 * The prefix comes back in lower case. Which prefixes, versions and lengths mean something is the caller's question.
 */
export function decodeBech32m(
  text: string,
): { readonly prefix: string; readonly version: number; readonly program: Uint8Array } | undefined {
  const decoded = decodeWords(text);
  const version = decoded?.words[0];
  if (decoded === undefined || version === undefined) return undefined;
  const program = bech32m.fromWordsUnsafe(decoded.words.slice(1));
  if (!(program instanceof Uint8Array)) return undefined;
  return { prefix: decoded.prefix, version, program };
}

/** Prefix and five-bit words of a text whose checksum is right. */
function decodeWords(text: string): { readonly prefix: string; readonly words: number[] } | undefined {
  // The library takes the text's type as a proof that it has a separator; whether it has one, it checks itself.
  return bech32m.decodeUnsafe(text as `${string}1${string}`, TEXT_CHARACTERS_MAX) || undefined;
}
