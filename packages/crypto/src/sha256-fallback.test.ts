import { afterEach, describe, expect, it, vi } from "vitest";
import { bytesToHex } from "./bytes.ts";

/** The part of it that the code under test uses; TypeScript has its types in the library for web pages only. */
interface WebAssemblyPart {
  readonly Instance: unknown;
  readonly Module: new (bytes: Uint8Array) => object;
}

const REAL = (globalThis as unknown as { WebAssembly: WebAssemblyPart }).WebAssembly;
const ABC = Uint8Array.from([0x61, 0x62, 0x63]);
/** The module with SIMD is longer, the one without it shorter. */
const SCALAR_MODULE_BYTES_MAX = 6000;

/** WebAssembly of a machine or page that refuses to compile some modules. */
function refusing(isRefused: (bytes: Uint8Array) => boolean): WebAssemblyPart {
  return {
    Instance: REAL.Instance,
    Module: function compile(bytes: Uint8Array) {
      if (isRefused(bytes)) throw new Error("refused");
      return new REAL.Module(bytes);
    } as unknown as WebAssemblyPart["Module"],
  };
}

async function hashesWith(webAssembly: WebAssemblyPart | undefined) {
  vi.resetModules();
  vi.stubGlobal("WebAssembly", webAssembly);
  const { sha256Backend } = await import("./sha256-choice.ts");
  const { merkleRoot, sha256, sha256d, sha256dMany, sha256dPair, taggedHash } = await import("./index.ts");
  return {
    backend: sha256Backend().name,
    digests: [
      sha256(ABC),
      sha256d(ABC),
      ...sha256dMany([ABC, new Uint8Array(100)]),
      sha256dPair(sha256(ABC), sha256d(ABC)),
      merkleRoot([sha256(ABC), sha256d(ABC), sha256(ABC)]),
      taggedHash("Triad/test", ABC),
    ].map(bytesToHex),
  };
}

describe("without the fastest backend", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("the scalar module hashes where SIMD is missing, and JavaScript where WebAssembly is, all alike", async () => {
    const full = await hashesWith(REAL);
    const scalar = await hashesWith(refusing((bytes) => bytes.length > SCALAR_MODULE_BYTES_MAX));
    const forbidden = await hashesWith(refusing(() => true));
    const absent = await hashesWith(undefined);
    expect([full, scalar, forbidden, absent].map(({ backend }) => backend)).toEqual([
      "simd",
      "scalar",
      "noble",
      "noble",
    ]);
    for (const { digests } of [scalar, forbidden, absent]) expect(digests).toEqual(full.digests);
  });
});
