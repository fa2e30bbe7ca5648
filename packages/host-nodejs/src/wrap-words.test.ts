import { expect, it } from "vitest";
import { wrapFor, wrapWords } from "./wrap-words.ts";

it("breaks at spaces, and leaves a longer word whole", () => {
  expect(wrapWords("one two three", 7)).toEqual(["one two", "three"]);
  expect(wrapWords("see /a/long/path here", 6)).toEqual(["see", "/a/long/path", "here"]);
});

it("keeps the lines there are, and wraps for a terminal only", () => {
  const text = "one two three\n  four";
  expect(wrapFor({ isTTY: true, columns: 8 }, text)).toBe("one two\nthree\n  four");
  expect(wrapFor({ columns: 8 }, text)).toBe(text);
});
