import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { VERSION } from "./version.ts";

const MAIN = fileURLToPath(new URL("./testing/scripted-main.ts", import.meta.url));
const { PATH: path = "" } = process.env;
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("a role as a process", () => {
  let directory = "";
  const processes: ChildProcess[] = [];

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "triad-role-"));
  });
  afterEach(() => {
    for (const child of processes.splice(0)) child.kill("SIGKILL");
    rmSync(directory, { recursive: true, force: true });
  });

  function run(argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const child = spawn(process.execPath, ["--import", "tsx", MAIN, ...argv], {
      env: { PATH: path, HOME: directory, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    processes.push(child);
    const output = { text: "" };
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (output.text += data));
    const exited = once(child, "close").then(([code]) => code as number);
    const until = async (words: string) => {
      for (let waits = 0; !output.text.includes(words); waits++) {
        if (waits > 1500 || child.exitCode !== null) throw new Error(`no "${words}" in: ${output.text}`);
        await sleep(10);
      }
    };
    return { child, output, exited, until };
  }

  const quiet = ["--no-console", "--listen", "127.0.0.1:0"];
  const data = () => join(directory, "data");

  it("prints where it is, logs notices, and ends with 0 at SIGTERM", async () => {
    const { child, output, exited, until } = run([...quiet, "--datadir", data()]);
    await until("Up.");
    expect(output.text).toMatch(
      /Triad miner .*Network +local.*Chain id +[0-9a-f]{64}.*ws:\/\/127\.0\.0\.1:\d+.*debug\.log/s,
    );
    child.kill("SIGTERM");
    expect(await exited).toBe(0);
    expect(readFileSync(join(data(), "debug.log"), "utf8")).toContain("Up. (up)");
    expect(() => readFileSync(join(data(), ".lock"))).toThrow();
  });

  it("tells once, at each start, of a wallet's file that others can open", async () => {
    const first = run([...quiet, "--datadir", data()]);
    await first.until("Up.");
    first.child.kill("SIGTERM");
    expect(await first.exited).toBe(0);
    chmodSync(join(data(), "wallet"), 0o644);
    const second = run([...quiet, "--datadir", data()]);
    await second.until("Up.");
    second.child.kill("SIGTERM");
    expect(await second.exited).toBe(0);
    expect(first.output.text).not.toContain("mode 644");
    expect(second.output.text.match(/mode 644/g)).toHaveLength(1);
  });

  it("prints nothing but JSON where the log is JSON and there is no console", async () => {
    const { child, output, exited, until } = run([...quiet, "--datadir", data(), "--log-format", "json"]);
    await until("Up.");
    child.kill("SIGTERM");
    expect(await exited).toBe(0);
    const messages = output.text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).msg);
    expect(messages).toContain("Network local");
    expect(messages).toContain("Stopping; once more stops at once.");
  });

  it("keeps to ~/.triad/ROLE/NETWORK, and refuses a second process there until the first has ended", async () => {
    const first = run(quiet);
    await first.until("Up.");
    const second = run(quiet);
    expect(await second.exited).toBe(1);
    expect(second.output.text).toContain(join(directory, ".triad/miner/local"));
    expect(second.output.text).toContain("--datadir");
    first.child.kill("SIGINT");
    expect(await first.exited).toBe(0);
    const third = run(quiet);
    await third.until("Up.");
    third.child.kill("SIGINT");
    expect(await third.exited).toBe(0);
  });

  it("takes two signals within a moment as one, and a later one as at once (130)", async () => {
    const { child, exited, until } = run(["--no-console", "--no-listen", "--datadir", data()], {
      TRIAD_SCRIPT: "slow-stop",
    });
    await until("Up.");
    // Without any socket it must still stay.
    await sleep(300);
    child.kill("SIGINT");
    await sleep(100);
    child.kill("SIGINT");
    await sleep(800);
    expect(child.exitCode).toBe(null);
    child.kill("SIGINT");
    expect(await exited).toBe(130);
  });

  it("ends with 70 and the event in the log at a bug", async () => {
    const { output, exited } = run([...quiet, "--datadir", data()], { TRIAD_SCRIPT: "bug" });
    expect(await exited).toBe(70);
    expect(output.text).toContain("A bug ends this node");
    expect(readFileSync(join(data(), "debug.log"), "utf8")).toMatch(/broken on purpose.*event={"type"/s);
  });

  it("ends with 2 and one sentence at a wrong option, a wrong network, a wrong address", async () => {
    const network = join(directory, "network.json");
    writeFileSync(network, "{}");
    const all = [
      [["--max-outbuond", "8"], "Did you mean --max-outbound?"],
      [["--network", "lokal"], "Did you mean local?"],
      [["--network", network], "can't be used"],
      [["--address", "tri1xyz"], "begin with ltri1"],
    ] as const;
    const runs = all.map(([argv, words]) => ({ words, ...run([...argv, "--datadir", data()]) }));
    for (const { exited, output, words } of runs) {
      expect(await exited).toBe(2);
      expect(output.text).toContain(words);
      expect(output.text.trim().split("\n")).toHaveLength(1);
    }
  });

  it("refuses a taken port that was asked for, and another network's data", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const taken = run(["--no-console", "--datadir", data(), "--listen", `127.0.0.1:${port}`]);
    expect(await taken.exited).toBe(1);
    expect(taken.output.text).toContain(`127.0.0.1:${port} (--listen) is taken`);
    server.close();
    const other = run([...quiet, "--datadir", data(), "--network", "test"]);
    expect(await other.exited).toBe(1);
    expect(other.output.text).toContain("the network local");
  });

  it("prints version and help, and ends with 0", async () => {
    const version = run(["--version"]);
    const help = run(["--help"]);
    expect(await version.exited).toBe(0);
    expect(version.output.text).toBe(`triad miner ${VERSION}\n`);
    expect(await help.exited).toBe(0);
    expect(help.output.text).toContain("--max-outbound N");
    const root: { version: string } = JSON.parse(
      readFileSync(new URL("../../../package.json", import.meta.url), "utf8"),
    );
    expect(root.version).toBe(VERSION);
  });
});
