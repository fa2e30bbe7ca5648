/**
 * Writes src/generated/nonce-kernel.ts: two compressions of SHA-256 unrolled round by round, with every word of the
 * schedule in a variable of its own and every constant folded. Written out like this, V8 keeps words in registers;
 * the same rounds in a loop over typed arrays ran at a quarter of the speed.
 *
 * Usage:
 *   node scripts/generate-kernel.mjs           writes the module
 *   node scripts/generate-kernel.mjs --check   writes nothing; exits 1 when the committed module is not current
 *   node scripts/generate-kernel.mjs --print   writes it to the standard output
 */
import { readFileSync, writeFileSync } from "node:fs";

const PRIMES = Array.from({ length: 312 }, (_, n) => n).filter((n) => n > 1 && !hasDivisor(n));
/** FIPS 180-4 §4.2.2 and §5.3.3: first 32 bits of the fractional parts of roots of primes. */
const K = PRIMES.slice(0, 64).map((p) => Number(BigInt.asIntN(32, integerRoot(BigInt(p) << 96n, 3n))));
const INITIAL = PRIMES.slice(0, 8).map((p) => Number(BigInt.asIntN(32, integerRoot(BigInt(p) << 64n, 2n))));
const ONE_BIT = -0x80000000;

function hasDivisor(n) {
  for (let d = 2; d * d <= n; d++) if (n % d === 0) return true;
  return false;
}

function integerRoot(value, degree) {
  let low = 0n;
  let high = 1n << 64n;
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** degree <= value) low = middle;
    else high = middle;
  }
  return low;
}

const rotate = (x, n) => `((${x} >>> ${n}) | (${x} << ${32 - n}))`;
const rotateNumber = (x, n) => (x >>> n) | (x << (32 - n));
const sigma = (x, [r1, r2, shift]) =>
  typeof x === "number"
    ? rotateNumber(x, r1) ^ rotateNumber(x, r2) ^ (x >>> shift)
    : `(${rotate(x, r1)} ^ ${rotate(x, r2)} ^ (${x} >>> ${shift}))`;
const bigSigma = (x, [r1, r2, r3]) => `(${rotate(x, r1)} ^ ${rotate(x, r2)} ^ ${rotate(x, r3)})`;

/** A sum modulo 2^32 with its constant terms folded into one. */
function sum(...terms) {
  const constant = terms.filter((term) => typeof term === "number").reduce((a, b) => (a + b) | 0, 0);
  const rest = terms.filter((term) => typeof term !== "number");
  if (rest.length === 0) return constant;
  if (constant !== 0) rest.push(constant < 0 ? `(${constant})` : String(constant));
  return rest.length === 1 ? rest[0] : `(${rest.join(" + ")}) | 0`;
}

/**
 * Lines for rounds `from` to `to - 1`. `words` holds the first 16 words: numbers, or names of variables.
 * `known` gives expressions for later words that need less than the general formula.
 */
function rounds(from, to, words, known, prefix) {
  const lines = [];
  const w = [...words];
  let names = [..."abcdefgh"];
  for (let t = from; t < to; t++) {
    if (t >= 16) {
      const value = known[t] ?? sum(sigma(w[t - 2], [17, 19, 10]), w[t - 7], sigma(w[t - 15], [7, 18, 3]), w[t - 16]);
      w[t] = `${prefix}${t % 16}`;
      lines.push(`${w[t]} = ${value};`);
    }
    const [a, b, c, d, e, f, g, h] = names;
    const choose = `(${g} ^ (${e} & (${f} ^ ${g})))`;
    const majority = `((${a} & ${b}) | (${c} & (${a} | ${b})))`;
    lines.push(`${h} = ${sum(h, bigSigma(e, [6, 11, 25]), choose, K[t], w[t])};`);
    lines.push(`${d} = (${d} + ${h}) | 0;`);
    lines.push(`${h} = (${h} + ${bigSigma(a, [2, 13, 22])} + ${majority}) | 0;`);
    names = [h, a, b, c, d, e, f, g];
  }
  return { lines, names };
}

