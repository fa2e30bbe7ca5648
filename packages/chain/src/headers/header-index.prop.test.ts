/** Random trees of headers, grown and marked in random ways, against a model that keeps objects and walks them. */
import { hashHeader, writeHeader } from "@triad/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StoredHeader } from "../store/chain-store.ts";
import { readStoredHeaders, storedHeaderPage } from "../store/stored-header.ts";
import { drawFrom, TEST_BITS, testNetwork } from "../testing/index.ts";
import { ancestorAt, firstBlockTime, forkOf, type HeaderEntry, HeaderIndex, isAncestor } from "./index.ts";
import { targetOfBits, workOfTarget } from "./target.ts";

const network = testNetwork();
/** Targets from the easiest on: work that differs, so that the longest chain need not be the best. */
const BITS = [TEST_BITS, 0x203fffff, 0x1f00ffff, 0x1d00ffff, 0x0f00ffff];
/** More than a new table holds, and more than twice as many. */
const HEADERS_MAX = 2100;
const numRuns = Number(process.env["TRIAD_PROPERTY_RUNS"] ?? 60);

interface ModelHeader {
  readonly sequence: number;
  readonly parent: ModelHeader | undefined;
  readonly height: number;
  readonly work: bigint;
  readonly bytes: Uint8Array;
  readonly time: number;
  hasBody: boolean;
  isInvalid: boolean;
}

const workOf = (bits: number) => workOfTarget(targetOfBits(bits) ?? 0n);

/** An index and a model to which the same is done. */
class Grown {
  readonly index = new HeaderIndex(network, []);
  readonly entries: HeaderEntry[] = [this.index.genesis];
  readonly model: ModelHeader[];
  readonly stored = new Map<number, StoredHeader>();
  /** Sequences of what is to be handed out next. */
  readonly changed = new Set([0]);

  constructor() {
    const { header, headerBytes: bytes } = network.genesis;
    const rest = { height: 0, hasBody: false, isInvalid: false, time: header.time };
    this.model = [{ sequence: 0, parent: undefined, work: workOf(header.bits), bytes, ...rest }];
  }

  add(parentAt: number, bits: number, seconds: number): void {
    const [parent, parentEntry] = [this.model[parentAt] as ModelHeader, this.entries[parentAt] as HeaderEntry];
    if (parent.isInvalid) return;
    const sequence = this.model.length;
    const root = new Uint8Array(32).fill(sequence & 0xff);
    const time = parent.time + seconds;
    const header = { version: 2 ** 32 - 1 - sequence, prev: parentEntry.hash, root, time, bits, nonce: sequence };
    const bytes = writeHeader(header);
    this.entries.push(this.index.add(bytes, header, hashHeader(bytes), parentEntry));
    const work = parent.work + workOf(bits);
    const rest = { height: parent.height + 1, hasBody: false, isInvalid: false };
    this.model.push({ sequence, parent, work, bytes, time, ...rest });
    this.changed.add(sequence);
  }

  markBody(at: number): void {
    const before = new Set(this.model.filter(hasChain));
    (this.model[at] as ModelHeader).hasBody = true;
    const extended = this.index.markBody(this.entries[at] as HeaderEntry);
    this.changed.add(at);
    expectSame(
      extended,
      this.model.filter((header) => hasChain(header) && !before.has(header)),
    );
  }

  markInvalid(at: number): void {
    const condemned = this.model.filter((header) => !header.isInvalid && chainOf(header).includes(this.at(at)));
    for (const header of condemned) header.isInvalid = true;
    for (const { sequence } of condemned) this.changed.add(sequence);
    expectSame(this.index.markInvalid(this.entries[at] as HeaderEntry), condemned);
  }

  dropBodiesBeside(at: number): void {
    const { parent } = this.at(at);
    const isBeside = (header: ModelHeader) => {
      const chain = chainOf(header);
      return parent !== undefined && header !== parent && chain.includes(parent) && !chain.includes(this.at(at));
    };
    const dropped = this.model.filter((header) => header.hasBody && isBeside(header));
    for (const header of dropped) header.hasBody = false;
    for (const { sequence } of dropped) this.changed.add(sequence);
    expectSame(this.index.dropBodiesBeside(this.entries[at] as HeaderEntry), dropped);
  }

  takeChanges(): void {
    const changes = this.index.takeChanges();
    expect(changes.map(({ sequence }) => sequence)).toEqual([...this.changed].sort((a, b) => a - b));
    for (const change of changes) this.stored.set(change.sequence, change);
    this.changed.clear();
    expect(this.index.hasChanges).toBe(false);
  }

  /** The index as a restart makes it, from pages of any size. */
  reloaded(perPage: number): HeaderIndex {
    this.takeChanges();
    const all = [...this.stored.values()].sort((a, b) => a.sequence - b.sequence);
    const pages: Uint8Array[] = [];
    for (let i = 0; i < all.length; i += perPage) pages.push(storedHeaderPage(all.slice(i, i + perPage)));
    expect([...readStoredHeaders(pages)]).toEqual(all);
    return new HeaderIndex(network, pages);
  }

  at(sequence: number): ModelHeader {
    return this.model[sequence] as ModelHeader;
  }
}

function chainOf(header: ModelHeader): readonly ModelHeader[] {
  const chain: ModelHeader[] = [];
  for (let at: ModelHeader | undefined = header; at !== undefined; at = at.parent) chain.push(at);
  return chain.reverse();
}

function hasChain(header: ModelHeader): boolean {
  return chainOf(header).every(({ hasBody }) => hasBody);
}

