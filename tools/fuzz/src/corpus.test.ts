import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { keepInput, readCorpus, readHex } from "./corpus.ts";
import { readFuzzOptions } from "./options.ts";

describe("the corpus", () => {
  it("gives back what was kept, once", () => {
    const root = mkdtempSync(join(tmpdir(), "corpus-"));
    const input = Uint8Array.from({ length: 500 }, (_, n) => n);
    expect(keepInput("header", "found", input, root)).toBe(keepInput("header", "found", input, root));
    keepInput("header", "shape", new Uint8Array(), root);
    expect(readCorpus("header", root).map((kept) => kept.input)).toEqual([input, new Uint8Array()]);
    expect(readCorpus("block", root)).toEqual([]);
    rmSync(root, { recursive: true });
  });
});

describe("options", () => {
  it("say what to run and for how long", () => {
    expect(readFuzzOptions([], 7)).toMatchObject({ minutes: 1, seed: 7, replay: undefined });
    const given = readFuzzOptions(["--minutes", "2.5", "--target", "block", "--seed", "3", "--replay", "00ff"], 7);
    expect(given).toMatchObject({ minutes: 2.5, seed: 3, replay: Uint8Array.of(0, 255) });
    expect(given.targets.map(({ name }) => name)).toEqual(["block"]);
  });

  it.each([["--target", "nothing"], ["--minutes", "soon"], ["--seed", "-1"], ["--replay", "00"], ["--unknown"]])(
    "%s %s is refused",
    (...argv) => {
      expect(() => readFuzzOptions(argv, 7)).toThrow();
    },
  );

  it("take hexadecimal only", () => {
    expect(() => readHex("0")).toThrow("hexadecimal");
    expect(() => readHex("xx")).toThrow("hexadecimal");
  });
});
