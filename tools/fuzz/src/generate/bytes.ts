/** Bytes and texts put together and taken apart, as generators need them. */
const ENCODER = new TextEncoder();
const DECODER = new TextDecoder();

export function utf8(text: string): Uint8Array {
  return ENCODER.encode(text);
}

/** Never throws: what is no UTF-8 becomes replacement characters. */
export function textOf(bytes: Uint8Array): string {
  return DECODER.decode(bytes);
}

export function join(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** `count` times the same, for the shapes that cost a reader most. */
export function repeat(bytes: Uint8Array, count: number): Uint8Array {
  const repeated = new Uint8Array(bytes.length * count);
  for (let at = 0; at < repeated.length; at += bytes.length) repeated.set(bytes, at);
  return repeated;
}
