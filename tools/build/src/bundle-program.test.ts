import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleProgram } from "./bundle-program.mjs";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

describe("a bundled program, copied elsewhere", () => {
  let elsewhere = "";
  const main = () => join(elsewhere, "program", "main.mjs");

  beforeAll(async () => {
    elsewhere = mkdtempSync(join(tmpdir(), "triad-bundle-"));
    const built = join(elsewhere, "built");
    // A core that uses every kind of effect's machinery: both kinds of workers, the timer, the store.
    const source = join(ROOT, "packages/host-nodejs/src/testing/scripted-main.ts");
    await bundleProgram({ root: ROOT, name: "test", main: source, out: built });
    cpSync(built, join(elsewhere, "program"), { recursive: true });
    rmSync(built, { recursive: true });
  });
  afterAll(() => rmSync(elsewhere, { recursive: true, force: true }));

  it("prints its version and its help", () => {
    const run = (option: string) =>
      execFileSync(process.execPath, [main(), option], { cwd: elsewhere, encoding: "utf8" });
    expect(run("--version")).toMatch(/^triad miner \d+\.\d+\.\d+( \([0-9a-f]{12}(-dirty)?\))?\n$/);
    expect(run("--help")).toContain("--max-outbound");
  });

  /** What it printed, from its start to its end by SIGTERM. */
  async function runOnce(): Promise<string> {
    const argv = [main(), "--no-console", "--listen", "127.0.0.1:0", "--datadir", join(elsewhere, "data")];
    const child = spawn(process.execPath, argv, { cwd: elsewhere, env: {}, stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    let isAsked = false;
    child.stdout.on("data", (data) => {
      output += data;
      // once only: a second signal would end the program at once
      if (isAsked || !output.includes("Up.")) return;
      isAsked = child.kill("SIGTERM");
    });
    const [code] = await once(child, "close");
    expect(code).toBe(0);
    return output;
  }

  it("opens its store, runs its workers, and stops at SIGTERM", async () => {
    expect(await runOnce()).toContain("Up.");
  });

  it("uses compiled signature code where this machine has it, and runs without", async () => {
    const compiled = join(elsewhere, "program/node_modules/bcrypto");
    const isHere = existsSync(join(ROOT, "node_modules/bcrypto/build/Release/bcrypto.node"));
    expect(existsSync(compiled)).toBe(isHere);
    if (isHere) {
      expect(await runOnce()).toContain("Signatures are checked by the native backend.");
      expect(existsSync(join(compiled, "deps"))).toBe(false);
      rmSync(compiled, { recursive: true });
    } else console.warn("SKIPPED: a bundle with compiled signature code, since bcrypto is not compiled here");
    expect(await runOnce()).toContain("Signatures are checked by the wasm backend. The native backend is not used:");
  });
});
