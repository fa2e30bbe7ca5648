import { describe, expect, it } from "vitest";
import { lineAt, scanSource } from "./scan-source.ts";

describe("scanSource", () => {
  it.each([
    ["a // b\nc", "a     \nc"],
    ["a /* b\n */ c", "a     \n    c"],
    ['x = "a\\"b"; y', "x =       ; y"],
    ["x = /[/'\"]/; y", "x =        ; y"],
    ["x = a / b / c; 'd'", "x = a / b / c;    "],
    ["x = `a $" + "{b + `c $" + "{d}`} e`; f", "x =      b +      d      ; f"],
    ["return /'/.test(x)", "return    .test(x)"],
  ])("blanks what is no code in %j", (source, code) => {
    expect(scanSource(source).code).toBe(code);
  });

  it("keeps texts with their places", () => {
    expect(scanSource("f('a', \"b\")").texts).toEqual([
      { start: 2, value: "a" },
      { start: 7, value: "b" },
    ]);
  });
});

it("counts lines from 1", () => {
  expect([lineAt("a\nb", 0), lineAt("a\nb", 2)]).toEqual([1, 2]);
});
