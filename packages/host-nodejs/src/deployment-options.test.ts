/** What is handed out for running a node (images, compose, systemd) names options, and names them as they are. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { environmentName, OPTIONS } from "./option-table.ts";
import { readOptions } from "./options.ts";
import type { RoleName } from "./role-options.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");

/** Of Compose and of the image's own script and build. */
const NOT_OF_NODES = [
  "TRIAD_BUILD_NETWORK",
  "TRIAD_COMMIT",
  "TRIAD_FULL_NODE_API_PORT",
  "TRIAD_LIGHT_NODE_API_PORT",
  "TRIAD_NODE_IMAGE",
  "TRIAD_REPLICAS_IN",
];
const UNIT = "tools/systemd/triad@.service";
const EXAMPLES: Readonly<Record<RoleName, string>> = {
  "full-node": "tools/systemd/full-node.env.example",
  miner: "tools/systemd/miner.env.example",
  "light-node": "tools/systemd/light-node.env.example",
};

const FILES = [
  "Dockerfile",
  "docker-compose.yml",
  "docs/containers.md",
  "docs/operations.md",
  ...["tools/docker", "tools/systemd"].flatMap((folder) =>
    readdirSync(join(ROOT, folder)).map((file) => `${folder}/${file}`),
  ),
];

it.each(FILES)("%s names no option that doesn't exist", (file) => {
  const known = new Set([...OPTIONS.map(environmentName), ...NOT_OF_NODES]);
  const named = [...read(file).matchAll(/\bTRIAD_[A-Z_]+/g)].map(([name]) => name);
  expect(named.filter((name) => !known.has(name))).toEqual([]);
});

describe.each(Object.entries(EXAMPLES) as [RoleName, string][])("the example for the %s", (role, file) => {
  const lines = read(file).split("\n");
  const settings = (pattern: RegExp): Record<string, string> =>
    Object.fromEntries(
      lines.map((line) => pattern.exec(line)).flatMap((found) => (found ? [[found[1], found[2]]] : [])),
    );

  it("is read as it is, and with every line in force", () => {
    expect(readOptions(role, [], settings(/^(TRIAD_\w+)=(.*)$/)).network).toBe("local");
    const all = settings(/^#?(TRIAD_\w+)=(.*)$/);
    expect(Object.keys(all).length).toBeGreaterThan(4);
    const own = OPTIONS.filter((row) => row.roles === undefined || row.roles.includes(role)).map(environmentName);
    expect(Object.keys(all).filter((name) => !own.includes(name))).toEqual([]);
    expect(readOptions(role, [], all).peers).toHaveLength(2);
  });
});

describe("the systemd unit", () => {
  const hasSystemd = spawnSync("systemd-analyze", ["--version"]).status === 0;
  if (!hasSystemd) console.warn("SKIPPED: systemd's own view of the unit, since systemd-analyze is not installed");

  it("restarts after a failure, but not after a wrong option, and lets V8 compile", () => {
    const unit = read(UNIT);
    for (const line of ["Restart=on-failure", "RestartPreventExitStatus=2", "MemoryDenyWriteExecute=no"]) {
      expect(unit.split("\n")).toContain(line);
    }
  });

  it.skipIf(!hasSystemd)("is understood by systemd", () => {
    const { stderr } = spawnSync("systemd-analyze", ["verify", "--man=no", join(ROOT, UNIT)], { encoding: "utf8" });
    // Whether this machine has a program at that place says nothing about the unit.
    expect(stderr.split("\n").filter((line) => line.includes("triad@") && !line.includes("is not executable"))).toEqual(
      [],
    );
  });
});
