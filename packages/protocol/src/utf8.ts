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

/** Undefined when the bytes are not the encoding of a text. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  const text = protobuf.util.utf8.read(bytes, 0, bytes.length);
  if (!isWellFormed(text)) return undefined;
  const again = encodeUtf8(text);
  // the decoder passes over what is none; only what comes back the same was a text
  return again.length === bytes.length && again.every((byte, i) => byte === bytes[i]) ? text : undefined;
}
