import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
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
    expect(run("--version")).toMatch(/^triad miner \d+\.\d+\.\d+\n$/);
    expect(run("--help")).toContain("--max-outbound");
  });

  it("opens its store, runs its workers, and stops at SIGTERM", async () => {
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
    expect(output).toContain("Up.");
    expect(code).toBe(0);
  });
});
