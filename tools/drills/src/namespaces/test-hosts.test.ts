import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { TestHosts } from "./test-hosts.ts";

const made = TestHosts.make();
const refused = "refused" in made ? made.refused : undefined;
if (!("refused" in made)) made.remove();

let hosts: TestHosts | undefined;
afterEach(() => hosts?.remove());

function isReached(from: string, to: string): boolean {
  // nobody listens there: the answer is a refusal, and without a way there is none
  const script = `const s = require("net").connect(9, process.argv[1]); s.on("error", (e) => process.exit(e.code === "ECONNREFUSED" ? 0 : 1)); setTimeout(() => process.exit(1), 700);`;
  const [program, ...args] = [...(hosts?.inside(from) ?? []), process.execPath, "-e", script, to];
  return spawnSync(program ?? "", args).status === 0;
}

describe(`hosts on one machine${refused === undefined ? "" : ` (skipped, missing is ${refused})`}`, () => {
  it.skipIf(refused !== undefined)(
    "reach each other by name, are cut off, move, and leave nothing behind",
    { timeout: 30_000 },
    () => {
      const made = TestHosts.make();
      if ("refused" in made) throw new Error(made.refused);
      hosts = made;
      hosts.add([
        { name: "left-1", side: "left" },
        { name: "left-2", side: "left" },
        { name: "right-1", side: "right" },
      ]);
      expect(isReached("left-1", "right-1")).toBe(true);
      hosts.cut();
      expect([isReached("left-1", "right-1"), isReached("left-1", "left-2")]).toEqual([false, true]);
      hosts.join();
      const before = hosts.addressOf("left-2");
      hosts.move("left-2");
      expect(isReached("right-1", "left-2")).toBe(true);
      expect(isReached("right-1", before)).toBe(false);
      const namespace = hosts.namespaceOf("left-1");
      const isThere = (): boolean => existsSync(`/run/netns/${namespace}`) || existsSync(`/etc/netns/${namespace}`);
      expect(isThere()).toBe(true);
      hosts.remove();
      expect(isThere()).toBe(false);
    },
  );
});