const header = rounds(
  3,
  64,
  ["?", "?", "?", "n3", ONE_BIT, ...Array(10).fill(0), 640],
  { 16: "word16", 17: "word17", 18: `(partOf18 + ${sigma("n3", [7, 18, 3])}) | 0`, 19: "(partOf19 + n3) | 0" },
  "n",
);
const digest = rounds(
  0,
  61,
  [...Array.from({ length: 8 }, (_, i) => `d${i}`), ONE_BIT, ...Array(6).fill(0), 256],
  {},
  "d",
);

const indent = (lines, by) => lines.map((line) => " ".repeat(by) + line).join("\n");
const text = `// Written by scripts/generate-kernel.mjs; edit that.

/**
 * The first nonce of [from, end) whose hash may meet a target, or \`end\`. A hash may when its last word, byte-reversed
 * and with the sign bit flipped, is at most \`limit\` in signed order.
 *
 * midstate: 8 words, after the header's first 64 bytes. beforeNonce: 8 words, three rounds further. constants: words
 * 16 and 17 of the schedule and what doesn't depend on the nonce in words 18 and 19.
 */
export function nextCandidate(
  midstate: Int32Array,
  beforeNonce: Int32Array,
  constants: Int32Array,
  limit: number,
  from: number,
  end: number,
): number {
  const [m0, m1, m2, m3, m4, m5, m6, m7] = midstate as unknown as readonly number[] as Eight;
  const [b0, b1, b2, b3, b4, b5, b6, b7] = beforeNonce as unknown as readonly number[] as Eight;
  const [word16, word17, partOf18, partOf19] = constants as unknown as readonly number[] as Four;
  let n0 = 0, n1 = 0, n2 = 0, n3 = 0, n4 = 0, n5 = 0, n6 = 0, n7 = 0;
  let n8 = 0, n9 = 0, n10 = 0, n11 = 0, n12 = 0, n13 = 0, n14 = 0, n15 = 0;
  let d0 = 0, d1 = 0, d2 = 0, d3 = 0, d4 = 0, d5 = 0, d6 = 0, d7 = 0;
  let d8 = 0, d9 = 0, d10 = 0, d11 = 0, d12 = 0, d13 = 0, d14 = 0, d15 = 0;
  for (let nonce = from; nonce < end; nonce++) {
    n3 = reverseBytes(nonce | 0);
    let a = b0, b = b1, c = b2, d = b3, e = b4, f = b5, g = b6, h = b7;
${indent(header.lines, 4)}
${indent(
  header.names.map((name, i) => `d${i} = (m${i} + ${name}) | 0;`),
  4,
)}
    ${[..."abcdefgh"].map((name, i) => `${name} = ${INITIAL[i]};`).join(" ")}
${indent(digest.lines, 4)}
    // three rounds later this word would have moved, unchanged, to the last place
    if ((reverseBytes((${digest.names[4]} + ${INITIAL[7]}) | 0) ^ ${ONE_BIT}) <= limit) return nonce;
  }
  return end;
}

type Four = readonly [number, number, number, number];
type Eight = readonly [number, number, number, number, number, number, number, number];

function reverseBytes(x: number): number {
  return (x << 24) | ((x & 0xff00) << 8) | ((x >>> 8) & 0xff00) | (x >>> 24);
}
`;

const output = new URL("../src/generated/nonce-kernel.ts", import.meta.url);
if (process.argv.includes("--print")) process.stdout.write(text);
else if (!process.argv.includes("--check")) writeFileSync(output, text);
else if (readFileSync(output, "utf8") !== text) {
  console.error("src/generated/nonce-kernel.ts is not current: run `nx run mining:generate`");
  process.exitCode = 1;
}
