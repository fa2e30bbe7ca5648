/**
 * What the costliest inputs cost: time at two sizes, whose ratio tells whether it grows as the input does, and memory
 * of what is read, as a multiple of the input's bytes.
 */
import { setTimeout } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { readNetworkFile } from "@triad/chain";
import { readGolombCodedSet } from "@triad/chain/blocks";
import { decodeFrame, encodeMessage, readBlock, readTransaction } from "@triad/protocol";
import { readWalletRecord } from "@triad/wallet";
import { join, repeat, textOf, utf8 } from "./generate/bytes.ts";
import { field, nested, numberField } from "./generate/protobuf-shapes.ts";

/** The same as starting with --expose-gc. */
setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

export interface CostlyShape {
  readonly name: string;
  /** About so many bytes. */
  readonly make: (bytes: number) => Uint8Array;
  readonly read: (input: Uint8Array) => unknown;
}

const TRIES = 7;
/** The larger of the two sizes is four times the smaller. */
const FACTOR = 4;
const SMALL_BYTES = 250_000;
/** A small value is measured many times over: what else happens on the heap must not count. */
const MEASURED_BYTES = 2_500_000;
const SETTLE_MS = 10;

const HASH = new Uint8Array(32).fill(7);
const OUTPUT = field(3, join([numberField(1, 1), field(2, HASH)]));
const INPUT = field(2, field(1, HASH));

export const COSTLY_SHAPES: readonly CostlyShape[] = [
  shape("transaction of inputs", (bytes) => times(INPUT, bytes), readTransaction),
  shape("transaction of outputs", (bytes) => times(OUTPUT, bytes), readTransaction),
  shape("block of least transactions", blockOf, readBlock),
  shape("addresses of one letter", addressesOf, decodeFrame),
  shape("addresses, empty and too many", (bytes) => field(6, times(field(1, new Uint8Array()), bytes)), decodeFrame),
  shape("headers", headersOf, decodeFrame),
  shape("inventory", inventoryOf, decodeFrame),
  shape("transactions of least size", transactionsOf, decodeFrame),
  shape("block reply", (bytes) => encodeMessage({ kind: "block-reply", block: new Uint8Array(bytes) }), decodeFrame),
  shape("nested addresses", (bytes) => field(6, nested(1, bytes / 4)), decodeFrame),
  shape("filter of smallest values", filterOf, readGolombCodedSet),
  shape(
    "filter of one endless quotient",
    (bytes) => join([Uint8Array.of(1), times(Uint8Array.of(0xff), bytes)]),
    readGolombCodedSet,
  ),
  shape(
    "network file of open brackets",
    (bytes) => utf8("[".repeat(bytes)),
    (input) => attempt(() => readNetworkFile(textOf(input))),
  ),
  shape("wallet record of a payment", paymentOf, (input) => readWalletRecord(`wallet/tx/${"0".repeat(16)}`, input)),
];

export async function measureAll(say: (line: string) => void): Promise<void> {
  say("shape                           | bytes of input | ms    | ms at 4 × the bytes | held, × input | peak, × input");
  for (const { name, make, read } of COSTLY_SHAPES) {
    const [small, large] = [make(SMALL_BYTES), make(SMALL_BYTES * FACTOR)];
    const [smallMs, largeMs] = [fastestMs(small, read), fastestMs(large, read)];
    // shapes that a limit cuts short do not grow: the ratio is then that of what is left
    const { held, peak } = await growth(small, read);
    const multiple = (bytes: number) => (bytes / small.length).toFixed(1).padStart(13);
    const columns = [
      String(small.length).padStart(14),
      smallMs.toFixed(2).padStart(5),
      largeMs.toFixed(2).padStart(19),
    ];
    say([name.padEnd(31), ...columns, multiple(held), multiple(peak)].join(" | "));
  }
}

function fastestMs(input: Uint8Array, read: CostlyShape["read"]): number {
  let fastest = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < TRIES; tries++) {
    const begin = performance.now();
    read(input);
    fastest = Math.min(fastest, performance.now() - begin);
  }
  return fastest;
}

/** What the value that is read from about so many bytes keeps of them. */
export async function heldMultiple({ make, read }: CostlyShape, bytes = SMALL_BYTES): Promise<number> {
  const input = make(bytes);
  return (await growth(input, read)).held / input.length;
}

/** Of heap and buffers: what a value that was read keeps, and what there was before anything was collected. */
async function growth(input: Uint8Array, read: CostlyShape["read"]): Promise<{ held: number; peak: number }> {
  await collect();
  const beforePeak = memory();
  read(input);
  const peak = memory() - beforePeak;
  await collect();
  const before = memory();
  // several copies, since a reader may return a view of its input: each is to be read from bytes of its own
  const copies = Math.ceil(MEASURED_BYTES / input.length);
  const values = Array.from({ length: copies }, () => read(input.slice()));
  await collect();
  const held = (memory() - before) / copies;
  // named after the measurement, so that nothing of it is collected before
  return { held: values.length === copies ? Math.max(0, held) : 0, peak: Math.max(0, peak) };
}

/** Buffers are given back by another thread, a little after the collection. */
async function collect(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    collectGarbage();
    await setTimeout(SETTLE_MS);
  }
}

function memory(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function shape(name: string, make: CostlyShape["make"], read: CostlyShape["read"]): CostlyShape {
  return { name, make, read };
}

function times(bytes: Uint8Array, total: number): Uint8Array {
  return repeat(bytes, Math.floor(total / bytes.length));
}

function blockOf(bytes: number): Uint8Array {
  return join([field(1, new Uint8Array(80)), field(2, new Uint8Array(64)), times(field(3, new Uint8Array(65)), bytes)]);
}

/** As many as one message may have: the limit on elements is reached long before that on bytes. */
function addressesOf(bytes: number): Uint8Array {
  const address = field(1, join([field(1, utf8("h")), numberField(2, 1), numberField(3, 1)]));
  return field(6, repeat(address, Math.min(1000, Math.floor(bytes / address.length))));
}

function headersOf(bytes: number): Uint8Array {
  const headers = Array.from({ length: Math.min(2000, Math.floor(bytes / 80)) }, () => new Uint8Array(80));
  return encodeMessage({ kind: "headers", headers });
}

function inventoryOf(bytes: number): Uint8Array {
  const wtxids = Array.from({ length: Math.min(1000, Math.floor(bytes / 32)) }, () => HASH);
  return encodeMessage({ kind: "inventory", wtxids });
}

function transactionsOf(bytes: number): Uint8Array {
  const transactions = Array.from({ length: Math.min(100, Math.floor(bytes / 65)) }, () => new Uint8Array(65));
  return encodeMessage({ kind: "transactions", transactions });
}

/** Distance 0 each: 20 bits. */
function filterOf(bytes: number): Uint8Array {
  const count = Math.floor(((bytes - 5) * 8) / 20);
  const size = Uint8Array.of(0xfe, count, count >> 8, count >> 16, count >>> 24);
  return join([size, new Uint8Array(Math.ceil((count * 20) / 8))]);
}

function paymentOf(bytes: number): Uint8Array {
  const count = Math.min(65_535, Math.floor(bytes / 85));
  const record = new Uint8Array(55 + 85 * count);
  const view = new DataView(record.buffer);
  view.setUint16(53, count, true);
  // an amount of at least 1 in each coin, 36 bytes after its beginning
  for (let at = 55; at < record.length; at += 85) record[at + 36] = 1;
  return record;
}

function attempt(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return error;
  }
}
