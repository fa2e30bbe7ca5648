import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { merklePath, merkleRoot, sha256, sha256d, sha256dPair } from "@triad/crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { climb, LEAVES_MAX, lastPeak, pathSides, peakLevelOf, topBefore } from "./tree-path.ts";

const COUNT_MAX = 70;

/** Nodes that say which leaves they cover: `[0-3]`; joining what isn't adjacent, or in another order, shows. */
interface Cover {
  readonly first: number;
  readonly last: number;
  readonly shape: string;
}

const leaf = (i: number): Cover => ({ first: i, last: i, shape: `${i}` });
function join(left: Cover, right: Cover): Cover {
  if (left.last + 1 !== right.first) throw new Error(`${left.shape} is not beside ${right.shape}`);
  return { first: left.first, last: right.last, shape: `(${left.shape} ${right.shape})` };
}

function split(count: number): number {
  let left = 1;
  while (left * 2 < count) left *= 2;
  return left;
}

/** RFC 9162 section 2.1.1. */
function treeOver(first: number, count: number): Cover {
  if (count === 1) return leaf(first);
  const left = split(count);
  return join(treeOver(first, left), treeOver(first + left, count - left));
}

/** Siblings by the recursive definition, from the top down to the subtree of `size` at `at`. */
function siblingsByDefinition(at: number, size: number, first: number, count: number): Cover[] {
  if (at === first && size === count) return [];
  const left = split(count);
  return at < first + left
    ? [...siblingsByDefinition(at, size, first, left), treeOver(first + left, count - left)]
    : [...siblingsByDefinition(at, size, first + left, count - left), treeOver(first, left)];
}

describe("a path", () => {
  it(`leads from each leaf to the top of every tree of up to ${COUNT_MAX} leaves, and to the tops of its prefixes`, () => {
    for (let count = 1; count <= COUNT_MAX; count++) {
      for (let i = 0; i < count; i++) {
        const siblings = siblingsByDefinition(i, 1, 0, count);
        const sides = pathSides(i, 0, count);
        expect(sides.join()).toBe(siblings.map(({ first }) => (first < i ? "left" : "right")).join());
        const { top, prefix } = climb(join, { node: leaf(i), siblings, sides });
        expect(top.shape).toBe(treeOver(0, count).shape);
        expect(prefix.shape).toBe(treeOver(0, i + 1).shape);
        expect(topBefore(join, { siblings, sides })?.shape).toBe(i === 0 ? undefined : treeOver(0, i).shape);
      }
    }
  });

  it(`leads from the last peak of each prefix to the prefix and to every tree of up to ${COUNT_MAX} leaves`, () => {
    for (let count = 1; count <= COUNT_MAX; count++) {
      for (let prefix = 1; prefix <= count; prefix++) {
        const { first, level } = lastPeak(prefix);
        expect(first + 2 ** level).toBe(prefix);
        const node = treeOver(first, 2 ** level);
        const siblings = siblingsByDefinition(first, 2 ** level, 0, count);
        const sides = pathSides(first, level, count);
        expect(sides).toHaveLength(siblings.length);
        const tops = climb(join, { node, siblings, sides });
        expect(tops.top.shape).toBe(treeOver(0, count).shape);
        expect(tops.prefix.shape).toBe(treeOver(0, prefix).shape);
      }
    }
  });

  it("is exact at the largest numbers", () => {
    // the last of 2^32 − 1 leaves is a peak of its own, on the right of 31 others
    expect(pathSides(LEAVES_MAX - 1, 0, LEAVES_MAX)).toEqual(Array(31).fill("left"));
    expect(pathSides(0, 0, LEAVES_MAX)).toEqual(Array(32).fill("right"));
    expect(pathSides(0, 31, 2 ** 31)).toEqual([]);
    expect(pathSides(2 ** 31 - 1, 0, 2 ** 31)).toEqual(Array(31).fill("left"));
    expect(peakLevelOf(2 ** 31, LEAVES_MAX)).toBe(30);
    expect(lastPeak(LEAVES_MAX)).toEqual({ first: LEAVES_MAX - 1, level: 0 });
    expect(lastPeak(2 ** 31)).toEqual({ first: 0, level: 31 });
    expect(lastPeak(3 * 2 ** 30)).toEqual({ first: 2 ** 31, level: 30 });
  });

  it("is the one that transactions' Merkle trees have", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.nat(), (count, pick) => {
        const leaves = Array.from({ length: count }, (_, i) => sha256d(Uint8Array.of(i)));
        const index = pick % count;
        const siblings = merklePath(leaves, index);
        const sides = pathSides(index, 0, count);
        expect(sides).toHaveLength(siblings.length);
        const { top, prefix } = climb(sha256dPair, { node: leaves[index] as Uint8Array, siblings, sides });
        expect(top).toEqual(merkleRoot(leaves));
        expect(prefix).toEqual(merkleRoot(leaves.slice(0, index + 1)));
      }),
      { numRuns: 60 },
    );
  });
});

