import { hashKey } from "@triad/chain";
import { ANSWER_BYTES_MAX, type PeerOutbox, PIECE_BYTES } from "@triad/gossip";
import type { Message, MessageOf } from "@triad/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { type BlockAnswer, BlockServing } from "./block-serving.ts";
import type { Now } from "./seam.ts";

const NOW: Now = { monotonicMs: 0, unixMs: 0 };
const PEER = 1;

const hashOf = (place: number) => new Uint8Array(32).fill(place);

describe("an answer to get-blocks", () => {
  let sent: Message[];
  let sizes: number[];
  let mayHaveAll: boolean;
  let tipHeight: number;
  let serving: BlockServing;

  beforeEach(() => {
    sent = [];
    sizes = [];
    mayHaveAll = true;
    tipHeight = 10;
    const outbox: PeerOutbox = { send: (_, message) => void sent.push(message), disconnect: () => {} };
    const entries = () => sizes.map((bytes, height) => ({ height, bytes, hasBody: true, isInvalid: false }));
    serving = new BlockServing({
      outbox,
      chain: {
        tip: {
          get height() {
            return tipHeight;
          },
        },
        headers: { get: (hash) => entries()[hash[0] ?? 0] },
        body: ({ height }) => new Uint8Array(sizes[height] ?? 0),
      },
      mayHaveAll: () => mayHaveAll,
      mayHaveOld: () => true,
      peerKnows: () => {},
    });
  });

  /** Bytes of blocks of each piece. */
  function pieces(question: MessageOf<"get-blocks">): number[] {
    const bytes: number[] = [];
    for (let rest: BlockAnswer | undefined, first = true; first || rest !== undefined; first = false) {
      const before = sent.length;
      rest = serving.answer(PEER, question, rest, NOW);
      bytes.push(
        sent.slice(before).reduce((sum, each) => sum + (each.kind === "block-reply" ? each.block.length : 0), 0),
      );
    }
    return bytes;
  }

  const refusals = () =>
    sent.flatMap((each) => (each.kind === "blocks-not-found" ? [[each.code, ...each.hashes.map(hashKey)]] : []));

  const all = (): MessageOf<"get-blocks"> => ({ kind: "get-blocks", hashes: sizes.map((_, place) => hashOf(place)) });

  it("goes in pieces that end with the block that makes them full", () => {
    sizes = [PIECE_BYTES - 1, 1, PIECE_BYTES, 2 * PIECE_BYTES, 5];
    expect(pieces(all())).toEqual([PIECE_BYTES, PIECE_BYTES, 2 * PIECE_BYTES, 5]);
    expect(refusals()).toEqual([]);
  });

  it("is one piece when it is small", () => {
    sizes = Array.from({ length: 64 }, () => 300);
    expect(pieces(all())).toEqual([64 * 300]);
  });

  it("too-much: has so many bytes in all its pieces together, and tells at its end what is left", () => {
    sizes = [ANSWER_BYTES_MAX / 2, ANSWER_BYTES_MAX / 2, 1, 1];
    expect(pieces(all())).toEqual([ANSWER_BYTES_MAX / 2, ANSWER_BYTES_MAX / 2, 0]);
    expect(refusals()).toEqual([["too-much", hashKey(hashOf(2)), hashKey(hashOf(3))]]);
  });

  it("unknown-block: names what is not here, once, at the end of the last piece", () => {
    sizes = [PIECE_BYTES, PIECE_BYTES];
    const hashes = [hashOf(9), hashOf(0), hashOf(8), hashOf(1)];
    expect(pieces({ kind: "get-blocks", hashes })).toEqual([PIECE_BYTES, PIECE_BYTES]);
    expect(refusals()).toEqual([["unknown-block", hashKey(hashOf(9)), hashKey(hashOf(8))]]);
    expect(sent.at(-1)?.kind).toBe("blocks-not-found");
  });

  it("access-needed: a grant that is taken back holds from the next piece on", () => {
    sizes = [PIECE_BYTES, PIECE_BYTES];
    tipHeight = 5_000;
    const rest = serving.answer(PEER, all(), undefined, NOW);
    mayHaveAll = false;
    expect(serving.answer(PEER, all(), rest, NOW)).toBeUndefined();
    expect(refusals()).toEqual([["access-needed", hashKey(hashOf(1))]]);
  });
});
