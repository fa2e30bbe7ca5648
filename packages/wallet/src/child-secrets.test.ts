import { HDKey } from "@scure/bip32";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ChildSecrets } from "./child-secrets.ts";

describe("the secret of a child key", () => {
  it("is the library's, of any parent and at any index", () => {
    const seed = fc.uint8Array({ minLength: 16, maxLength: 64 });
    const index = fc.oneof(fc.nat(40), fc.nat(2 ** 31 - 1));
    fc.assert(
      fc.property(seed, fc.nat(3), index, (seedBytes, branch, at) => {
        const parent = HDKey.fromMasterSeed(seedBytes).deriveChild(branch);
        expect(new ChildSecrets(parent).at(at)).toEqual(parent.deriveChild(at).privateKey);
      }),
      { numRuns: 60 },
    );
  });

  it("is that of BIP-32's second test vector, chain m/0", () => {
    const text =
      "xprv9s21ZrQH143K31xYSDQpPDxsXRTUcvj2iNHm5NUtrGiGG5e2DtALGdso3pGz6ssrdK4PFmM8NSpSBHNqPqm55Qn3LqFtT2emdEXVYsCzC2U";
    const child =
      "xprv9vHkqa6EV4sPZHYqZznhT2NPtPCjKuDKGY38FBWLvgaDx45zo9WQRUT3dKYnjwih2yJD9mkrocEZXo1ex8G81dwSM1fwqWpWkeS3v86pgKt";
    const parent = HDKey.fromExtendedKey(text);
    expect(new ChildSecrets(parent).at(0)).toEqual(HDKey.fromExtendedKey(child).privateKey);
  });
});
