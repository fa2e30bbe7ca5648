import { describe, expect, it } from "vitest";
import { HeaderStatus } from "../store/chain-store.ts";
import { storedHeaderPage } from "../store/stored-header.ts";
import { asertTestNetwork, buildBlock, drawFrom, testNetwork } from "../testing/index.ts";
import {
  ancestorAt,
  firstBlockTime,
  forkOf,
  type HeaderEntry,
  HeaderIndex,
  headersAfter,
  isAncestor,
  locatorOf,
} from "./index.ts";

const network = testNetwork();

/** An index whose headers are taken as they are, with what makes it grow. */
function emptyIndex(on = network, stored: Iterable<Uint8Array> = []) {
  const index = new HeaderIndex(on, stored);
  let version = 0;
  const grow = (parent: HeaderEntry, time?: number): HeaderEntry => {
    version += 1;
    const order = { network: on, parent, changes: { header: { version } } };
    const built = buildBlock(time === undefined ? order : { ...order, time });
    return index.add(built.headerBytes, built.header, built.hash, parent);
  };
  const growBy = (parent: HeaderEntry, count: number): HeaderEntry[] => {
    const grown: HeaderEntry[] = [];
    for (let at = parent; grown.length < count; grown.push(at)) at = grow(at);
    return grown;
  };
  return { index, grow, growBy };
}

function naiveAncestors(entry: HeaderEntry): HeaderEntry[] {
  const chain = [entry];
  for (let at = entry.parent; at !== undefined; at = at.parent) chain.push(at);
  return chain.reverse();
}

describe("ancestors", () => {
  const { index, grow, growBy } = emptyIndex();
  const main = [index.genesis, ...growBy(index.genesis, 300)];
  const draw = drawFrom(7);
  const all = [...main];
  for (let i = 0; i < 60; i++) {
    let at = all[draw(all.length)] as HeaderEntry;
    for (let left = draw(12); left > 0; left--) {
      at = grow(at);
      all.push(at);
    }
  }

  it("are found at every height", () => {
    for (let i = 0; i < 40; i++) {
      const entry = all[draw(all.length)] as HeaderEntry;
      naiveAncestors(entry).forEach((ancestor, height) => {
        expect(ancestorAt(entry, height)).toBe(ancestor);
      });
    }
    expect(() => ancestorAt(index.genesis, 1)).toThrow("invariant");
  });

  it("of two blocks part where a walk down both finds the last common one", () => {
    for (let i = 0; i < 1500; i++) {
      const a = all[draw(all.length)] as HeaderEntry;
      const b = all[draw(all.length)] as HeaderEntry;
      const ofB = new Set(naiveAncestors(b));
      const fork = naiveAncestors(a).findLast((entry) => ofB.has(entry));
      expect(forkOf(a, b)).toBe(fork);
      expect(isAncestor(a, b)).toBe(ofB.has(a));
    }
  });

  it("tell block 1's time, and genesis has none", () => {
    expect(firstBlockTime(index.genesis)).toBeUndefined();
    for (const entry of main.slice(1)) expect(firstBlockTime(entry)).toBe(main[1]?.header.time);
  });
});

