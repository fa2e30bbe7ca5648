/** All three roles as `nx run ROLE:build` makes them, copied to a folder of their own, with Node.js and nothing else. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleProgram } from "./bundle-program.mjs";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const ROLES = ["full-node", "miner", "light-node"] as const;
type Role = (typeof ROLES)[number];

const BLOCKS = 3;
/** A block or two are found within a second here; the rest is for a machine that has much else to do. */
const SAME_TIP_MS = 40_000;

let elsewhere = "";
beforeAll(async () => {
  elsewhere = mkdtempSync(join(tmpdir(), "triad-roles-"));
  for (const role of ROLES) {
    const out = join(elsewhere, "built", role);
    await bundleProgram({ root: ROOT, name: role, main: join(ROOT, "apps", role, "src/main.ts"), out });
    cpSync(out, join(elsewhere, role), { recursive: true });
  }
  // What they were made beside is gone: nothing can be found there by chance.
  rmSync(join(elsewhere, "built"), { recursive: true });
});
afterAll(() => rmSync(elsewhere, { recursive: true, force: true }));

const programOf = (role: Role): string => join(elsewhere, role, "main.mjs");

describe.each(ROLES)("the bundle of the %s", (role) => {
  const read = (file: string): string => readFileSync(join(elsewhere, role, file), "utf8");

  it("says its version and its options", () => {
    const say = (option: string): string =>
      execFileSync(process.execPath, [programOf(role), option], { cwd: elsewhere, env: {}, encoding: "utf8" });
    const { version }: { version: string } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    expect(say("--version")).toMatch(
      new RegExp(`^triad ${role} ${version.replaceAll(".", "\\.")}( \\([0-9a-f-]+\\w*\\))?\n$`),
    );
    expect(say("--help")).toContain("--datadir");
  });

  it("holds the licence of each package in it", () => {
    expect(read("LICENSE")).toContain("MIT License");
    const notices = read("THIRD-PARTY-NOTICES.txt");
    const modules = join(elsewhere, role, "node_modules");
    const copied = readdirSync(modules).flatMap((name) =>
      name.startsWith("@") ? readdirSync(join(modules, name)).map((inner) => `${name}/${inner}`) : [name],
    );
    for (const name of [...copied, "ws", "pino", "fastify", "protobufjs", "@noble/hashes", "tiny-secp256k1"]) {
      expect(notices).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+\\S* \\(`, "m"));
    }
    expect(notices).toContain("Permission is hereby granted");
  });

  it("holds no sources, maps and typings of others", () => {
    const files = readdirSync(join(elsewhere, role), { recursive: true, encoding: "utf8" });
    expect(files.filter((file) => /\.(ts|map|md|c|cpp|h)$/.test(file))).toEqual([]);
    expect(existsSync(join(elsewhere, role, "node_modules/node-addon-api"))).toBe(false);
  });
});

it("full node, miner and light node come to one tip without the repository, and end with 0", async () => {
  const full = startNode("full-node", []);
  const peer = await full.printed(/ws:\/\/(127\.0\.0\.1:\d+)/);
  const others = [
    startNode("miner", ["--threads", "1", "--connect", peer]),
    startNode("light-node", ["--connect", peer]),
  ];
  const nodes = [full, ...others];
  try {
    const apis = await Promise.all(nodes.map((node) => node.printed(/API +(http:\S+)/)));
    const tipOf = async (api: string): Promise<Tip> => (await (await fetch(`${api}/api/node`)).json()) as Tip;
    const tips = (): Promise<Tip[]> => Promise.all(apis.map(tipOf));
    const deadline = Date.now() + SAME_TIP_MS;
    let seen = await tips();
    while (seen.some(({ height, tipHash }) => height < BLOCKS || tipHash !== seen[0]?.tipHash)) {
      if (Date.now() > deadline) throw new Error(`no common tip of height ${BLOCKS}: ${JSON.stringify(seen)}`);
      await sleep(200);
      seen = await tips();
    }
    for (const node of nodes) await node.printed(/Signatures are checked by the (native|wasm) backend/);
  } finally {
    for (const node of nodes) node.stop();
  }
  expect(await Promise.all(nodes.map((node) => node.exited))).toEqual([0, 0, 0]);
});

interface Tip {
  readonly height: number;
  readonly tipHash: string;
}

interface RunningNode {
  /** The first group of what matched, once it was printed. */
  printed(pattern: RegExp): Promise<string>;
  stop(): void;
  readonly exited: Promise<unknown>;
}

function startNode(role: Role, options: readonly string[]): RunningNode {
  const own = ["--no-console", "--datadir", join(elsewhere, "data", role)];
  const anywhere = ["--listen", "127.0.0.1:0", "--api", "127.0.0.1:0"];
  const argv = [programOf(role), ...own, ...anywhere, ...options];
  const child = spawn(process.execPath, argv, { cwd: elsewhere, env: {}, stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.on("data", (data) => {
    output += data;
  });
  return {
    async printed(pattern) {
      for (let found = pattern.exec(output); ; found = pattern.exec(output)) {
        if (found !== null) return found[1] ?? "";
        if (child.exitCode !== null) throw new Error(`the ${role} ended with ${child.exitCode}: ${output}`);
        await sleep(50);
      }
    },
    stop: () => void child.kill("SIGTERM"),
    exited: once(child, "exit").then(([code]) => code),
  };
}