function expectSame(entries: readonly HeaderEntry[], headers: readonly ModelHeader[]): void {
  const sequences = entries.map(({ sequence }) => sequence).sort((a, b) => a - b);
  expect(sequences).toEqual(headers.map(({ sequence }) => sequence));
}

function expectEqual(index: HeaderIndex, { model, entries }: Grown, seed: number): void {
  const draw = drawFrom(seed);
  expect(index.size).toBe(model.length);
  const valid = model.filter(({ isInvalid }) => !isInvalid);
  const best = valid.reduce((a, b) => (b.work > a.work ? b : a));
  expect(index.best.sequence).toBe(best.sequence);
  for (const header of model) {
    const entry = index.get(entries[header.sequence]?.hash ?? new Uint8Array(32)) as HeaderEntry;
    const { sequence, height, work: chainWork, hasBody, isInvalid } = header;
    expect(entry).toMatchObject({ sequence, height, chainWork, hasBody, isInvalid });
    expect(entry.parent?.sequence).toBe(header.parent?.sequence);
    expect(index.headerBytes(entry)).toEqual(header.bytes);
    expect(writeHeader(entry.header)).toEqual(header.bytes);
    expect(hashHeader(header.bytes)).toEqual(entry.hash);
  }
  const all = [...index.all()];
  for (let i = 0; i < 30; i++) {
    const [a, b] = [draw(model.length), draw(model.length)];
    const [chainOfA, chainOfB] = [chainOf(model[a] as ModelHeader), chainOf(model[b] as ModelHeader)];
    const [entry, other] = [all[a] as HeaderEntry, all[b] as HeaderEntry];
    const height = draw(entry.height + 1);
    expect(ancestorAt(entry, height)).toBe(all[chainOfA[height]?.sequence ?? -1]);
    const fork = chainOfA.findLast((header) => chainOfB.includes(header));
    expect(forkOf(entry, other)).toBe(all[fork?.sequence ?? -1]);
    expect(isAncestor(entry, other)).toBe(chainOfB.includes(model[a] as ModelHeader));
    expect(firstBlockTime(entry)).toBe(chainOfA[1]?.time);
    expect(index.hasChainOfBodies(entry)).toBe(hasChain(model[a] as ModelHeader));
    const isBeyond = (header: ModelHeader) => header.work > (model[a] as ModelHeader).work;
    expectSame(
      [...index.connectableBeyond(entry)],
      valid.filter((header) => isBeyond(header) && hasChain(header)),
    );
  }
}

type Step = readonly [kind: "grow" | "body" | "invalid" | "drop" | "take" | "check", seed: number, count: number];

const stepArbitrary: fc.Arbitrary<Step> = fc.tuple(
  fc.constantFrom("grow", "grow", "grow", "body", "body", "body", "invalid", "drop", "take", "check"),
  fc.nat(2 ** 31 - 1),
  fc.integer({ min: 1, max: 25 }),
);

function take(grown: Grown, [kind, seed, count]: Step): void {
  const draw = drawFrom(seed);
  const at = draw(grown.model.length);
  switch (kind) {
    case "grow":
      // most of the time a chain, now and then a branch
      for (let i = 0, parent = at; i < count; i++) {
        grown.add(parent, BITS[draw(BITS.length)] as number, draw(100));
        parent = draw(5) === 0 ? draw(grown.model.length) : grown.model.length - 1;
      }
      return;
    case "body":
      for (const header of chainOf(grown.at(at)).slice(-count)) grown.markBody(header.sequence);
      if (draw(3) === 0) grown.markBody(0);
      return;
    case "invalid":
      if (at > 0) grown.markInvalid(at);
      return;
    case "drop":
      grown.dropBodiesBeside(at);
      return;
    case "take":
      grown.takeChanges();
      return;
    case "check":
      expectEqual(grown.index, grown, seed);
      return;
    default:
      kind satisfies never;
  }
}

describe("a header index is the same as a model of it", () => {
  it("however it grows, is marked and is loaded again", () => {
    fc.assert(
      fc.property(fc.array(stepArbitrary, { maxLength: 30 }), fc.integer({ min: 1, max: 50 }), (steps, perPage) => {
        const grown = new Grown();
        for (const step of steps) take(grown, step);
        expectEqual(grown.index, grown, 1);
        const reloaded = grown.reloaded(perPage);
        expectEqual(reloaded, grown, 2);
        expect(reloaded.hasChanges).toBe(false);
      }),
      { numRuns },
    );
  });

  it("when its columns double, and entries and hashes that were handed out stay what they were", () => {
    const grown = new Grown();
    const draw = drawFrom(5);
    const early: { readonly entry: HeaderEntry; readonly hash: Uint8Array; readonly copy: Uint8Array }[] = [];
    while (grown.model.length < HEADERS_MAX) {
      const newest = grown.model.length - 1;
      grown.add(draw(20) === 0 ? draw(newest + 1) : newest, BITS[draw(BITS.length)] as number, draw(9));
      const entry = grown.entries.at(-1) as HeaderEntry;
      early.push({ entry, hash: entry.hash, copy: Uint8Array.from(entry.hash) });
    }
    for (const { entry, hash, copy } of early) {
      expect(hash).toEqual(copy);
      expect(entry.hash).toEqual(copy);
      expect(grown.index.get(copy)).toBe(entry);
    }
    expectEqual(grown.index, grown, 6);
    expectEqual(grown.reloaded(1000), grown, 7);
  });
});
