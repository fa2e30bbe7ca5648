/** What can be wrong with a list of encoded transactions, the header committing to it as it is. */
import {
  type Bytes,
  join,
  littleEndian,
  readTransaction,
  writeBytes,
  writeElement,
  writeTransaction,
} from "../model/index.ts";
import type { FlawRecipe } from "./recipe.ts";

export function spoilEncodings(encodings: readonly Bytes[], recipe: FlawRecipe, limit: number): readonly Bytes[] {
  const { flaw, pick } = recipe;
  const at = pick % encodings.length;
  const [coinbase = new Uint8Array(0), ...others] = encodings;
  switch (flaw) {
    case "coinbase-missing":
      // moved behind the first payment, or left out; a block of nothing else keeps one that is none
      if (others.length === 0) return [withInput(coinbase)];
      return pick % 2 === 0 ? others : [...others.slice(0, 1), coinbase, ...others.slice(1)];
    case "coinbase-twice":
      return pick % 2 === 0
        ? [...encodings, withMemo(coinbase, pick)]
        : [coinbase, withMemo(coinbase, pick), ...others];
    case "encoding":
      return encodings.map((bytes, i) => (i === at ? notCanonical(bytes, pick) : bytes));
    case "any-byte":
      return encodings.map((bytes, i) => (i === at ? withByteChanged(bytes, pick) : bytes));
    case "block-size":
      return filledTo(encodings, limit + (pick % 2));
    default:
      return encodings;
  }
}

/** Other bytes for the same transaction, or for none. */
function notCanonical(bytes: Bytes, pick: number): Bytes {
  const head = bytes.slice(0, 2);
  const rest = bytes.slice(2);
  const choices = [
    join(bytes, Uint8Array.of(0x38, 1)),
    join(bytes, Uint8Array.of(0x32, 0)),
    join(Uint8Array.of(0x08, 0x81, 0x00), rest),
    join(Uint8Array.of(0x88, 0x00, 0x01), rest),
    join(head, head, rest),
    join(rest, head),
    bytes.slice(0, -1).length >= 65 ? bytes.slice(0, -1) : join(bytes, Uint8Array.of(0)),
    join(Uint8Array.of(0x08, 0x00), rest),
    join(head, writeElement(2n, join(writeBytes(1n, new Uint8Array(32).fill(3)), Uint8Array.of(0x10, 0))), rest),
    join(bytes, Uint8Array.of(0x1a, 0x00)),
    join(head, Uint8Array.of(0x12, 0x03, 0x0a, 0x01, 0x05), rest),
    join(head, writeElement(3n, join(Uint8Array.of(0x12, 32), new Uint8Array(32))), rest),
    join(bytes, Uint8Array.of(0x20, 0x00)),
    join(Uint8Array.of(0x08, 0x81, 0x80, 0x80, 0x80, 0x10), rest),
    new Uint8Array(65),
  ];
  return choices[pick % choices.length] as Bytes;
}

function withByteChanged(bytes: Bytes, pick: number): Bytes {
  return bytes.map((byte, i) => (i === pick % bytes.length ? byte ^ (1 + (pick % 255)) : byte));
}

/** Total length exactly `size` by the coinbase's memo where that does it, else by useless signatures. */
function filledTo(encodings: readonly Bytes[], size: number): readonly Bytes[] {
  const [coinbase = new Uint8Array(0), ...others] = encodings;
  const tx = readTransaction(coinbase);
  const othersBytes = others.reduce((sum, { length }) => sum + length, 0);
  if (tx === undefined) return encodings;
  for (let bytes = 64; bytes <= 256; bytes++) {
    const memo = join(tx.memo, new Uint8Array(256)).slice(0, bytes);
    const padded = writeTransaction({ ...tx, memo });
    if (padded.length + othersBytes === size) return [padded, ...others];
  }
  const room = size - othersBytes - coinbase.length - 2;
  for (let bytes = room - 120; bytes > 0 && bytes < room; bytes++) {
    const filler = withInput(writeTransaction({ ...tx, signatures: new Uint8Array(bytes) }));
    if (filler.length + othersBytes + coinbase.length === size) return [...encodings, filler];
  }
  return [...encodings, withInput(writeTransaction({ ...tx, signatures: new Uint8Array(Math.max(0, size)) }))];
}

function withInput(encoding: Bytes): Bytes {
  const tx = readTransaction(encoding);
  if (tx === undefined) return encoding;
  return writeTransaction({ ...tx, inputs: [{ txid: new Uint8Array(32).fill(9), index: 3n }] });
}

function withMemo(encoding: Bytes, pick: number): Bytes {
  const tx = readTransaction(encoding);
  if (tx === undefined) return encoding;
  return writeTransaction({
    ...tx,
    memo: join(tx.memo.slice(0, 8), littleEndian(BigInt(pick), 4), new Uint8Array(60)),
  });
}
