/** The filter of a block, docs/spec/filters.md. Bits are a string of "0" and "1". */
import { type Bytes, fromHex, hex, join, littleEndian, numberOf, tagged } from "./bytes.ts";
import type { Transaction } from "./transaction.ts";

const P = 19n;
const M = 784931n;

export function filterOf(transactions: readonly Transaction[], prev: Bytes): Bytes {
  const elements = new Set<string>();
  for (const { inputs, outputs } of transactions) {
    for (const { txid, index } of inputs) elements.add(hex(join(txid, littleEndian(index, 4))));
    for (const { key } of outputs) elements.add(hex(key));
  }
  const count = BigInt(elements.size);
  const values = [...elements].map((element) => (sipHash(prev, fromHex(element)) * (count * M)) >> 64n);
  values.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const distances = values.map((value, i) => value - (values[i - 1] ?? 0n));
  return join(compactSize(count), bytesOfBits(distances.map(golomb).join("")));
}

export function filterHashOf(filter: Bytes): Bytes {
  return tagged("Triad/filter", filter);
}

function golomb(distance: bigint): string {
  const quotient = Number(distance >> P);
  const remainder = distance & (2n ** P - 1n);
  return `${"1".repeat(quotient)}0${remainder.toString(2).padStart(Number(P), "0")}`;
}

function bytesOfBits(bits: string): Bytes {
  const padded = bits.padEnd(Math.ceil(bits.length / 8) * 8, "0");
  return Uint8Array.from(padded.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
}

function compactSize(count: bigint): Bytes {
  if (count < 253n) return littleEndian(count, 1);
  return count < 65536n
    ? join(Uint8Array.of(0xfd), littleEndian(count, 2))
    : join(Uint8Array.of(0xfe), littleEndian(count, 4));
}

/** SipHash-2-4 with the first 16 bytes of `key`. */
function sipHash(key: Bytes, message: Bytes): bigint {
  const k0 = numberOf(key.slice(0, 8));
  const k1 = numberOf(key.slice(8, 16));
  let v = [
    k0 ^ 0x736f6d6570736575n,
    k1 ^ 0x646f72616e646f6dn,
    k0 ^ 0x6c7967656e657261n,
    k1 ^ 0x7465646279746573n,
  ] as State;
  const zeros = new Uint8Array(7 - (message.length % 8));
  const padded = join(message, zeros, Uint8Array.of(message.length % 256));
  for (let at = 0; at < padded.length; at += 8) {
    const word = numberOf(padded.slice(at, at + 8));
    v = [v[0], v[1], v[2], v[3] ^ word];
    v = sipRound(sipRound(v));
    v = [v[0] ^ word, v[1], v[2], v[3]];
  }
  v = [v[0], v[1], v[2] ^ 0xffn, v[3]];
  v = sipRound(sipRound(sipRound(sipRound(v))));
  return v[0] ^ v[1] ^ v[2] ^ v[3];
}

type State = readonly [bigint, bigint, bigint, bigint];

function sipRound([a, b, c, d]: State): State {
  let [v0, v1, v2, v3] = [a, b, c, d];
  v0 = add(v0, v1);
  v1 = rotate(v1, 13n) ^ v0;
  v0 = rotate(v0, 32n);
  v2 = add(v2, v3);
  v3 = rotate(v3, 16n) ^ v2;
  v0 = add(v0, v3);
  v3 = rotate(v3, 21n) ^ v0;
  v2 = add(v2, v1);
  v1 = rotate(v1, 17n) ^ v2;
  v2 = rotate(v2, 32n);
  return [v0, v1, v2, v3];
}

function add(a: bigint, b: bigint): bigint {
  return BigInt.asUintN(64, a + b);
}

function rotate(value: bigint, bits: bigint): bigint {
  return BigInt.asUintN(64, value << bits) | (value >> (64n - bits));
}
