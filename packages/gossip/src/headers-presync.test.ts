import { Reject } from "@triad/chain";
import { HeaderIndex, hashAsNumber, workOfTarget } from "@triad/chain/headers";
import { growHeaders, testNetwork } from "@triad/chain/testing";
import { hashHeader } from "@triad/protocol";
import { describe, expect, it } from "vitest";
import { HEADERS_AHEAD, HeadersPresync, type PresyncStep } from "./headers-presync.ts";
import { seededRandomness } from "./testing/fake-ports.ts";

const FULL = 2000;
/** Of every block of the network. */
const TARGET = 0x7fffffn << 232n;
const BLOCK_WORK = workOfTarget(TARGET);
const LATE = 2 ** 32;

const network = testNetwork();
const { genesis } = new HeaderIndex(network, []);
const honest = growHeaders({ network, parent: genesis, count: 3 * FULL });
const other = growHeaders({ network, parent: genesis, count: 3 * FULL, mark: 1 });

/** Cumulative work of a chain of this height. */
const workAt = (height: number) => BLOCK_WORK * BigInt(height + 1);

function begin(workMin: bigint, seed = 1) {
  return new HeadersPresync({ network, random: seededRandomness(seed), fork: genesis, workMin });
}

const batch = (of: readonly Uint8Array[], nth: number) => of.slice(nth * FULL, (nth + 1) * FULL);
const give = (presync: HeadersPresync, headers: readonly Uint8Array[], now = LATE): PresyncStep =>
  presync.receive(headers, headers.length === FULL, now);

/** A presync that has been through its first pass over three batches. */
function secondPass(seed = 1) {
  const presync = begin(workAt(3 * FULL), seed);
  for (const nth of [0, 1, 2]) expect(give(presync, batch(honest, nth)).type).toBe("ask");
  expect(presync.state).toBe("second-pass");
  return presync;
}

describe("the first pass", () => {
  it("work that is reached within the first batch: its headers are stored at once", () => {
    const headers = honest.slice(0, 10);
    expect(give(begin(workAt(10)), headers)).toEqual({ type: "store", release: headers });
    expect(give(begin(workAt(10) + 1n), headers)).toEqual({ type: "low-work" });
    expect(give(begin(workAt(9)), headers)).toEqual({ type: "store", release: headers });
  });

  it("a full batch below the work leads to a question for what follows, and nothing is stored", () => {
    const presync = begin(workAt(FULL) + 1n);
    const step = give(presync, batch(honest, 0));
    expect(step).toMatchObject({ type: "ask", release: [] });
    expect(step.type === "ask" && step.after).toEqual(honest[FULL]?.slice(4, 36));
    expect(presync.state).toBe("first-pass");
  });

  it("work that is reached in a later batch: the same again from the fork", () => {
    for (const [workMin, state] of [
      [workAt(2 * FULL), "second-pass"],
      [workAt(2 * FULL) + 1n, "first-pass"],
    ] as const) {
      const presync = begin(workMin);
      give(presync, batch(honest, 0));
      const step = give(presync, batch(honest, 1));
      expect(presync.state).toBe(state);
      expect(step.type === "ask" && step.after === undefined).toBe(state === "second-pass");
    }
  });

  it("a branch that ends below the work is not stored, also when it ends with a full batch", () => {
    for (const end of [honest.slice(FULL, FULL + 5), []]) {
      const presync = begin(workAt(3 * FULL));
      give(presync, batch(honest, 0));
      expect(give(presync, end)).toEqual({ type: "low-work" });
      expect(presync.state).toBe("ended");
    }
  });

  it("a batch that does not continue the branch: changed", () => {
    const presync = begin(workAt(3 * FULL));
    give(presync, batch(honest, 0));
    expect(presync.continuesWith(batch(honest, 1))).toBe(true);
    expect(presync.continuesWith(batch(other, 1))).toBe(false);
    expect(give(presync, batch(other, 1))).toEqual({ type: "changed" });
  });

  const sixth = (change: (header: Uint8Array) => Uint8Array) => (headers: readonly Uint8Array[]) =>
    headers.map((header, at) => (at === 5 ? change(header) : header));
  it.each([
    ["prev-blk-not-found", (headers: readonly Uint8Array[]) => headers.toSpliced(5, 1), LATE],
    ["bad-diffbits", sixth((header) => withByte(header, 72, 1)), LATE],
    ["time-too-old", sixth((header) => withByte(header, 71, 0)), LATE],
    ["high-hash", sixth(withoutWork), LATE],
    ["time-too-new", (headers: readonly Uint8Array[]) => headers, genesis.header.time - network.maxFutureSeconds],
  ])("%s", (code, change, now) => {
    const step = give(begin(workAt(3 * FULL)), change(batch(honest, 0)), now);
    expect(step.type === "refused" && step.reject instanceof Reject && step.reject.code).toBe(code);
  });
});

describe("the second pass", () => {
  it("stores what has enough behind it, and all when the work is there", () => {
    const presync = secondPass();
    const stored: Uint8Array[] = [];
    for (const [nth, waiting] of [
      [0, FULL],
      [1, HEADERS_AHEAD],
      [2, 0],
    ] as const) {
      const step = give(presync, batch(honest, nth));
      expect(step.type).toBe(nth === 2 ? "store" : "ask");
      stored.push(...(step.type === "ask" || step.type === "store" ? step.release : []));
      expect(stored.length).toBe((nth + 1) * FULL - waiting);
    }
    expect(stored).toEqual(honest);
    expect(presync.state).toBe("ended");
    expect(presync.bytes).toBeLessThan(100);
  });

  it("another chain than in the first pass is found out before anything of it is stored", () => {
    for (let seed = 1; seed <= 10; seed++) {
      const presync = secondPass(seed);
      let step = give(presync, batch(other, 0));
      for (const nth of [1, 2]) {
        if (step.type !== "ask") break;
        expect(step.release).toEqual([]);
        step = give(presync, batch(other, nth));
      }
      expect(step).toEqual({ type: "changed" });
    }
  });

  it("fewer headers than in the first pass: changed", () => {
    const presync = secondPass();
    give(presync, batch(honest, 0));
    expect(give(presync, honest.slice(FULL, FULL + 100))).toEqual({ type: "changed" });
    expect(give(secondPass(), [])).toEqual({ type: "changed" });
  });

  it("what comes after the work is reached is stored without having been seen before", () => {
    const presync = begin(workAt(FULL + 1));
    give(presync, batch(honest, 0));
    give(presync, batch(honest, 1));
    give(presync, batch(honest, 0));
    const step = give(presync, batch(honest, 1));
    expect(step.type === "store" && step.release.length).toBe(2 * FULL);
  });
});

it("a chain in the first pass holds a byte for each 512 headers, at most twice that", () => {
  const presync = begin(workAt(10 * FULL));
  for (const nth of [0, 1, 2]) give(presync, batch(honest, nth));
  expect(presync.bytes).toBe(64);
});

function withByte(header: Uint8Array, at: number, byte: number): Uint8Array {
  const changed = header.slice();
  changed[at] = byte;
  return changed;
}

/** Every second nonce misses the target. */
function withoutWork(header: Uint8Array): Uint8Array {
  for (let nonce = 0; ; nonce++) {
    const changed = withByte(header, 76, nonce);
    if (hashAsNumber(hashHeader(changed)) > TARGET) return changed;
  }
}
