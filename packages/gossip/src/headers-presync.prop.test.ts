/** Chains of any length in batches of any size, honest ones and such that change between the passes. */
import type { Network } from "@triad/chain";
import { acceptHeader, type HeaderEntry, HeaderIndex } from "@triad/chain/headers";
import { asertTestNetwork, growHeaders, testNetwork } from "@triad/chain/testing";
import { equalBytes } from "@triad/crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { COMMITMENTS_AHEAD, HEADERS_AHEAD, HeadersPresync, type PresyncStep } from "./headers-presync.ts";
import { seededRandomness } from "./testing/fake-ports.ts";

const numRuns = Number(process.env["TRIAD_PROPERTY_RUNS"] ?? 100);
const LENGTH_MAX = 3_500;
const BATCH_MAX = 2_000;
const HEADER_BYTES = 80;
const LATE = 2 ** 32;
/** The second pass's buffer, and 64 bytes of bits: enough for any chain of these lengths. */
const BYTES_MAX = (HEADERS_AHEAD + BATCH_MAX) * HEADER_BYTES + 64;
/** Where the rivals part from the honest chain. */
const FORKS = [0, 63, 2_000, 2_400];

interface Grown {
  readonly network: Network;
  readonly headers: readonly Uint8Array[];
  readonly entries: readonly HeaderEntry[];
}

function grow(network: Network, secondsApart: number): Grown {
  const index = new HeaderIndex(network, []);
  const headers = growHeaders({ network, parent: index.genesis, count: LENGTH_MAX, secondsApart });
  for (const header of headers) acceptHeader(index, network, header, LATE);
  return { network, headers, entries: [...index.all()] };
}

const fixed = grow(testNetwork(), 2);
const moving = grow(asertTestNetwork({ genesisBits: 0x200fffff }), 3);
const rivals = new Map(
  FORKS.map((height) => {
    const parent = fixed.entries[height] as HeaderEntry;
    const rest = growHeaders({ network: fixed.network, parent, count: LENGTH_MAX - height, mark: 1 });
    return [height, [...fixed.headers.slice(0, height), ...rest]];
  }),
);

interface Served {
  readonly stored: readonly Uint8Array[];
  readonly end: Exclude<PresyncStep["type"], "ask">;
  readonly bytesMost: number;
}

/** A peer that has `first` until it is asked from the fork again, and `second` from then on. */
function serve(
  presync: HeadersPresync,
  first: readonly Uint8Array[],
  second: readonly Uint8Array[],
  batch: number,
): Served {
  const stored: Uint8Array[] = [];
  let [chain, at, bytesMost] = [first, 0, 0];
  for (;;) {
    const headers = chain.slice(at, at + batch);
    const step = presync.receive(headers, headers.length === batch, LATE);
    bytesMost = Math.max(bytesMost, presync.bytes);
    if (step.type === "ask" || step.type === "store") stored.push(...step.release);
    if (step.type !== "ask") return { stored, end: step.type, bytesMost };
    at += batch;
    if (step.after === undefined) [chain, at] = [second, 0];
  }
}

/** As `toEqual`, which takes a hundred times as long for thousands of arrays. */
function expectSame(some: readonly Uint8Array[], others: readonly Uint8Array[]): void {
  expect(some.length).toBe(others.length);
  expect(some.findIndex((header, at) => !equalBytes(header, others[at] ?? new Uint8Array(0)))).toBe(-1);
}

const sizes = { length: fc.integer({ min: 1, max: LENGTH_MAX }), batch: fc.integer({ min: 20, max: BATCH_MAX }) };

describe.each([
  ["a fixed difficulty", fixed],
  ["a difficulty that moves", moving],
])("with %s", (_, { network, headers, entries }) => {
  it("an honest chain gets through when it has the work, and only then", () => {
    const orders = fc.record({
      ...sizes,
      asked: fc.integer({ min: 1, max: LENGTH_MAX }),
      forkAt: fc.integer({ min: 0, max: 100 }),
    });
    fc.assert(
      fc.property(orders, fc.nat(), ({ length, batch, asked, forkAt }, seed) => {
        const forkHeight = Math.min(forkAt, length - 1, asked - 1);
        const [fork, mark] = [entries[forkHeight], entries[asked]] as [HeaderEntry, HeaderEntry];
        const chain = headers.slice(forkHeight, length);
        const presync = new HeadersPresync({ network, random: seededRandomness(seed), fork, workMin: mark.chainWork });
        const served = serve(presync, chain, chain, batch);
        expect(served.end).toBe(length >= asked ? "store" : "low-work");
        // what comes after the batch in which the work was reached goes the direct way
        const reached = Math.ceil((asked - forkHeight) / batch) * batch;
        expectSame(served.stored, length >= asked ? chain.slice(0, reached) : []);
        expect(served.bytesMost).toBeLessThanOrEqual(BYTES_MAX);
      }),
      { numRuns },
    );
  });
});

it("a chain that changes between the passes: nothing of the change is stored that has no work behind it", () => {
  const { network, headers, entries } = fixed;
  fc.assert(
    fc.property(fc.constantFrom(...FORKS), sizes.batch, fc.nat(), (forkAt, batch, seed) => {
      const rival = rivals.get(forkAt) ?? [];
      const [fork, mark] = [entries[0], entries[LENGTH_MAX]] as [HeaderEntry, HeaderEntry];
      const presync = new HeadersPresync({ network, random: seededRandomness(seed), fork, workMin: mark.chainWork });
      const served = serve(presync, headers, rival, batch);
      expect(served.end).toBe("changed");
      expectSame(served.stored, headers.slice(0, served.stored.length));
      expect(served.stored.length).toBeLessThanOrEqual(forkAt);
      expect(served.bytesMost).toBeLessThanOrEqual(BYTES_MAX);
    }),
    { numRuns },
  );
});

it("a liar's hope is once in 2^32 tries", () => {
  expect(COMMITMENTS_AHEAD).toBe(32);
  expect(HEADERS_AHEAD).toBe(2_048);
});
