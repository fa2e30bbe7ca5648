import { describe, expect, it } from "vitest";
import { FatalError } from "../fatal-error.ts";
import { helpText } from "../help-text.ts";
import { readSubcommand } from "./read-subcommand.ts";

const refusal = (read: () => unknown) => {
  try {
    read();
  } catch (error) {
    if (error instanceof FatalError && error.exitCode === 2) return error.message;
    throw error;
  }
  throw new Error("it was accepted");
};

describe("a command line with a subcommand", () => {
  it("has the subcommand first, its file next, then options", () => {
    const read = readSubcommand("miner", ["--", "export-chain", "-", "--network", "test"]);
    expect(read).toMatchObject({ subcommand: { name: "export-chain" }, file: "-", options: ["--network", "test"] });
    const verify = readSubcommand("full-node", ["verify-chain", "--datadir", "d"]);
    expect(verify).toMatchObject({ subcommand: { name: "verify-chain" }, file: "", options: ["--datadir", "d"] });
    expect(readSubcommand("miner", ["import-chain", "--help"])?.options).toEqual(["--help"]);
  });

  it("is told from options alone, and from mistyped ones", () => {
    expect(readSubcommand("miner", [])).toBe(undefined);
    expect(readSubcommand("miner", ["--network", "test"])).toBe(undefined);
    expect(refusal(() => readSubcommand("miner", ["exprt-chain", "f"]))).toContain("Did you mean export-chain?");
    expect(refusal(() => readSubcommand("miner", ["export-chain"]))).toContain("export-chain FILE");
    expect(refusal(() => readSubcommand("miner", ["export-chain", "--network", "test"]))).toContain("right after it");
  });

  it("is refused by a light node, which has headers only, but for export-chain", () => {
    for (const name of ["import-chain", "verify-chain", "reindex"]) {
      expect(refusal(() => readSubcommand("light-node", [name, "f"]))).toContain("keeps headers only");
    }
    expect(readSubcommand("light-node", ["export-chain", "f", "--connect", "a:1"])).toMatchObject({
      file: "f",
      options: ["--connect", "a:1"],
    });
  });

  it("is in --help of the roles that have a chain", () => {
    expect(helpText("miner")).toMatch(/export-chain FILE .*import-chain FILE .*verify-chain /s);
    expect(helpText("light-node")).toContain("export-chain FILE");
    expect(helpText("light-node")).not.toContain("verify-chain");
  });
});
