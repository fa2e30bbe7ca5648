import { describe, expect, it } from "vitest";
import { readOptions } from "./command-line.ts";
import { InOrder, runInWorkers } from "./seed-workers.ts";

describe("results of several threads", () => {
  it("are handed on in the order of their tasks, however they come", () => {
    const handedOn: string[] = [];
    const order = new InOrder<string>((item) => handedOn.push(item));
    order.put(2, "c");
    order.put(0, "a");
    expect(handedOn).toEqual(["a"]);
    order.put(1, "b");
    expect(handedOn).toEqual(["a", "b", "c"]);
  });

  it("fail the command when a thread fails", async () => {
    const options = readOptions(["--hours", "0.5"]);
    if (typeof options === "string") throw new Error(options);
    const run = runInWorkers([{ scenario: "no-such", seed: "1" }], options, () => {});
    await expect(run).rejects.toThrow("no scenario no-such");
  });
});
