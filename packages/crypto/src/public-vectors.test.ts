/**
 * Vectors published by others: NIST's for SHA-256, BIP-340's, the SipHash authors', bech32m's, RFC 9162's shape, and a
 * real Bitcoin inclusion proof. They live outside the project; where they are absent, each test here is skipped.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { decodeBech32m, encodeBech32m } from "./bech32m.ts";
import { bytesToHex, concatBytes, equalBytes, hexToBytes } from "./bytes.ts";
import { rootFromMerklePath } from "./merkle.ts";
import { rootFromPath } from "./merkle-path.ts";
import { nobleSchnorr } from "./schnorr-noble.ts";
import { wasmSchnorr } from "./schnorr-wasm.ts";
import { sha256, sha256d } from "./sha256.ts";
import { sipHash24 } from "./siphash.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const folder = resolve(root, process.env.TRIAD_VECTORS ?? "../shared/vectors");
const absent = !existsSync(folder);
if (absent) console.warn(`SKIPPED: the published vectors for crypto are not at ${folder} (set TRIAD_VECTORS)`);

function readText(...path: string[]): string {
  return readFileSync(join(folder, ...path), "utf8");
}

describe.skipIf(absent)("published vectors (skipped where TRIAD_VECTORS is absent)", () => {
  it("CAVP SHA-256 short messages", () => {
    const rows = [...readText("sha256-cavp", "SHA256ShortMsg.rsp").matchAll(/Len = (\d+)\s+Msg = (\w+)\s+MD = (\w+)/g)];
    expect(rows.length).toBe(65);
    for (const [, bits, message, digest] of rows) {
      expect(bytesToHex(sha256(hexToBytes(message!).subarray(0, Number(bits) / 8)))).toBe(digest);
    }
  });

  it("CAVP SHA-256 Monte Carlo", () => {
    const text = readText("sha256-cavp", "SHA256Monte.rsp");
    let seed = hexToBytes(/Seed = (\w+)/.exec(text)![1]!);
    const digests = [...text.matchAll(/MD = (\w+)/g)].map((match) => match[1]!);
    expect(digests.length).toBe(100);
    for (const digest of digests) {
      let [a, b, c] = [seed, seed, seed];
      for (let count = 0; count < 1000; count++) [a, b, c] = [b, c, sha256(concatBytes(a, b, c))];
      seed = c;
      expect(bytesToHex(seed)).toBe(digest);
    }
  });

  it("double SHA-256", () => {
    // The second half of the file are the same rows under HMAC, which nothing here uses; they have a third column.
    const rows = (JSON.parse(readText("hashes", "hash256.json")) as [string, null, string | null, string][]).filter(
      ([, , hmacKey]) => hmacKey === null,
    );
    expect(rows.length).toBe(108);
    for (const [data, , , digest] of rows) expect(bytesToHex(sha256d(hexToBytes(data)))).toBe(digest);
  });

  it.each([nobleSchnorr, wasmSchnorr()])("BIP-340 by $name", (backend) => {
    const rows = readText("bip340", "test-vectors.csv").trim().split("\n").slice(1);
    expect(rows.length).toBe(19);
    for (const row of rows) {
      const [index, secretHex, publicHex, auxiliaryHex, messageHex, signatureHex, verdict] = row.split(",") as string[];
      const [message, publicKey, signature] = [messageHex!, publicHex!, signatureHex!].map(hexToBytes) as [
        Uint8Array,
        Uint8Array,
        Uint8Array,
      ];
      // Vectors 15 to 18 sign messages of other lengths than 32 bytes, which this network does not have.
      const signable = message.length === 32;
      expect(backend.verify(signature, message, publicKey), `vector ${index}`).toBe(verdict === "TRUE" && signable);
      if (secretHex === "") continue;
      const secretKey = hexToBytes(secretHex!);
      expect(backend.publicKey(secretKey), `vector ${index}`).toEqual(publicKey);
      if (signable) expect(backend.sign(message, secretKey, hexToBytes(auxiliaryHex!))).toEqual(signature);
    }
  });

  it("SipHash-2-4", () => {
    const { key, tables } = JSON.parse(readText("siphash", "siphash-vectors.json")) as {
      key: string;
      tables: { sip64: string[] };
    };
    expect(tables.sip64.length).toBe(64);
    tables.sip64.forEach((expected, length) => {
      const data = Uint8Array.from({ length }, (_, index) => index);
      const littleEndian = hexToBytes(sipHash24(hexToBytes(key), data).toString(16).padStart(16, "0")).reverse();
      expect(bytesToHex(littleEndian)).toBe(expected);
    });
  });

  it("bech32m", () => {
    type Valid = { string: string; prefix: string; words: number[] };
    type Invalid = { string?: string; stringHex?: string };
    const { bech32, bech32m } = JSON.parse(readText("bech32m", "bitcoinjs-bech32-fixtures.json")) as {
      bech32: { valid: Valid[] };
      bech32m: { valid: Valid[]; invalid: Invalid[] };
    };
    let addresses = 0;
    for (const { string: text, prefix, words } of bech32m.valid) {
      const decoded = decodeBech32m(text);
      const payload = words.slice(1);
      const paddingBits = (payload.length * 5) % 8;
      const paddingIsZero = ((payload.at(-1) ?? 0) & ((1 << paddingBits) - 1)) === 0;
      const isAddress = words.length > 0 && text.length <= 90 && paddingBits < 5 && paddingIsZero;
      expect(decoded !== undefined, text).toBe(isAddress);
      if (decoded === undefined) continue;
      addresses += 1;
      expect([decoded.prefix, decoded.version]).toEqual([prefix.toLowerCase(), words[0]]);
      expect(encodeBech32m(decoded.prefix, decoded.version, decoded.program)).toBe(text.toLowerCase());
    }
    expect(addresses).toBeGreaterThan(0);
    for (const { string: text, stringHex } of bech32m.invalid) {
      const wrong = text ?? (stringHex === undefined ? undefined : Buffer.from(stringHex, "hex").toString("latin1"));
      if (wrong !== undefined) expect(decodeBech32m(wrong), wrong).toBeUndefined();
    }
    for (const { string: text } of bech32.valid) expect(decodeBech32m(text), text).toBeUndefined();
  });

  it("RFC 9162 inclusion proofs, through the path algorithm with RFC 9162's node hash", () => {
    type Proof = {
      leafIdx: number;
      treeSize: number;
      root: string;
      leafHash: string;
      proof: string[] | null;
      wantErr: boolean;
    };
    const fromBase64 = (text: string) => Uint8Array.from(Buffer.from(text, "base64"));
    const joinWithPrefix = (left: Uint8Array, right: Uint8Array) => sha256(concatBytes(Uint8Array.of(1), left, right));
    const files = readdirSync(join(folder, "rfc9162", "inclusion"), { recursive: true, encoding: "utf8" });
    const verdicts = files
      .filter((name) => name.endsWith(".json"))
      .map((name) => {
        const vector = JSON.parse(readText("rfc9162", "inclusion", name)) as Proof;
        const root = rootFromPath(joinWithPrefix, {
          leaf: fromBase64(vector.leafHash),
          index: vector.leafIdx,
          count: vector.treeSize,
          path: (vector.proof ?? []).map(fromBase64),
        });
        // An empty leaf with an empty root is refused by its length, a check of rootFromMerklePath and not of the shape.
        const accepted = root?.length === 32 && equalBytes(root, fromBase64(vector.root));
        expect(accepted, name).toBe(!vector.wantErr);
        return accepted;
      });
    expect(verdicts.filter((accepted) => accepted).length).toBeGreaterThan(3);
    expect(verdicts.filter((accepted) => !accepted).length).toBeGreaterThan(50);
  });

  it("a Bitcoin inclusion proof, where no node of the path was duplicated", () => {
    const { valid, validHeader } = JSON.parse(readText("merkle", "bitcoin-spv-testProofs.json")) as {
      valid: string[];
      validHeader: string[];
    };
    const spv = JSON.parse(valid[0]!) as { tx_id: string; index: number; intermediate_nodes: string };
    const header = JSON.parse(validHeader[0]!) as { merkle_root: string };
    const leaf = hexToBytes(spv.tx_id.slice(2));
    const path = spv.intermediate_nodes.match(/[0-9a-f]{64}/g)!.map(hexToBytes);
    // Bitcoin's proofs do not tell the count; any that puts a full tree of this depth above the leaf is the same path.
    const proof = { leaf, index: spv.index, count: 2 ** path.length, path };
    expect(bytesToHex(rootFromMerklePath(proof)!)).toBe(header.merkle_root.slice(2));
    expect(bytesToHex(rootFromMerklePath({ ...proof, index: spv.index + 1 })!)).not.toBe(header.merkle_root.slice(2));
    path.forEach((sibling, place) => {
      const broken = { ...proof, path: path.with(place, sibling.toReversed()) };
      expect(bytesToHex(rootFromMerklePath(broken)!)).not.toBe(header.merkle_root.slice(2));
    });
  });
});
