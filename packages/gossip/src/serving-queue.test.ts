import { beforeEach, describe, expect, it } from "vitest";
import type { PeerId } from "./ports.ts";
import {
  isQuestion,
  OPEN_QUESTIONS,
  PIECE_BYTES,
  type Question,
  ServingQueue,
  UNREAD_BYTES_MAX,
  UNREAD_BYTES_PER_SECOND,
} from "./serving-queue.ts";
import { at } from "./testing/fake-ports.ts";

const HASH = new Uint8Array(32);

const blocks = (count = 1): Question => ({ kind: "get-blocks", hashes: Array.from({ length: count }, () => HASH) });
const transactions = (count: number): Question => ({
  kind: "get-transactions",
  wtxids: Array.from({ length: count }, () => HASH),
});

describe("questions that wait", () => {
  /** Each hash of a get-blocks is a piece of `pieceBytes`. */
  let pieceBytes: number;
  let answered: PeerId[];
  const sent = new Map<PeerId, number>();
  let queue: ServingQueue<number>;

  beforeEach(() => {
    pieceBytes = PIECE_BYTES;
    answered = [];
    sent.clear();
    queue = new ServingQueue<number>({
      answer(peer, question, rest = 0) {
        answered.push(peer);
        sent.set(peer, (sent.get(peer) ?? 0) + pieceBytes);
        const all = question.kind === "get-blocks" ? question.hashes.length : 1;
        return rest + 1 < all ? rest + 1 : undefined;
      },
      sentBytes: (peer) => sent.get(peer) ?? 0,
    });
  });

  function serveAll(nowMs = 0): void {
    for (let turns = 0; queue.serve(at(nowMs)) && turns < 1_000; turns++);
  }

  it("are answered piece by piece, one peer after the other", () => {
    queue.ask(1, blocks(3), at(0));
    queue.ask(1, blocks(1), at(0));
    queue.ask(2, blocks(1), at(0));
    queue.ask(3, blocks(2), at(0));
    serveAll();
    expect(answered).toEqual([1, 2, 3, 1, 3, 1, 1]);
    expect(queue.nextWake()).toBeUndefined();
  });

  it("are answered a few pieces at a time, so that other events get their turn", () => {
    queue.ask(1, blocks(5), at(0));
    expect(queue.serve(at(0))).toBe(true);
    expect(answered.length).toBe(4);
    expect(queue.serve(at(0))).toBe(false);
    expect(answered.length).toBe(5);
  });

  it("wait while the peer has too much to read, and others are answered meanwhile", () => {
    pieceBytes = UNREAD_BYTES_MAX + 1;
    queue.ask(1, blocks(2), at(0));
    queue.ask(2, blocks(1), at(0));
    serveAll();
    expect(answered).toEqual([1, 2]);
    queue.drained(1, 0);
    serveAll();
    expect(answered).toEqual([1, 2, 1]);
  });

  it("go on at the very bound of what may be unread", () => {
    pieceBytes = UNREAD_BYTES_MAX;
    queue.ask(1, blocks(2), at(0));
    serveAll();
    expect(answered).toEqual([1, 1]);
  });

  it("go on by time where the host says nothing, and not sooner", () => {
    pieceBytes = UNREAD_BYTES_MAX + UNREAD_BYTES_PER_SECOND;
    queue.ask(1, blocks(2), at(0));
    serveAll();
    expect(answered).toEqual([1]);
    expect(queue.nextWake()).toBe(1_000);
    serveAll(999);
    expect(answered).toEqual([1]);
    serveAll(1_000);
    expect(answered).toEqual([1, 1]);
  });

  it.each(["get-headers", "get-blocks"] as const)("of %s beyond what anybody honest has open are a flood", (kind) => {
    const question: Question =
      kind === "get-blocks" ? blocks() : { kind: "get-headers", locator: [HASH], stop: undefined };
    const { max } = OPEN_QUESTIONS[kind];
    const verdicts = Array.from({ length: max + 1 }, () => queue.ask(1, question, at(0)));
    expect(verdicts.filter((verdict) => verdict === "waits").length).toBe(max);
    expect(verdicts.at(-1)).toBe("flood");
    expect(queue.ask(2, question, at(0))).toBe("waits");
  });

  it("for transactions beyond what is kept are ignored, by the number of transactions", () => {
    const { max } = OPEN_QUESTIONS["get-transactions"];
    for (let asked = 0; asked < max; asked += 1_000) expect(queue.ask(1, transactions(1_000), at(0))).toBe("waits");
    expect(queue.ask(1, transactions(1), at(0))).toBe("ignored");
    expect(queue.ask(1, blocks(), at(0))).toBe("waits");
  });

  it("leave their place when they are answered", () => {
    const { max } = OPEN_QUESTIONS["get-blocks"];
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < max; i++) expect(queue.ask(1, blocks(1), at(0))).toBe("waits");
      expect(queue.ask(1, blocks(1), at(0))).toBe("flood");
      pieceBytes = 1;
      serveAll();
    }
  });

  it("are forgotten with their peer, also when it goes while it is answered", () => {
    queue.ask(1, blocks(3), at(0));
    queue.peerGone(1);
    serveAll();
    expect(answered).toEqual([]);
    const leaving = new ServingQueue<number>({
      answer(peer) {
        answered.push(peer);
        leaving.peerGone(peer);
        return undefined;
      },
      sentBytes: () => 0,
    });
    leaving.ask(2, blocks(), at(0));
    leaving.ask(2, blocks(), at(0));
    expect(leaving.serve(at(0))).toBe(false);
    expect(answered).toEqual([2]);
  });

  it("are of four kinds", () => {
    expect(isQuestion(blocks())).toBe(true);
    expect(isQuestion({ kind: "ping", nonce: HASH })).toBe(false);
  });
});
