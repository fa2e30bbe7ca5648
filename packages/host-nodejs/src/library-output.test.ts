import { expect, it } from "vitest";
import { logLibraryOutput } from "./library-output.ts";

it("what a library prints as an error is logged for who looks for it, and printed again after the node's end", () => {
  const printed: unknown[] = [];
  const logged: unknown[] = [];
  const output = { error: (...words: unknown[]) => void printed.push(...words) };
  const release = logLibraryOutput({ log: (level, _area, text) => void logged.push([level, text]) }, output);
  output.error(new Error("Input/output error"));
  release();
  output.error("later");
  expect(logged).toEqual([["debug", "A library said: Error: Input/output error"]]);
  expect(printed).toEqual(["later"]);
});