const vectors = process.env["TRIAD_VECTORS"] ?? new URL("../../../../../shared/vectors", import.meta.url).pathname;
const folder = `${vectors}/rfc9162`;
const isPresent = existsSync(folder);
if (!isPresent) console.warn(`skipped: no vectors of RFC 9162 at ${folder}; set TRIAD_VECTORS to the vectors' folder`);

interface Vector {
  readonly desc: string;
  readonly proof: readonly string[] | null;
  readonly wantErr: boolean;
}
interface Inclusion extends Vector {
  readonly leafIdx: number;
  readonly treeSize: number;
  readonly root: string;
  readonly leafHash: string;
}
interface Consistency extends Vector {
  readonly size1: number;
  readonly size2: number;
  readonly root1: string;
  readonly root2: string;
}

function filesBelow(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).flatMap((name) => filesBelow(`${path}/${name}`));
}
const read = <V extends Vector>(kind: string): V[] =>
  isPresent ? filesBelow(`${folder}/${kind}`).map((path) => JSON.parse(readFileSync(path, "utf8")) as V) : [];
const proofOf = ({ proof }: Vector) => (proof ?? []).map((text) => Buffer.from(text, "base64"));
const rfcJoin = (left: Buffer, right: Buffer) => Buffer.from(sha256(Buffer.concat([Buffer.of(1), left, right])));

describe.skipIf(!isPresent)("the vectors of RFC 9162", () => {
  const isIncluded = (vector: Inclusion): boolean => {
    const { leafIdx, treeSize, root, leafHash } = vector;
    if (!(leafIdx >= 0 && leafIdx < treeSize && treeSize <= LEAVES_MAX)) return false;
    const [siblings, sides] = [proofOf(vector), pathSides(leafIdx, 0, treeSize)];
    const node = Buffer.from(leafHash, "base64");
    if (siblings.length !== sides.length || node.length !== 32) return false;
    const { top } = climb(rfcJoin, { node, siblings, sides });
    return top.toString("base64") === root;
  };

  const isConsistent = (vector: Consistency): boolean => {
    const { size1, size2, root1, root2 } = vector;
    if (!(size1 >= 1 && size1 <= size2 && size2 <= LEAVES_MAX)) return false;
    const { first, level } = lastPeak(size1);
    const sides = pathSides(first, level, size2);
    // RFC 9162 leaves the first node out when it is the earlier root itself
    const nodes = first === 0 || size1 === size2 ? [Buffer.from(root1, "base64"), ...proofOf(vector)] : proofOf(vector);
    if (size1 === size2) return nodes.length === 1 && root1 === root2;
    const [node, ...siblings] = nodes;
    if (node === undefined || siblings.length !== sides.length) return false;
    const { top, prefix } = climb(rfcJoin, { node, siblings, sides });
    return prefix.toString("base64") === root1 && top.toString("base64") === root2;
  };

  it("of inclusion", () => {
    const all = read<Inclusion>("inclusion");
    expect(all.filter(({ wantErr }) => !wantErr).length).toBeGreaterThan(4);
    for (const vector of all) expect([vector.desc, !isIncluded(vector)]).toEqual([vector.desc, vector.wantErr]);
  });

  it("of consistency", () => {
    const all = read<Consistency>("consistency");
    expect(all.filter(({ wantErr }) => !wantErr).length).toBeGreaterThan(4);
    for (const vector of all) expect([vector.desc, !isConsistent(vector)]).toEqual([vector.desc, vector.wantErr]);
  });
});
