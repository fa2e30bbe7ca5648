import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeNetwork, readNetworkFile } from "@triad/chain";
import { targetOfBits, workOfTarget } from "@triad/chain/headers";
import { describe, expect, it } from "vitest";
import { FatalError } from "../fatal-error.ts";
import { readNetworkCommand } from "./read-network-command.ts";
import { runNetworkCommand } from "./run-network-command.ts";

const NOW = 1_795_500_000;

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof FatalError) return error.message;
    throw error;
  }
  throw new Error("it was accepted");
}

function newNetwork(
  words: readonly string[],
  file = join(mkdtempSync(join(tmpdir(), "triad-network-")), "Acme 2.json"),
) {
  const line = readNetworkCommand(["network", "new", file, ...words]);
  if (line === undefined || line === "help") throw new Error("no such line");
  const printed: string[] = [];
  runNetworkCommand(line, NOW, (text) => printed.push(text));
  return { file, printed: printed.join("\n"), network: makeNetwork(readNetworkFile(readFileSync(file, "utf8"))) };
}

/** Expected hashes of block 1. */
const workOf = (bits: number) => Number(workOfTarget(targetOfBits(bits) ?? 0n));

describe("network new", () => {
  it("writes a network whose first blocks take the spacing at the hash rate that is there", () => {
    const { network, printed, file } = newNetwork(["--spacing", "30", "--hash-rate=2000000"]);
    const { name, addressPrefix, consensus } = network.params;
    expect({ name, addressPrefix }).toEqual({ name: "acme-2", addressPrefix: "acme" });
    expect(consensus).toMatchObject({ spacing: 30, subsidy: 500_000_000, genesisTime: NOW });
    expect(workOf(consensus.genesisBits) / 60_000_000).toBeCloseTo(1, 3);
    expect(workOf(consensus.genesisBits) / workOf(consensus.easiestBits)).toBeCloseTo(1024, 0);
    expect(printed).toContain(Buffer.from(network.chainId).reverse().toString("hex"));
    expect(printed).toContain(`--network ${file}`);
  });

  it("prints nothing but the file with - for a file, and wants a name then", () => {
    const run = (words: readonly string[]): string => {
      const line = readNetworkCommand(["network", "new", "-", ...words]);
      if (line === undefined || line === "help") throw new Error("no such line");
      const printed: string[] = [];
      runNetworkCommand(line, NOW, (text) => printed.push(text));
      return printed.join("\n");
    };
    expect(readNetworkFile(run(["--name", "acme"])).name).toBe("acme");
    expect(messageOf(() => run([]))).toContain("Give it one with --name");
  });

  it("takes every setting", () => {
    const words = ["--name", "x", "--prefix", "xx", "--fixed-difficulty", "--subsidy", "50", "--halving", "210000"];
    const more = ["--maturity", "7", "--block-bytes", "4000000", "--message", "Hello", "--seed", "a:1", "--seed=b:2"];
    const { network } = newNetwork([...words, ...more]);
    expect(network.params).toMatchObject({
      name: "x",
      addressPrefix: "xx",
      seeds: ["a:1", "b:2"],
      consensus: {
        ...{ halfLife: 0, subsidy: 5_000_000_000, halvingInterval: 210_000, coinbaseMaturity: 7 },
        ...{ maxBlockBytes: 4_000_000, genesisMessage: "Hello", easiestBits: 0x1f7fffff, genesisBits: 0x1f7fffff },
      },
    });
  });

  it.each([
    ["1", "1"],
    ["1", "1000000000000000"],
    ["86400", "1"],
    ["86400", "1000000000000000"],
    ["61", "3"],
  ])("makes a network of blocks every %s s at %s hashes a second", (spacing, rate) => {
    expect(newNetwork(["--spacing", spacing, "--hash-rate", rate]).network.params.consensus.spacing).toBe(
      Number(spacing),
    );
  });

  it("never replaces a file", () => {
    const file = join(mkdtempSync(join(tmpdir(), "triad-network-")), "a.json");
    writeFileSync(file, "precious");
    expect(messageOf(() => newNetwork([], file))).toContain("is there already and stays as it is");
    expect(readFileSync(file, "utf8")).toBe("precious");
    expect(messageOf(() => newNetwork([], "/nowhere/a.json"))).toContain("Can't write /nowhere/a.json");
  });

  it.each([
    [["network"], "network new FILE"],
    [["network", "old"], "There is no network old"],
    [["network", "new"], "needs a file right after it"],
    [["network", "new", "--name"], "needs a file right after it"],
    [["network", "new", "a", "--spaing", "3"], "Did you mean --spacing?"],
    [["network", "new", "a", "b"], '"b" is no option'],
    [["network", "new", "a", "--spacing", "0"], '--spacing is "0", but should be a whole number from 1 to 86400'],
    [["network", "new", "a", "--spacing"], "--spacing needs a value: SECONDS"],
    [["network", "new", "a", "--spacing", "--name"], "--spacing needs a value: SECONDS"],
    [["network", "new", "a", "--fixed-difficulty=no"], "takes no value"],
    [["network", "new", "a", "--name", "a", "--name", "b"], "given twice"],
    [["network", "new", "a", "--seed", "here"], "should be HOST:PORT"],
  ])("%j is refused in words", (argv, message) => {
    expect(messageOf(() => readNetworkCommand(argv))).toContain(message);
  });

  it.each([
    [["--name", "Big Letters"], "name must be 1 to 32 small letters"],
    [["--prefix", "no1"], "addressPrefix must be 1 to 10 small letters"],
    [["--subsidy", "100", "--halving", "2100000"], "subsidy must be such that"],
    [["--message", "x".repeat(253)], "genesis.message must be at most 252 bytes"],
  ])("%j makes no network, and no file", (words, message) => {
    expect(messageOf(() => newNetwork(words))).toContain(message);
  });

  it("leaves other command lines to others", () => {
    expect(readNetworkCommand(["--network", "local"])).toBeUndefined();
    expect(readNetworkCommand(["network", "new", "--help"])).toBe("help");
  });
});
