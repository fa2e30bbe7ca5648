import { existsSync } from "node:fs";
import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { chooseProgram } from "./choose-program.ts";
import { PROGRAMS } from "./programs.ts";
import { readLine } from "./read-line.ts";

async function choose(argv: readonly string[], typed: string) {
  const input = new PassThrough();
  const output = new PassThrough({ encoding: "utf8" });
  input.end(typed);
  const choice = await chooseProgram(argv, {
    input,
    output,
    addresses: ["192.168.1.5", "127.0.0.1"],
    version: "0.1.0",
  });
  const printed: string = output.read() ?? "";
  return { name: "program" in choice ? choice.program.name : choice.exitCode, choice, printed, input };
}

describe("npm start", () => {
  it("shows the machine's addresses, asks, and takes a number or a name", async () => {
    const { name, printed } = await choose([], "1\n");
    expect(name).toBe("full-node");
    expect(printed).toContain("This machine's IP addresses: 192.168.1.5  127.0.0.1");
    expect(printed).toContain("Which node do you want to run?");
    expect(printed).toContain("Ctrl-C stops the node");
    expect((await choose([], "2\r\n")).name).toBe("miner");
    expect((await choose([], "Light  Node\n")).name).toBe("light-node");
    expect((await choose([], "4")).name).toBe("testnet");
  });

  it("explains what is none of them and asks again", async () => {
    const { name, printed } = await choose([], "5\n\nminr\u001b\n0\n3\n");
    expect(name).toBe("light-node");
    expect(printed).toContain('"5" is none of them');
    expect(printed).toContain("Nothing was chosen yet.");
    expect(printed).toContain('"minr?" is none of them');
    expect(printed).toContain("Did you mean 2, miner?");
    expect(printed).not.toContain("\u001b");
  });

  it("ends with code 2 when the input ends without an answer", async () => {
    const { name, printed } = await choose([], "7\n");
    expect(name).toBe(2);
    expect(printed).toContain("nothing is started");
    expect((await choose([], "")).name).toBe(2);
  });

  it("does not ask when an argument chooses, and hands the options on", async () => {
    const { choice, printed } = await choose(["miner", "--", "--listen", "127.0.0.1:9001"], "");
    expect(choice).toMatchObject({ program: { name: "miner" }, options: ["--listen", "127.0.0.1:9001"] });
    expect(printed).not.toContain("Which node");
    expect(printed).toContain("192.168.1.5");
  });

  it("asks when there are only options, and hands them on", async () => {
    const { choice } = await choose(["--network", "test"], "1\n");
    expect(choice).toMatchObject({ program: { name: "full-node" }, options: ["--network", "test"] });
  });

  it("refuses an unknown name with code 2 and a suggestion; --help explains", async () => {
    const { name, printed } = await choose(["mnier"], "1\n");
    expect(name).toBe(2);
    expect(printed).toContain("Did you mean 2, miner?");
    expect((await choose(["--help"], "")).printed).toContain("npm start miner -- --help");
  });

  it("leaves the lines after the answer to the program that is started", async () => {
    const { input } = await choose([], "2\npeers\nstop\n");
    expect(await readLine(input)).toBe("peers");
    expect(await readLine(input)).toBe("stop");
    expect(await readLine(input)).toBeUndefined();
  });

  it("starts nodes whose programs exist", () => {
    for (const { path } of PROGRAMS.filter(({ name }) => name !== "testnet")) {
      expect(existsSync(new URL(`../../../${path}`, import.meta.url)), path).toBe(true);
    }
  });
});

describe("readLine", () => {
  it("puts pieces of a line together, and cuts one that never ends", async () => {
    const input = new PassThrough();
    const line = readLine(input);
    input.write("mi");
    setImmediate(() => input.write("ner\nrest"));
    expect(await line).toBe("miner");
    const long = new PassThrough();
    long.end("x".repeat(5_000));
    expect((await readLine(long))?.length).toBeGreaterThanOrEqual(4_097);
  });
});
