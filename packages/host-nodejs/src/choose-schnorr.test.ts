import { nobleSchnorr, type SchnorrBackend, wasmSchnorr } from "@triad/crypto";
import { describe, expect, it } from "vitest";
import { chooseSchnorr, openSchnorr, type SchnorrCandidates } from "./choose-schnorr.ts";
import { FatalError } from "./fatal-error.ts";
import { nativeSchnorr } from "./native-schnorr.ts";

const good: SchnorrBackend = { ...nobleSchnorr, name: "native" };
const yes: SchnorrBackend = { ...good, verify: () => true };
const absent = () => ({ unavailable: "it is not here" });

function candidates(native: SchnorrCandidates["native"], wasm: SchnorrCandidates["wasm"] = wasmSchnorr) {
  return { native, wasm };
}

describe("the choice of a signature backend", () => {
  it("prefers the native one and says so", () => {
    const chosen = chooseSchnorr(
      "auto",
      candidates(() => good),
    );
    expect(chosen).toEqual({
      name: "native",
      backend: good,
      sentence: "Signatures are checked by the native backend.",
    });
  });

  it("takes WebAssembly where the native one is absent or errs, and says why", () => {
    const without = chooseSchnorr("auto", candidates(absent));
    expect(without.name).toBe("wasm");
    expect(without.sentence).toBe(
      "Signatures are checked by the wasm backend. The native backend is not used: it is not here.",
    );
    const wrong = chooseSchnorr(
      "auto",
      candidates(() => yes),
    );
    expect(wrong.name).toBe("wasm");
    expect(wrong.sentence).toContain("a wrong verdict on the signature of vector 5 of BIP-340");
  });

  it("refuses one that knows the vectors by heart and errs elsewhere", () => {
    let calls = 0;
    // Right for as long as the vectors last.
    const learnt: SchnorrBackend = {
      ...good,
      verify: (signature, message, key) => ++calls > 25 || good.verify(signature, message, key),
    };
    const chosen = chooseSchnorr(
      "auto",
      candidates(() => learnt),
    );
    expect(chosen.name).toBe("wasm");
    expect(chosen.sentence).toMatch(/another verdict for the message [0-9a-f]{64}, changed, than wasm/);
  });

  it("obeys the operator: wasm although native is good", () => {
    expect(
      chooseSchnorr(
        "wasm",
        candidates(() => good),
      ).name,
    ).toBe("wasm");
  });

  it("ends the start when the one that was demanded can't be used, and says what to do", () => {
    expect(() => chooseSchnorr("native", candidates(absent))).toThrow(FatalError);
    expect(() => chooseSchnorr("native", candidates(absent))).toThrow(
      "The native backend is not used: it is not here. Install a C compiler, make and Python 3 and run npm ci again, or start with --signatures auto.",
    );
  });

  it("ends the start when none can be trusted", () => {
    expect(() =>
      chooseSchnorr(
        "auto",
        candidates(absent, () => yes),
      ),
    ).toThrow("No backend for signatures can be trusted");
  });

  it("on this machine is one that a worker can open by name", () => {
    const { name } = chooseSchnorr("auto");
    expect(name).toBe("unavailable" in nativeSchnorr() ? "wasm" : "native");
    expect(openSchnorr(name).name).toBe(name);
  });
});
