import { describe, expect, it } from "vitest";
import { Reject } from "../reject.ts";
import { asertTestNetwork, type BlockChanges, BlockTree, TEST_BITS, testNetwork } from "../testing/index.ts";
import { acceptHeader, bitsAfter, type HeaderEntry, HeaderIndex } from "./index.ts";

const LATE = 2 ** 32;

/** An index that judges what a tree builds; `accept` returns the code, or undefined when the header is taken. */
function judge(network = testNetwork()) {
  const tree = new BlockTree(network);
  const index = new HeaderIndex(network, []);
  const outcome = (headerBytes: Uint8Array, now = LATE) => acceptHeader(index, network, headerBytes, now);
  const accept = (headerBytes: Uint8Array, now = LATE) => {
    const result = outcome(headerBytes, now);
    return result instanceof Reject ? result.code : undefined;
  };
  const build = (parent: HeaderEntry, header: BlockChanges["header"], missTarget = false) =>
    tree.extend(parent, { changes: { header: header ?? {}, missTarget } });
  return { network, tree, index, accept, outcome, build };
}

describe("headers in context", () => {
  it("prev-blk-not-found", () => {
    const { tree, accept, build } = judge();
    const first = build(tree.genesis, {});
    const second = build(first.entry, {});
    expect(accept(second.headerBytes)).toBe("prev-blk-not-found");
    expect(accept(first.headerBytes)).toBeUndefined();
    expect(accept(second.headerBytes)).toBeUndefined();
  });

  it("bad-prevblk", () => {
    const { tree, index, accept, build } = judge();
    const first = build(tree.genesis, {});
    const sibling = build(tree.genesis, { version: 2 });
    const second = build(first.entry, {});
    const onSibling = build(sibling.entry, {});
    accept(first.headerBytes);
    accept(sibling.headerBytes);
    index.markInvalid(index.get(first.hash) as HeaderEntry);
    expect(accept(second.headerBytes)).toBe("bad-prevblk");
    expect(accept(first.headerBytes)).toBe("bad-prevblk");
    expect(accept(onSibling.headerBytes)).toBeUndefined();
  });

  it("time-too-old", () => {
    const { tree, accept, build } = judge();
    const { time } = tree.genesis.header;
    expect(accept(build(tree.genesis, { time: time - 1 }).headerBytes)).toBe("time-too-old");
    expect(accept(build(tree.genesis, { time }).headerBytes)).toBeUndefined();
  });

  it("bad-diffbits", () => {
    const { network, tree, accept, build } = judge(asertTestNetwork());
    const first = build(tree.genesis, {});
    expect(accept(build(tree.genesis, { bits: TEST_BITS - 1 }).headerBytes)).toBe("bad-diffbits");
    expect(accept(first.headerBytes)).toBeUndefined();
    const { time } = first.header;
    const second = build(first.entry, { time });
    expect(accept(second.headerBytes)).toBeUndefined();
    // the second block came a whole spacing early, so the third one's target is below the easiest
    const bits = bitsAfter(network, second.entry, time);
    expect(bits).toBeLessThan(TEST_BITS);
    expect(accept(build(second.entry, { time, bits: bits - 1 }).headerBytes)).toBe("bad-diffbits");
    expect(accept(build(second.entry, { time, bits: bits + 1 }).headerBytes)).toBe("bad-diffbits");
    expect(accept(build(second.entry, { time, bits }).headerBytes)).toBeUndefined();
  });

  it("high-hash", () => {
    const { tree, accept, build } = judge();
    expect(accept(build(tree.genesis, {}, true).headerBytes)).toBe("high-hash");
    expect(accept(build(tree.genesis, {}).headerBytes)).toBeUndefined();
  });

  it("time-too-new", () => {
    const { network, tree, accept, outcome, build } = judge();
    expect(network.maxFutureSeconds).toBe(20);
    const header = build(tree.genesis, {});
    const now = header.header.time - 20;
    expect(accept(header.headerBytes, now - 1)).toBe("time-too-new");
    expect(outcome(header.headerBytes, now - 1)).toMatchObject({ class: "early" });
    expect(accept(header.headerBytes, now)).toBeUndefined();
  });
});

describe("the order of the rules and what is left of a refusal", () => {
  it("is time-too-old, bad-diffbits, high-hash, time-too-new", () => {
    const { tree, accept, build } = judge();
    const { time } = tree.genesis.header;
    const bits = TEST_BITS - 1;
    const now = time - 100;
    expect(accept(build(tree.genesis, { time: time - 1, bits }, true).headerBytes, now)).toBe("time-too-old");
    expect(accept(build(tree.genesis, { bits }, true).headerBytes, now)).toBe("bad-diffbits");
    expect(accept(build(tree.genesis, {}, true).headerBytes, now)).toBe("high-hash");
    expect(accept(build(tree.genesis, {}).headerBytes, now)).toBe("time-too-new");
  });

  it("leaves no trace in the index, and a header that is known is returned as it is", () => {
    const { tree, index, outcome, build } = judge();
    outcome(build(tree.genesis, {}, true).headerBytes);
    expect(index.size).toBe(1);
    const good = build(tree.genesis, {});
    const entry = outcome(good.headerBytes);
    expect(outcome(good.headerBytes)).toBe(entry);
    expect(index.size).toBe(2);
  });

  it("lets a miner roll the version to any value", () => {
    const { tree, accept, build } = judge();
    for (const version of [0, 0x20000000, 0xffffffff]) {
      expect(accept(build(tree.genesis, { version }).headerBytes)).toBeUndefined();
    }
  });
});
