import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";

const SOURCE = new URL("..", import.meta.url).pathname;

/** All files of this package that a file pulls in when it runs; imports of types alone are erased. */
function filesPulledIn(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(file, "utf8").replace(/^(import|export) type [^;]*;$/gm, "");
  for (const [, specifier] of text.matchAll(/from "(\.[^"]+)"/g)) {
    filesPulledIn(join(dirname(file), specifier as string), seen);
  }
  return seen;
}

describe("what a light node imports to check proofs", () => {
  const files = [...filesPulledIn(join(SOURCE, "headers/index.ts"))].map((file) => relative(SOURCE, file));

  it("holds the verifying functions", () => {
    for (const name of ["transaction-proof", "history-proof", "history-prefix-proof", "filter-proof"]) {
      expect(files).toContain(`proof/${name}.ts`);
    }
  });

  it("holds nothing of coins, undo data or connecting blocks", () => {
    expect(files.filter((file) => /coin\.|coin-|undo|connect|block-chain|block-bodies|overlay/.test(file))).toEqual([]);
  });
});
