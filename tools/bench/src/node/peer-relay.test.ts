import { expect, it } from "vitest";
import { MessageFilter } from "./peer-relay.ts";

const HEAD = Buffer.from("HTTP/1.1 101 Switching Protocols\r\n\r\n");
const MUTED = Uint8Array.of(0x8a, 0x01);

/** A whole frame as a server sends it: not masked. */
function frame(payload: Uint8Array, firstByte = 0x82): Buffer {
  const { length } = payload;
  const long = Buffer.alloc(length < 126 ? 0 : length < 65_536 ? 2 : 8);
  if (long.length === 2) long.writeUInt16BE(length);
  if (long.length === 8) long.writeBigUInt64BE(BigInt(length));
  const short = long.length === 0 ? length : long.length === 2 ? 126 : 127;
  return Buffer.concat([Buffer.of(firstByte, short), long, payload]);
}

const payload = (length: number, ...start: number[]) => {
  const bytes = Buffer.alloc(length, 7);
  bytes.set(start);
  return bytes;
};

it.each([1, 700, 1_000_000])("leaves out whole messages of one kind, in pieces of %i bytes", (size) => {
  const kept = [frame(payload(10)), frame(payload(300)), frame(payload(70_000)), frame(payload(4, ...MUTED), 0x89)];
  const left = [frame(payload(10, ...MUTED)), frame(payload(126, ...MUTED)), frame(payload(65_536, ...MUTED))];
  const [a, b, c, ping] = kept as [Buffer, Buffer, Buffer, Buffer];
  const [x, y, z] = left as [Buffer, Buffer, Buffer];
  const all = Buffer.concat([HEAD, a, x, b, y, z, c, ping]);
  const filter = new MessageFilter(MUTED);
  const passed: Uint8Array[] = [];
  // single bytes of all of it would take long, and say no more than those of its beginning
  const from = size === 1 ? HEAD.length + 500 : 0;
  for (let at = 0; at < from; at++) passed.push(...filter.pass(all.subarray(at, at + 1)));
  for (let at = from; at < all.length; at += Math.max(size, 700)) {
    passed.push(...filter.pass(all.subarray(at, at + Math.max(size, 700))));
  }
  expect(Buffer.concat(passed).equals(Buffer.concat([HEAD, a, b, c, ping]))).toBe(true);
});
