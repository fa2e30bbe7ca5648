import * as fs from "node:fs";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createPrivateFile, writePrivateFile } from "./private-file.ts";

vi.mock("node:fs", async (original) => {
  const real = await original<typeof fs>();
  return {
    ...real,
    linkSync: vi.fn(real.linkSync),
    renameSync: vi.fn(real.renameSync),
    writeSync: vi.fn(real.writeSync),
  };
});

const fault = (code: string) => () => {
  throw Object.assign(new Error(code), { code, syscall: "test" });
};

let directory = "";
let path = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "triad-private-"));
  path = join(directory, "secret");
});
afterEach(() => {
  vi.mocked(fs.linkSync).mockReset();
  rmSync(directory, { recursive: true });
});

describe("a private file", () => {
  it.each(["EPERM", "EOPNOTSUPP"])("is made where the file system has no links (%s), and replaces none", (code) => {
    vi.mocked(fs.linkSync).mockImplementation(fault(code));
    createPrivateFile(path, "words");
    expect(readFileSync(path, "utf8")).toBe("words");
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(() => createPrivateFile(path, "other")).toThrow(/EEXIST/);
    expect(readFileSync(path, "utf8")).toBe("words");
    expect(readdirSync(directory)).toEqual(["secret"]);
  });

  it("that can't be written leaves nothing beside it, and what was there", () => {
    writePrivateFile(path, "old");
    vi.mocked(fs.writeSync).mockImplementationOnce(fault("ENOSPC"));
    expect(() => writePrivateFile(path, "new")).toThrow("ENOSPC");
    vi.mocked(fs.renameSync).mockImplementationOnce(fault("EBUSY"));
    expect(() => writePrivateFile(path, "new")).toThrow("EBUSY");
    vi.mocked(fs.linkSync).mockImplementationOnce(fault("EIO"));
    expect(() => createPrivateFile(join(directory, "other"), "new")).toThrow("EIO");
    expect(readdirSync(directory)).toEqual(["secret"]);
    expect(readFileSync(path, "utf8")).toBe("old");
  });
});
