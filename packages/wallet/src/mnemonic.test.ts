import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { HDKey } from "@scure/bip32";
import { bytesToHex, hexToBytes } from "@triad/crypto";
import { describe, expect, it } from "vitest";
import { checkMnemonic, findUnknownWord, newMnemonic, seedOfMnemonic, tidyMnemonic } from "./mnemonic.ts";

const vectors = process.env.TRIAD_VECTORS ?? join(import.meta.dirname, "../../../../shared/vectors");
const bip39 = join(vectors, "bip39/vectors.json");
const bip32 = join(vectors, "bip32/bitcoinjs-bip32-fixtures.json");

type Bip39Vector = readonly [entropy: string, mnemonic: string, seed: string, master: string];

interface Bip32Vector {
  readonly network: string;
  readonly master: { readonly seed?: string; readonly base58Priv: string };
  readonly children: readonly { readonly path: string; readonly privKey: string; readonly pubKey: string }[];
}

const TWELVE = "legal winner thank year wave sausage worth useful legal winner thank yellow";

describe("mnemonics", () => {
  it.skipIf(!existsSync(bip39))("give the seeds of BIP-39's vectors (skipped without the vectors' folder)", () => {
    const { english } = JSON.parse(readFileSync(bip39, "utf8")) as { english: readonly Bip39Vector[] };
    expect(english.length).toBe(24);
    for (const [entropy, mnemonic, seed, master] of english) {
      if (entropy.length !== 48) expect(newMnemonic(hexToBytes(entropy))).toBe(mnemonic);
      expect(checkMnemonic(mnemonic)).toBeUndefined();
      expect(bytesToHex(seedOfMnemonic(mnemonic, "TREZOR"))).toBe(seed);
      expect(HDKey.fromMasterSeed(hexToBytes(seed)).privateExtendedKey).toBe(master);
    }
  });

  it.skipIf(!existsSync(bip32))("lead to the keys of BIP-32's vectors (skipped without the vectors' folder)", () => {
    const { valid } = JSON.parse(readFileSync(bip32, "utf8")) as { valid: readonly Bip32Vector[] };
    let checked = 0;
    for (const { network, master, children } of valid) {
      if (network !== "bitcoin" || master.seed === undefined) continue;
      const root = HDKey.fromMasterSeed(hexToBytes(master.seed));
      expect(root.privateExtendedKey).toBe(master.base58Priv);
      for (const { path, privKey, pubKey } of children) {
        const child = root.derive(path);
        expect(bytesToHex(child.privateKey!)).toBe(privKey);
        expect(bytesToHex(child.publicKey!)).toBe(pubKey);
        checked += 1;
      }
    }
    expect(checked).toBeGreaterThan(10);
  });

  it("are 12 words of 16 bytes and 24 of 32, and nothing else", () => {
    expect(newMnemonic(new Uint8Array(16)).split(" ").length).toBe(12);
    expect(newMnemonic(new Uint8Array(32)).split(" ").length).toBe(24);
    for (const length of [0, 15, 17, 24, 31, 33]) expect(() => newMnemonic(new Uint8Array(length))).toThrow(RangeError);
  });

  it("are refused with what is wrong with them", () => {
    expect(checkMnemonic(TWELVE)).toBeUndefined();
    expect(checkMnemonic(TWELVE.split(" ").slice(1).join(" "))).toBe("word-count");
    expect(checkMnemonic("")).toBe("word-count");
    expect(checkMnemonic(TWELVE.replace("sausage", "sausages"))).toBe("unknown-word");
    expect(checkMnemonic(TWELVE.replace("yellow", "winner"))).toBe("checksum");
    expect(() => seedOfMnemonic(TWELVE.replace("yellow", "winner"))).toThrow("checksum");
  });

  it("mean the same however they are spaced and capitalised, and another passphrase means another wallet", () => {
    const seed = seedOfMnemonic(TWELVE);
    expect(seedOfMnemonic(`  ${TWELVE.toUpperCase().replaceAll(" ", "\n ")} `)).toEqual(seed);
    expect(seedOfMnemonic(TWELVE, "x")).not.toEqual(seed);
  });
});

describe("what a person typed", () => {
  it("is tidied, and its first unknown word is named by its place", () => {
    const typed = `  ${TWELVE.toUpperCase().replaceAll(" ", "  ")}`;
    expect(tidyMnemonic(typed)).toBe(TWELVE);
    expect(findUnknownWord(typed)).toBeUndefined();
    expect(findUnknownWord(TWELVE.replace("winner", "winer"))).toEqual({ place: 2, word: "winer" });
    expect(findUnknownWord("")).toBeUndefined();
  });
});
