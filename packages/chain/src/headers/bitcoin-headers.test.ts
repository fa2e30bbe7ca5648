/** Bitcoin's own headers: the layout, the compact targets and the sums of work are the same here. */
import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { hashToDisplay } from "@triad/crypto";
import { DecodeError, hashHeader, readHeader } from "@triad/protocol";
import { describe, expect, it } from "vitest";
import { assert } from "../assert.ts";
import type { Network } from "../params/network.ts";
import { testNetwork } from "../testing/index.ts";
import type { HeaderEntry } from "./header-entry.ts";
import { ancestorAt, HeaderIndex } from "./header-index.ts";
import { bitsOfTarget, hashAsNumber, targetOfBits, workOfTarget } from "./target.ts";

const vectors = process.env["TRIAD_VECTORS"] ?? new URL("../../../../../shared/vectors", import.meta.url).pathname;
const isPresent = existsSync(`${vectors}/headers`) && existsSync(`${vectors}/nbits`);
if (!isPresent) console.warn(`skipped: no Bitcoin headers in ${vectors}; set TRIAD_VECTORS to the vectors' folder`);

const textOf = (name: string) => readFileSync(`${vectors}/${name}`, "utf8");

function headersOf(name: string): Uint8Array[] {
  const bytes = gunzipSync(readFileSync(`${vectors}/headers/${name}`));
  return Array.from({ length: bytes.length / 80 }, (_, i) => Uint8Array.from(bytes.subarray(i * 80, i * 80 + 80)));
}

function decode(bytes: Uint8Array) {
  const header = readHeader(bytes);
  assert(!(header instanceof DecodeError), "the file has 80 bytes for each header");
  const hash = hashHeader(bytes);
  const target = targetOfBits(header.bits);
  assert(target !== undefined, "Bitcoin's headers have targets");
  expect(hashAsNumber(hash) <= target).toBe(true);
  return { bytes, header, hash, target };
}

/** Takes the headers as they are: Bitcoin's times may go back, which is against the rules here. */
function chainOf(name: string): HeaderEntry[] {
  const [first, ...others] = headersOf(name).map(decode);
  assert(first !== undefined, "the file begins with the genesis header");
  const ours = testNetwork();
  const genesis = { ...ours.genesis, header: first.header, headerBytes: first.bytes, hash: first.hash };
  const network: Network = { ...ours, genesis };
  const index = new HeaderIndex(network, []);
  const entries = [index.genesis];
  for (const { bytes, header, hash } of others) {
    const parent = index.get(header.prev);
    assert(parent !== undefined, "each header names the one before");
    entries.push(index.add(bytes, header, hash, parent));
  }
  expect(index.best).toBe(entries.at(-1));
  return entries;
}

/** The lines after the third: 12 bytes of work, 4 of height, big-endian, and the header. */
function checkpoints() {
  const lines = textOf("headers/mainnet-checkpoints.txt").trim().split("\n").slice(3);
  return lines.map((line) => {
    const bytes = Uint8Array.from(Buffer.from(line, "base64"));
    const numberAt = (from: number, to: number) => BigInt(`0x${Buffer.from(bytes.subarray(from, to)).toString("hex")}`);
    return { work: numberAt(0, 12), height: Number(numberAt(12, 16)), ...decode(bytes.slice(16, 96)) };
  });
}

describe.skipIf(!isPresent)("Bitcoin's headers", () => {
  it("the first 10,237 of the main network link, meet their targets and sum up to the known work", () => {
    const entries = chainOf("mainnet-0-10236.raw.gz");
    expect(hashToDisplay(entries[0]?.hash ?? new Uint8Array(32))).toBe(
      "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f",
    );
    const tip = entries.at(-1) as HeaderEntry;
    expect(tip.height).toBe(10_236);
    const known = checkpoints().filter(({ height }) => height <= tip.height);
    expect(known.length).toBeGreaterThan(4);
    for (const { height, work, hash } of known) {
      expect(ancestorAt(tip, height)).toMatchObject({ hash, chainWork: work });
    }
  });

  it("the first 2,016 of signet link and meet their targets", () => {
    expect(chainOf("signet-0-2015.raw.gz")).toHaveLength(2016);
  });

  it("436 checkpoints to height 878,976: each period's bits explain its work exactly", () => {
    const all = checkpoints();
    expect(all).toHaveLength(436);
    for (const [i, { work, height, target }] of all.entries()) {
      const before = all[i - 1];
      if (before === undefined) continue;
      expect(height - before.height).toBe(2016);
      expect(work - before.work).toBe(2015n * workOfTarget(before.target) + workOfTarget(target));
    }
  });

  it("targets are the same as other programs compute them", () => {
    for (const { header, target } of checkpoints()) expect(bitsOfTarget(target)).toBe(header.bits);
    // numbers of 77 digits: JSON.parse would round them
    const electrum = [...textOf("headers/electrum-mainnet-checkpoints.json").matchAll(/",\s*(\d+)/g)];
    const nbitcoin = [...textOf("nbits/targethistory.csv").matchAll(/^\d+,(\d+)/gm)];
    expect(electrum.length).toBeGreaterThan(400);
    expect(nbitcoin.length).toBeGreaterThan(2000);
    for (const [, decimal] of [...electrum, ...nbitcoin]) {
      const target = BigInt(decimal ?? "0");
      expect(targetOfBits(bitsOfTarget(target))).toBe(target);
    }
    const byHeight = new Map(checkpoints().map(({ height, target }) => [height, target]));
    // Electrum keeps with each period the target that follows from it, which the next period has
    electrum.forEach(([, decimal], period) => {
      const target = byHeight.get((period + 1) * 2016);
      if (target !== undefined) expect(BigInt(decimal ?? "0")).toBe(target);
    });
  });
});