describe("a header index", () => {
  it("prefers the most work, and among equals the first to arrive", () => {
    const { index, grow } = emptyIndex();
    const a = grow(index.genesis);
    const b = grow(index.genesis);
    expect(index.best).toBe(a);
    const b2 = grow(b);
    expect(index.best).toBe(b2);
    grow(a);
    expect(index.best).toBe(b2);
  });

  it("counts work, not blocks", () => {
    const { index, grow } = emptyIndex(asertTestNetwork({ genesisBits: 0x2000ffff }));
    const { time } = index.genesis.header;
    // four blocks in one second are harder than five in a day
    let hard = index.genesis;
    for (let i = 0; i < 4; i++) hard = grow(hard, time);
    let easy = grow(index.genesis, time);
    for (let i = 1; i < 5; i++) easy = grow(easy, time + i * 20_000);
    expect(easy.height).toBeGreaterThan(hard.height);
    expect(easy.chainWork < hard.chainWork).toBe(true);
    expect(index.best).toBe(hard);
  });

  it("marks a block and its descendants invalid, once, and chooses the first best of the others", () => {
    const { index, grow, growBy } = emptyIndex();
    const [a, , a3] = growBy(index.genesis, 3) as [HeaderEntry, HeaderEntry, HeaderEntry];
    const b = growBy(index.genesis, 2);
    const c = growBy(index.genesis, 2);
    expect(index.best).toBe(a3);
    const side = grow(a);
    expect(index.markInvalid(a3)).toEqual([a3]);
    expect(new Set(index.markInvalid(a))).toEqual(new Set([a, a3.parent, side]));
    expect(index.markInvalid(a)).toEqual([]);
    expect(index.best).toBe(b[1]);
    index.markInvalid(b[0] as HeaderEntry);
    expect(index.best).toBe(c[1]);
    index.markInvalid(c[0] as HeaderEntry);
    expect(index.best).toBe(index.genesis);
  });

  it("knows which blocks have all bodies down to genesis, in whatever order bodies come", () => {
    const { index, grow, growBy } = emptyIndex();
    const [a1, a2, a3] = growBy(index.genesis, 3) as [HeaderEntry, HeaderEntry, HeaderEntry];
    const b3 = grow(a2);
    index.markBody(index.genesis);
    expect(index.markBody(a3)).toEqual([]);
    expect(index.markBody(b3)).toEqual([]);
    expect(index.markBody(a1)).toEqual([a1]);
    expect(index.hasChainOfBodies(a3)).toBe(false);
    expect(new Set(index.markBody(a2))).toEqual(new Set([a2, a3, b3]));
    expect(index.hasChainOfBodies(a3)).toBe(true);
  });

  it("hands out its changes once, in order of arrival, and is the same when it is loaded from them", () => {
    const { index, grow, growBy } = emptyIndex();
    index.markBody(index.genesis);
    const a = growBy(index.genesis, 4);
    const b = growBy(index.genesis, 6);
    index.markBody(a[0] as HeaderEntry);
    index.markInvalid(b[2] as HeaderEntry);
    const stored = index.takeChanges();
    expect(stored.map(({ sequence }) => sequence)).toEqual([...Array(11).keys()]);
    expect(index.hasChanges).toBe(false);
    expect(index.takeChanges()).toEqual([]);
    index.markBody(a[1] as HeaderEntry);
    const changed = index.takeChanges();
    expect(changed).toMatchObject([{ sequence: a[1]?.sequence, status: HeaderStatus.hasBody }]);
    grow(a[3] as HeaderEntry);

    const loaded = new HeaderIndex(network, [storedHeaderPage(stored), storedHeaderPage(index.takeChanges())]);
    expect(loaded.hasChanges).toBe(false);
    expect(loaded.size).toBe(index.size);
    expect(loaded.best.hash).toEqual(index.best.hash);
    const summary = (of: HeaderIndex) =>
      [...of.all()].map(({ hash, chainWork, sequence, isInvalid }) => ({ hash, chainWork, sequence, isInvalid }));
    expect(summary(loaded)).toEqual(summary(index));
    const a1 = loaded.get(a[0]?.hash ?? new Uint8Array());
    expect(a1 && loaded.hasChainOfBodies(a1)).toBe(true);
  });

  it("refuses a store of another network", () => {
    const { index } = emptyIndex(testNetwork({ genesisMessage: "another" }));
    expect(() => new HeaderIndex(network, [storedHeaderPage(index.takeChanges())])).toThrow("network");
  });

  it("reaches any ancestor of a long chain in few steps", () => {
    // the walk over heights alone, as the entries' links make it
    const skipOf = (height: number): number => {
      const clear = (n: number) => n & (n - 1);
      if (height < 2) return 0;
      return height & 1 ? clear(clear(height - 1)) + 1 : clear(height);
    };
    const draw = drawFrom(3);
    let most = 0;
    for (let i = 0; i < 3000; i++) {
      const from = draw(2 ** 20);
      const to = draw(from + 1);
      let steps = 0;
      for (let at = from; at > to; steps++) at = skipOf(at) >= to ? skipOf(at) : at - 1;
      most = Math.max(most, steps);
    }
    expect(most).toBeLessThan(200);
  });
});

describe("locators", () => {
  const { index, growBy } = emptyIndex();
  const main = [index.genesis, ...growBy(index.genesis, 200)];
  const fork = growBy(main[150] as HeaderEntry, 5);
  const at = (height: number) => main[height] as HeaderEntry;
  const tip = at(200);

  it("are dense near the tip, sparse below and end with genesis", () => {
    const heights = locatorOf(tip).map((hash) => index.get(hash)?.height);
    expect(heights).toEqual([200, 199, 198, 197, 196, 195, 194, 193, 192, 191, 189, 185, 177, 161, 129, 65, 0]);
    expect(locatorOf(index.genesis)).toEqual([index.genesis.hash]);
    expect(locatorOf(at(1))).toEqual([at(1).hash, index.genesis.hash]);
  });

  it("find the headers that another chain lacks, oldest first", () => {
    const answer = headersAfter(index, tip, locatorOf(fork[4] as HeaderEntry), undefined, 2000);
    const heights = answer.map(({ height }) => height);
    expect(heights.at(-1)).toBe(200);
    // the last shared hash of the locator is at or below the fork
    expect(heights[0]).toBeLessThanOrEqual(151);
    expect(heights[0]).toBeGreaterThan(140);
    expect(answer.every((entry) => isAncestor(entry, tip))).toBe(true);
  });

  it("give nothing to who is there already, and everything to who knows nothing of ours", () => {
    expect(headersAfter(index, tip, locatorOf(tip), undefined, 2000)).toEqual([]);
    expect(headersAfter(index, tip, [], undefined, 2000)).toEqual(main.slice(1));
    expect(headersAfter(index, tip, [new Uint8Array(32)], undefined, 2000)).toEqual(main.slice(1));
  });

  it("are answered up to a number of headers, or to a hash and with it", () => {
    expect(headersAfter(index, tip, [], undefined, 7)).toEqual(main.slice(1, 8));
    expect(headersAfter(index, tip, [], at(9).hash, 2000)).toEqual(main.slice(1, 10));
    expect(headersAfter(index, tip, [], at(9).hash, 9)).toEqual(main.slice(1, 10));
    // a stop that is not ahead on this chain stops nothing
    expect(headersAfter(index, tip, [at(190).hash], at(9).hash, 2000)).toHaveLength(10);
    expect(headersAfter(index, tip, [at(190).hash], fork[0]?.hash, 2000)).toHaveLength(10);
  });
});
