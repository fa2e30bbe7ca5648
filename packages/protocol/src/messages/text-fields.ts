/**
 * Text in messages. It ends up in an operator's terminal, log and browser, so characters that steer a
 * terminal are refused here, once, rather than escaped in every place that shows it.
 */
import { CODE_CHARS_MAX, HOST_CHARS_MAX } from "../limits.ts";
import { isWellFormed, utf8Length } from "../utf8.ts";

/** One line of printable text of at most `bytesMax` bytes in UTF-8; may be empty. */
export function isLine(text: string, bytesMax: number): boolean {
  return (
    text.length <= bytesMax && utf8Length(text) <= bytesMax && isWellFormed(text) && !/[\p{Cc}\u2028\u2029]/u.test(text)
  );
}

/** Kebab-case, such as "different-network". */
export function isCode(text: string): boolean {
  return text.length <= CODE_CHARS_MAX && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text);
}

/** The characters of an IPv4 or IPv6 address or a DNS name; whether it is one is the address book's to judge. */
export function isHost(text: string): boolean {
  return text.length <= HOST_CHARS_MAX && /^[A-Za-z0-9._:-]+$/.test(text);
}
