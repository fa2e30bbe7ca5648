import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { acquireDirectoryLock, type DirectoryLock } from "./directory-lock.ts";
import { thisProcess } from "./process-identity.ts";
import { StoreError } from "./store-error.ts";
import { makeTemporaryDirectory } from "./testing/temporary-directory.ts";

let directory: string;
let remove: () => void;
beforeEach(() => {
  ({ path: directory, remove } = makeTemporaryDirectory());
});
afterEach(() => remove());

const HOLDER = new URL("./testing/hold-directory.ts", import.meta.url).pathname;

async function startHolder(): Promise<{ child: ChildProcess; answer: string }> {
  const child = spawn(process.execPath, ["--import", "tsx", HOLDER, directory], { stdio: ["pipe", "pipe", "inherit"] });
  const [chunk] = await once(child.stdout, "data");
  return { child, answer: String(chunk).trim() };
}

async function kill(child: ChildProcess): Promise<void> {
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}

function acquired(): DirectoryLock {
  const lock = acquireDirectoryLock(directory);
  if (lock instanceof StoreError) throw lock;
  return lock;
}

it("a directory is held once, and again after release", () => {
  const first = acquired();
  expect(acquireDirectoryLock(directory)).toMatchObject({ code: "locked" });
  first.release();
  const second = acquired();
  first.release();
  expect(acquireDirectoryLock(directory)).toMatchObject({ code: "locked" });
  second.release();
  expect(readdirSync(directory)).toEqual([]);
});

it("a running process keeps the directory, a killed one loses it", async () => {
  const { child, answer } = await startHolder();
  expect(answer).toBe("held");
  expect(acquireDirectoryLock(directory)).toMatchObject({
    code: "locked",
    message: expect.stringContaining(`process ${child.pid}`),
  });
  await kill(child);
  expect(existsSync(join(directory, ".lock"))).toBe(true);
  acquired().release();
  expect(readdirSync(directory)).toEqual([]);
});

it("of several processes that find a dead one's lock, one takes it over", async () => {
  const dead = await startHolder();
  await kill(dead.child);
  const holders = await Promise.all(Array.from({ length: 6 }, startHolder));
  try {
    expect(holders.map(({ answer }) => answer).sort()).toEqual(["held", ...Array(5).fill("locked")]);
  } finally {
    await Promise.all(holders.map(({ child }) => kill(child)));
  }
});

it.skipIf(thisProcess().startTicks === null)("a process id that was given again does not hold the directory", () => {
  for (const stale of [
    { ...thisProcess(), startTicks: "1" },
    { ...thisProcess(), bootId: "an earlier run of the kernel" },
  ]) {
    writeFileSync(join(directory, ".lock"), JSON.stringify({ ...stale, claim: "ab".repeat(16) }));
    acquired().release();
  }
});

it("a takeover that died half-way is taken over", () => {
  const dead = { pid: 2 ** 30, bootId: null, startTicks: null };
  writeFileSync(join(directory, ".lock"), JSON.stringify({ ...dead, claim: "ab".repeat(16) }));
  writeFileSync(join(directory, `.lock-after-${"ab".repeat(16)}`), JSON.stringify({ ...dead, claim: "cd".repeat(16) }));
  const lock = acquired();
  expect(acquireDirectoryLock(directory)).toMatchObject({ code: "locked" });
  expect(JSON.parse(readFileSync(join(directory, ".lock"), "utf8"))).toMatchObject({ pid: process.pid });
  lock.release();
  acquired().release();
});

it("a lock file without sense is taken over", () => {
  for (const content of ["", "123", "{}", "\0".repeat(100)]) {
    writeFileSync(join(directory, ".lock"), content);
    const lock = acquired();
    expect(acquireDirectoryLock(directory)).toMatchObject({ code: "locked" });
    lock.release();
  }
});
