import { describe, expect, it } from "vitest";
import { Random } from "./generate/random.ts";
import { runTarget, tryInput } from "./run-target.ts";
import { expectThat, type Target } from "./target.ts";

const planted = (check: Target["check"]): Target => ({
  samples: [Uint8Array.of(1, 2, 3, 4)],
  dictionary: [],
  shape: (random) => random.bytes(4),
  check,
});
const run = (target: Target, seed = 1, slowIsFound = true) =>
  runTarget(target, { random: new Random(seed), goesOn: (executions) => executions < 2_000, corpus: [], slowIsFound });

describe("a run", () => {
  it("finds a reader that throws", async () => {
    const { findings } = await run(
      planted((input) => {
        if (input[0] === 0xff) throw new RangeError("planted");
        return "accepted";
      }),
    );
    expect(findings.map(({ what, input }) => [what.slice(0, 25), input[0]])).toEqual([
      ["threw RangeError: planted", 0xff],
    ]);
  });

  it("finds a reader that rejects, and a property that does not hold", async () => {
    const rejects = await tryInput(
      planted(() => Promise.reject(new Error("planted"))),
      new Uint8Array(),
    );
    expect(rejects.finding?.what).toContain("planted");
    const violates = await tryInput(
      planted(() => {
        expectThat(false, "two is one");
        return "accepted";
      }),
      new Uint8Array(),
    );
    expect(violates.finding?.what).toBe("does not hold: two is one");
  });

  it("finds a reader that takes long, unless other work shares the machine", async () => {
    const slow = planted((input, timed) => {
      timed(() => {
        for (const end = performance.now() + (input.length === 4 ? 130 : 0); performance.now() < end; );
      });
      return "accepted";
    });
    const once = (slowIsFound: boolean) =>
      runTarget(slow, { random: new Random(1), goesOn: (executions) => executions < 1, corpus: [], slowIsFound });
    expect((await once(true)).findings).toMatchObject([{ slow: true }]);
    expect((await once(false)).findings).toEqual([]);
  });

  it("keeps what has a new outcome, and so finds its way behind a row of checks", async () => {
    const { outcomes } = await run(
      planted((input) => {
        const depth = [7, 8, 9].findIndex((byte, at) => input[at] !== byte);
        return depth < 0 ? "accepted" : `refused ${depth}`;
      }),
    );
    expect([...outcomes.keys()]).toEqual(expect.arrayContaining(["refused 0", "refused 1"]));
  });

  it("is the same again with the same seed, and another with another", async () => {
    const inputs = async (seed: number) => {
      const seen: string[] = [];
      await run(
        planted((input) => {
          seen.push(Buffer.from(input).toString("hex"));
          return "accepted";
        }),
        seed,
      );
      return seen.join();
    };
    const first = await inputs(5);
    expect(await inputs(5)).toBe(first);
    expect(await inputs(6)).not.toBe(first);
  });

  it("reports the input as it was, whatever the reader does to it", async () => {
    const { finding } = await tryInput(
      planted((input) => {
        input.fill(9);
        throw new Error("planted");
      }),
      Uint8Array.of(1, 2),
    );
    expect(finding?.input).toEqual(Uint8Array.of(1, 2));
  });
});
