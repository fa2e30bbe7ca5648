/**
 * Text in messages. It ends up in an operator's terminal, log and browser, so characters that steer a
 * terminal are refused here, once, rather than escaped in every place that shows it.
 */
import { CODE_CHARS_MAX, HOST_CHARS_MAX } from "../limits.ts";
import { isWellFormed, utf8Length } from "../utf8.ts";

/**
 * Controls, line and paragraph separators, and the marks that hide characters or turn their direction (soft hyphen,
 * U+061C, U+180E, U+200B to U+200F, U+202A to U+202E, U+2060 to U+206F, U+FEFF, U+FFF9 to U+FFFB). A fixed list: a
 * class of Unicode's would differ between versions of the programs.
 */
const STEERING = /[\p{Cc}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/u;

/** One line of printable text of at most `bytesMax` bytes in UTF-8; may be empty. */
export function isLine(text: string, bytesMax: number): boolean {
  return text.length <= bytesMax && utf8Length(text) <= bytesMax && isWellFormed(text) && !STEERING.test(text);
}

/** Kebab-case, such as "different-network". */
export function isCode(text: string): boolean {
  return text.length <= CODE_CHARS_MAX && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text);
}

/** The characters of an IPv4 or IPv6 address or a DNS name; whether it is one is the address book's to judge. */
export function isHost(text: string): boolean {
  return text.length <= HOST_CHARS_MAX && /^[A-Za-z0-9._:-]+$/.test(text);
}
