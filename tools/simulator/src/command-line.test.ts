import { describe, expect, it } from "vitest";
import { readOptions, seedsOf } from "./command-line.ts";
import { replayCommand } from "./replay-command.ts";

function read(...args: readonly string[]) {
  const options = readOptions(args);
  if (typeof options === "string") throw new Error(options);
  return options;
}

describe("the options", () => {
  it("count seeds from the first", () => {
    expect(seedsOf(read("--seed", "7", "--seeds", "3"))).toEqual(["7", "8", "9"]);
    expect(seedsOf(read("--seed=word"))).toEqual(["word"]);
  });

  it.each([
    [["--seeds", "0"], "--seeds"],
    [["--nodes", "3"], "--nodes"],
    [["--hours", "0.4"], "--hours"],
    [["--share", "0.51"], "--share"],
    [["--jobs", "0"], "--jobs"],
    [["--jobs", "257"], "--jobs"],
    [["--speed", "1"], "no option"],
    [["--seed"], "needs a value"],
  ])("%j are refused", (args, why) => {
    expect(readOptions(args)).toContain(why);
  });

  it.each([
    ["--seeds", "1"],
    ["--nodes", "4"],
    ["--hours", "0.5"],
    ["--share", "0.5"],
    ["--jobs", "1"],
    ["--jobs", "256"],
  ])("%s %s is accepted", (...args) => {
    expect(readOptions(args)).toBeTypeOf("object");
  });

  it("make a command that runs one seed again", () => {
    const options = read("--seeds", "9", "--nodes", "20", "--adversaries", "silent,stalling", "--share", "0.4");
    expect(replayCommand(options, "network-honest", "5")).toBe(
      "npm run simulate -- --scenario network-honest --seed 5 --nodes 20 --hours 2 --adversaries silent,stalling --share 0.4",
    );
  });
});
