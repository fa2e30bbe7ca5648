import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { asertTestNetwork } from "../testing/index.ts";
import { asertBits, requiredBits } from "./difficulty.ts";
import { bitsOfTarget, targetOfBits } from "./target.ts";

const vectors = process.env["TRIAD_VECTORS"] ?? new URL("../../../../../shared/vectors", import.meta.url).pathname;
const directory = `${vectors}/asert`;
const isPresent = existsSync(directory);
if (!isPresent) console.warn(`skipped: no ASERT vectors in ${directory}; set TRIAD_VECTORS to the vectors' folder`);

/** Bitcoin Cash: `bits` of the block after the one in the row; the anchor's time is its parent's. */
describe.skipIf(!isPresent)("the vectors of aserti3-2d", () => {
  const runs = isPresent ? readdirSync(directory).sort() : [];

  it.each(runs)("%s", (run) => {
    const text = readFileSync(`${directory}/${run}`, "utf8");
    const anchor = (name: string) => BigInt(text.match(new RegExp(`## +anchor ${name}: (\\S+)`))?.[1] ?? "missing");
    const rows = text.split("\n").filter((line) => /^\d/.test(line));
    expect(rows.length).toBeGreaterThan(8);
    for (const row of rows) {
      const [, height, time, bits] = row.trim().split(/\s+/);
      const blocks = BigInt(height ?? "") - anchor("height") + 1n;
      const found = asertBits({
        anchorBits: Number(anchor("nBits")),
        easiestBits: 0x1d00ffff,
        halfLife: 172_800,
        secondsBehind: BigInt(time ?? "") - anchor("parent time") - 600n * blocks,
      });
      expect([row, found]).toEqual([row, Number(bits)]);
    }
  });
});

describe("asertBits", () => {
  const anchorBits = 0x1c10_0000;
  const bits = (secondsBehind: bigint, easiestBits = 0x207fffff) =>
    asertBits({ anchorBits, easiestBits, halfLife: 120, secondsBehind });
  const anchor = targetOfBits(anchorBits) as bigint;

  it("is the anchor's on schedule, double after a half-life, half before one", () => {
    expect(bits(0n)).toBe(anchorBits);
    expect(bits(120n)).toBe(bitsOfTarget(anchor * 2n));
    expect(bits(-120n)).toBe(bitsOfTarget(anchor / 2n));
    expect(bits(-1n)).toBeLessThan(anchorBits);
    expect(bits(1n)).toBeGreaterThan(anchorBits);
  });

  it("is cut at the easiest target, and at 1", () => {
    const easiest = bitsOfTarget(anchor * 4n);
    expect(bits(240n, easiest)).toBe(easiest);
    expect(bits(241n, easiest)).toBe(easiest);
    expect(bits(239n, easiest)).toBeLessThan(easiest);
    // the anchor has 221 bits
    expect(bits(-120n * 220n)).toBe(0x01010000);
    expect(bits(-120n * 219n)).toBe(0x01020000);
    expect(bits(-120n * 221n)).toBe(0x01010000);
  });

  it("is the same where the exponent is beyond all shifts", () => {
    for (const halfLives of [255n, 256n, 257n, 10n ** 12n]) expect(bits(120n * halfLives)).toBe(0x207fffff);
    for (const halfLives of [271n, 272n, 273n, 10n ** 12n]) expect(bits(-120n * halfLives)).toBe(0x01010000);
  });

  it("cuts the exponent toward zero and then takes its floor", () => {
    // a second of 172,800 is 65536/172800 = 0.379…, cut to 0 on both sides
    const slow = (secondsBehind: bigint) =>
      asertBits({ anchorBits, easiestBits: 0x207fffff, halfLife: 172_800, secondsBehind });
    expect([-2n, -1n, 1n, 2n].map(slow)).toEqual([anchorBits, anchorBits, anchorBits, anchorBits]);
    expect(slow(3n)).toBeGreaterThan(anchorBits);
    expect(slow(-3n)).toBeLessThan(anchorBits);
  });
});

describe("requiredBits", () => {
  const { consensus } = asertTestNetwork({ genesisBits: 0x1d00_8000, easiestBits: 0x1d00ffff }).params;
  const { spacing, halfLife, genesisBits } = consensus;
  const firstTime = 1_000_000;
  const at = (height: number, parentTime: number, time = parentTime) =>
    requiredBits(consensus, { height, time, parentTime, firstTime });

  it("of block 1 are genesis' own, whatever its time and however long the stall", () => {
    for (const time of [0, 1, halfLife, 1000 * halfLife]) {
      expect(requiredBits(consensus, { height: 1, time, parentTime: 0, firstTime: 0 })).toBe(genesisBits);
    }
  });

  it("of block 2 are genesis' own as long as there is no stall", () => {
    expect(at(2, firstTime)).toBe(genesisBits);
    expect(at(2, firstTime, firstTime + halfLife - 1)).toBe(genesisBits);
    expect(at(2, firstTime, firstTime + halfLife)).not.toBe(genesisBits);
  });

  it("stay on a schedule of one block each spacing", () => {
    for (const height of [2, 3, 4, 100, 1_000_000])
      expect(at(height, firstTime + spacing * (height - 2))).toBe(genesisBits);
    expect(at(3, firstTime + spacing - 1)).toBeLessThan(genesisBits);
    expect(at(3, firstTime + spacing + 1)).toBeGreaterThan(genesisBits);
  });

  it("do not look at the block's own time but for whole half-lives of silence", () => {
    const onSchedule = firstTime + spacing * 98;
    const behind = (seconds: number) => at(100, onSchedule + seconds);
    const silent = (seconds: number) => at(100, onSchedule, onSchedule + seconds);
    expect(silent(halfLife - 1)).toBe(behind(0));
    expect(silent(halfLife)).toBe(behind(halfLife));
    expect(silent(2 * halfLife - 1)).toBe(behind(halfLife));
    expect(silent(2 * halfLife)).toBe(behind(2 * halfLife));
  });

  it("reach the easiest after a long silence and stay there", () => {
    expect(at(100, firstTime, firstTime + 1000 * halfLife)).toBe(0x1d00ffff);
  });

  it("are fixed with a half-life of 0", () => {
    const fixed = { ...consensus, halfLife: 0 };
    for (const height of [1, 2, 1000]) {
      expect(requiredBits(fixed, { height, time: 2 ** 32 - 1, parentTime: 0, firstTime: 5 })).toBe(genesisBits);
    }
  });
});
