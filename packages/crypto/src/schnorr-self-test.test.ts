import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { bytesToHex, concatBytes } from "./bytes.ts";
import type { SchnorrBackend } from "./schnorr.ts";
import { nobleSchnorr } from "./schnorr-noble.ts";
import { findSchnorrDifference, findSchnorrFlaw } from "./schnorr-self-test.ts";
import { SCHNORR_VECTORS } from "./schnorr-vectors.ts";
import { wasmSchnorr } from "./schnorr-wasm.ts";
import { sha256 } from "./sha256.ts";

const wasm = wasmSchnorr();

/** The same bytes in each run. */
function seededBytes(): (length: number) => Uint8Array {
  let state = new Uint8Array(32);
  return (length) => {
    state = Uint8Array.from(sha256(state));
    return concatBytes(state, state).slice(0, length);
  };
}

describe("the self-test of a backend", () => {
  it.each([nobleSchnorr, wasm])("finds nothing wrong with $name", (backend) => {
    expect(findSchnorrFlaw(backend)).toBeUndefined();
  });

  it.each(SCHNORR_VECTORS)("finds a wrong verdict on vector $index: $about", ({ signature, isValid }) => {
    const wrong: SchnorrBackend = {
      ...wasm,
      verify: (given, message, publicKey) =>
        bytesToHex(given) === signature.toLowerCase() ? !isValid : wasm.verify(given, message, publicKey),
    };
    expect(findSchnorrFlaw(wrong)).toContain("a wrong verdict on the signature of vector");
    expect(findSchnorrFlaw(wrong)).toMatch(/vector \d+ of BIP-340/);
  });

  it("finds other keys, other signatures, lengths that are not looked at, and what throws", () => {
    const zeros: Partial<SchnorrBackend> = { publicKey: () => new Uint8Array(32) };
    expect(findSchnorrFlaw({ ...wasm, ...zeros })).toContain("another public key than that of vector 0");
    const deaf: SchnorrBackend = { ...wasm, sign: (message, key) => wasm.sign(message, key, new Uint8Array(32)) };
    expect(findSchnorrFlaw(deaf)).toContain("another signature than that of vector 1");
    const careless: SchnorrBackend = {
      ...wasm,
      verify: (s, m, k) => (s.length === 64 && m.length === 32 && k.length === 32 ? wasm.verify(s, m, k) : true),
    };
    expect(findSchnorrFlaw(careless)).toBe("a check of 63, 32 and 32 bytes found valid");
    const broken = () => {
      throw new Error("no such symbol");
    };
    expect(findSchnorrFlaw({ ...wasm, verify: broken })).toBe("it throws: Error: no such symbol");
  });
});

describe("the comparison with another backend", () => {
  it("finds no difference between noble and wasm", () => {
    expect(findSchnorrDifference(nobleSchnorr, wasm, seededBytes(), 3)).toBeUndefined();
    expect(findSchnorrDifference(wasm, nobleSchnorr, seededBytes(), 3)).toBeUndefined();
  });

  it.each<[string, Partial<SchnorrBackend>, string]>([
    ["calls all valid", { verify: () => true }, "changed, than wasm"],
    ["calls all invalid", { verify: () => false }, "unchanged, than wasm"],
    ["derives other keys", { publicKey: () => new Uint8Array(32) }, "another public key than wasm"],
    ["signs otherwise", { sign: (m, k) => wasm.sign(m, k, new Uint8Array(32)) }, "another signature for"],
  ])("finds a backend that %s", (_, flaw, words) => {
    expect(findSchnorrDifference({ ...wasm, ...flaw }, wasm, seededBytes(), 1)).toContain(words);
  });
});

const folder = resolve(
  fileURLToPath(new URL("../../..", import.meta.url)),
  process.env.TRIAD_VECTORS ?? "../shared/vectors",
);
const published = resolve(folder, "bip340/test-vectors.csv");
const absent = !existsSync(published);
if (absent) console.warn(`SKIPPED: the vectors of BIP-340 are not at ${published} (set TRIAD_VECTORS)`);

describe.skipIf(absent)("the embedded vectors (skipped where TRIAD_VECTORS is absent)", () => {
  it("are the published ones with 32 bytes of message, every one of them", () => {
    const rows = readFileSync(published, "utf8").trim().split("\n").slice(1);
    const cells = rows.map((row) => row.split(",")).filter(([, , , , message]) => message?.length === 64);
    expect(SCHNORR_VECTORS.map((vector) => vector.index)).toEqual(cells.map(([index]) => Number(index)));
    for (const [at, [, secretKey, publicKey, auxiliary, message, signature, verdict]] of cells.entries()) {
      const signing = secretKey === "" ? undefined : { secretKey, auxiliary };
      const isValid = verdict === "TRUE";
      expect(SCHNORR_VECTORS[at]).toMatchObject({ publicKey, message, signature, isValid });
      expect(SCHNORR_VECTORS[at]?.signing).toEqual(signing);
    }
  });
});
