/** The light node's core in a real browser: headers, a proven wallet and one proof from a full node's ordinary port. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const BLOCKS = 300;
const CHROMIUM = findChromium();
if (CHROMIUM === undefined)
  console.log("No Chromium here (chromium or TRIAD_CHROMIUM): the test in a browser is skipped.");

function findChromium(): string | undefined {
  const names = [process.env["TRIAD_CHROMIUM"], "chromium", "chromium-browser", "google-chrome"];
  return names.find((name) => {
    if (name === undefined) return false;
    try {
      execFileSync(name, ["--version"], { stdio: "ignore" });
      return true;
    } catch {
      return false;
    }
  });
}

describe.skipIf(CHROMIUM === undefined)("a page with a light node in it", () => {
  const directory = mkdtempSync(join(tmpdir(), "triad-page-"));
  const children: ChildProcess[] = [];
  const servers: Server[] = [];

  afterAll(async () => {
    const running = children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
    for (const child of running) child.kill("SIGTERM");
    await Promise.all(running.map((child) => once(child, "exit")));
    for (const server of servers) server.close();
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
  });

  function run(command: string, args: readonly string[]): void {
    children.push(spawn(command, args, { cwd: ROOT, stdio: "ignore" }));
  }

  /** A miner with a chain, as an operator would start it, that lets pages of this origin in. */
  async function startMiner(origin: string): Promise<{ readonly address: string; readonly txid: string }> {
    const [peerPort, apiPort] = await Promise.all([freePort(), freePort()]);
    const data = join(directory, "miner");
    const listen = ["--listen", `127.0.0.1:${peerPort}`, "--api", `127.0.0.1:${apiPort}`, "--page-origin", origin];
    const line = [
      "--import",
      "tsx",
      "apps/miner/src/main.ts",
      "--no-console",
      "--mine",
      "off",
      "--network",
      "local",
      "--datadir",
      data,
    ];
    run(process.execPath, [...line, ...listen]);
    const api = async (path: string, body?: unknown): Promise<string> => {
      const token = readFileSync(join(data, ".cookie"), "utf8").trim();
      const response = await fetch(`http://127.0.0.1:${apiPort}${path}`, {
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
      });
      return response.text();
    };
    await until(async () => Number(await api("/api/blocks/tip/height")) === 0, "the miner's API");
    await api("/api/mining", { action: "generate", blocks: BLOCKS });
    await until(async () => Number(await api("/api/blocks/tip/height")) >= BLOCKS, "its blocks");
    const [txid = ""] = JSON.parse(await api(`/api/block/${await api("/api/block-height/1")}/txids`)) as string[];
    return { address: `127.0.0.1:${peerPort}`, txid };
  }

  it("synchronises headers from an ordinary port, proves its wallet, and checks a proof", {
    timeout: 180_000,
  }, async () => {
    const { outputFiles } = await build({
      absWorkingDir: ROOT,
      entryPoints: ["tools/build/src/page/light-page.ts"],
      outdir: "out",
      write: false,
      bundle: true,
      platform: "browser",
      format: "esm",
      target: "es2023",
      logLevel: "error",
    });
    let heard: (said: string) => void = () => {};
    const said = new Promise<string>((resolve) => {
      heard = resolve;
    });
    const server = createServer((request, response) => {
      if (request.method === "POST") {
        let body = "";
        request.on("data", (data) => {
          body += data;
        });
        request.on("end", () => heard(body));
        response.end();
      } else if (request.url === "/page.js") {
        response.setHeader("content-type", "text/javascript").end(outputFiles[0]?.text);
      } else {
        response.setHeader("content-type", "text/html").end('<script type="module" src="/page.js"></script>');
      }
    }).listen(0, "127.0.0.1");
    servers.push(server);
    await once(server, "listening");
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { address, txid } = await startMiner(origin);
    run(CHROMIUM ?? "", [
      ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"],
      ...["--disable-background-networking", "--disable-component-update", `--user-data-dir=${directory}/chromium`],
      `${origin}/?node=${address}&height=${BLOCKS}&txid=${txid}`,
    ]);
    const answer = JSON.parse(await Promise.race([said, sleep(120_000, "{}")]));
    console.log(`a page: ${JSON.stringify(answer)}`);
    expect(answer).toMatchObject({ height: BLOCKS, provenAt: 1, wrongly: false });
    expect(answer.receivedBytes).toBeGreaterThan(BLOCKS * 80);
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await once(server.close(), "close");
  return port;
}

async function until(holds: () => Promise<boolean>, what: string): Promise<void> {
  for (let waitedMs = 0; waitedMs < 90_000; waitedMs += 100) {
    if (await holds().catch(() => false)) return;
    await sleep(100);
  }
  throw new Error(`it did not come: ${what}`);
}
