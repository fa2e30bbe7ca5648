import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { instantiateSecp256k1, RefusedByModule } from "./secp256k1-instance.ts";

describe("the embedded secp256k1 module", () => {
  it("is the one of the installed package", () => {
    const script = fileURLToPath(new URL("../scripts/embed-wasm.mjs", import.meta.url));
    const check = spawnSync(process.execPath, [script, "--check"], { encoding: "utf8" });
    expect(check.stderr).toBe("");
    expect(check.status).toBe(0);
  });

  it("refuses a key that is no point by throwing, apart from a trap", () => {
    const module = instantiateSecp256k1();
    const keyStart = module.X_ONLY_PUBLIC_KEY_INPUT.value;
    new Uint8Array(module.memory.buffer).fill(0xff, keyStart, keyStart + 32);
    expect(() => module.verifySchnorr()).toThrow(RefusedByModule);
  });

  it("gives instances with memories of their own", () => {
    expect(instantiateSecp256k1().memory.buffer).not.toBe(instantiateSecp256k1().memory.buffer);
  });
});
