/**
 * Text as bytes. A string with half a surrogate pair has no UTF-8, and encoders replace the half by
 * another character without a word; here it is told apart first.
 */
import protobuf from "protobufjs/minimal.js";

/** Strings of whole characters only. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

/** Length of the UTF-8 encoding, in bytes. */
export function utf8Length(text: string): number {
  return protobuf.util.utf8.length(text);
}

/** @throws RangeError when `text` contains half a surrogate pair. */
export function encodeUtf8(text: string): Uint8Array {
  if (!isWellFormed(text)) throw new RangeError("text with half a surrogate pair has no UTF-8");
  const bytes = new Uint8Array(utf8Length(text));
  protobuf.util.utf8.write(text, bytes, 0);
  return bytes;
}
