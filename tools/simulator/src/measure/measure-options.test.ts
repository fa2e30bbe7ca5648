import { expect, it } from "vitest";
import { readMeasureOptions } from "./measure-options.ts";

const propagation = (...args: readonly string[]) => readMeasureOptions(["--measure", "propagation", ...args]);

it("sizes are a list", () => {
  expect(propagation("--nodes", "100,300")).toMatchObject({ measure: "propagation", nodes: [100, 300], seed: 1 });
});

it.each([
  [["--measure", "weather"], /--measure is one of/],
  [["--measure", "propagation", "--nodes", "23"], /--nodes are/],
  [["--measure", "propagation", "--nodes", "5001"], /--nodes are/],
  [["--measure", "propagation", "--nodes", "100,"], /--nodes are/],
  [["--measure", "propagation", "--payments", "0"], /--payments is a whole number from 1/],
  [["--measure", "eclipse", "--seeds", "some"], /--seeds is a whole number/],
  [["--measure", "eclipse", "--colour", "red"], /colour/],
])("%j makes no sense", (args, sentence) => {
  expect(readMeasureOptions(args)).toMatch(sentence);
});

it.each(["24", "5000"])("%s nodes can be measured", (nodes) => {
  expect(propagation("--nodes", nodes)).toMatchObject({ nodes: [Number(nodes)] });
});
