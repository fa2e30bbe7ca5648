import { describe, expect, it } from "vitest";
import { BLOCK_TIMEOUT_MS } from "./block-download.ts";
import { SingleBlocks } from "./single-blocks.ts";

const at = (ms: number) => ({ monotonicMs: ms, unixMs: ms });
const hash = (n: number) => new Uint8Array(32).fill(n);

function singles(draw: (below: number) => number = () => 0) {
  const asked: [number, number][] = [];
  const ended: [number, string][] = [];
  const blocks: SingleBlocks = new SingleBlocks({
    outbox: {
      send: (peer, message) => {
        if (message.kind !== "get-blocks" || message.hashes.length !== 1) throw new Error("one hash in a question");
        asked.push([peer, message.hashes[0]?.[0] ?? 0]);
      },
      disconnect: (peer, code) => {
        ended.push([peer, code]);
        blocks.peerGone(peer, at(0));
      },
    },
    random: { bytes: (count) => new Uint8Array(count), integer: draw },
  });
  return { blocks, asked, ended };
}

describe("a block that is wanted", () => {
  it("is asked of one peer that is drawn, and of none that is below it", () => {
    const { blocks, asked } = singles((below) => below - 1);
    blocks.peerReady(1, 10, at(0));
    blocks.peerReady(2, 10, at(0));
    blocks.peerReady(3, 4, at(0));
    blocks.want(hash(7), 5, at(0));
    blocks.want(hash(7), 5, at(0));
    expect(asked).toEqual([[2, 7]]);
    expect(blocks.received(1, hash(7), at(0))).toBe("unrequested");
    expect(blocks.received(2, hash(7), at(0))).toBe("wanted");
    expect(blocks.received(2, hash(7), at(0))).toBe("unrequested");
  });

  it("waits until a peer has room, or is high enough", () => {
    const { blocks, asked } = singles();
    blocks.peerReady(1, 10, at(0));
    for (const n of [1, 2, 3]) blocks.want(hash(n), n, at(0));
    blocks.want(hash(4), 11, at(0));
    expect(asked).toEqual([
      [1, 1],
      [1, 2],
    ]);
    blocks.received(1, hash(1), at(0));
    expect(asked.at(-1)).toEqual([1, 3]);
    blocks.received(1, hash(2), at(0));
    expect(asked).toHaveLength(3);
    blocks.peerHas(1, 11, at(0));
    expect(asked.at(-1)).toEqual([1, 4]);
  });

  it("is asked of another when a peer has it not, and of that one again after a while", () => {
    const { blocks, asked } = singles();
    blocks.peerReady(1, 10, at(0));
    blocks.want(hash(1), 1, at(0));
    expect(blocks.notFound(1, [hash(1), hash(9)], at(0))).toEqual([hash(1)]);
    expect(asked).toHaveLength(1);
    blocks.peerReady(2, 10, at(0));
    expect(asked.at(-1)).toEqual([2, 1]);
    blocks.notFound(2, [hash(1)], at(0));
    blocks.wake(at(9_999));
    expect(asked).toHaveLength(2);
    expect(blocks.nextWake()).toBe(10_000);
    blocks.wake(at(10_000));
    expect(asked).toHaveLength(3);
  });

  it("stalled: is asked of another when it does not come", () => {
    const { blocks, asked, ended } = singles();
    blocks.peerReady(1, 10, at(0));
    blocks.want(hash(1), 1, at(0));
    blocks.peerReady(2, 10, at(0));
    blocks.wake(at(BLOCK_TIMEOUT_MS - 1));
    expect(ended).toEqual([]);
    blocks.wake(at(BLOCK_TIMEOUT_MS));
    expect(ended).toEqual([[1, "stalled"]]);
    expect(asked.at(-1)).toEqual([2, 1]);
  });

  it("no longer is no offence of whoever still sends it", () => {
    const { blocks } = singles();
    blocks.peerReady(1, 10, at(0));
    blocks.want(hash(1), 1, at(0));
    blocks.keep(() => false);
    expect(blocks.size).toBe(0);
    expect(blocks.received(1, hash(1), at(0))).toBe("late");
    expect(blocks.received(1, hash(1), at(0))).toBe("unrequested");
  });
});
