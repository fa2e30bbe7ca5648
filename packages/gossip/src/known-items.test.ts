import { expect, it } from "vitest";
import { KnownItems } from "./known-items.ts";

it("keeps as many keys as its limit and forgets the oldest first", () => {
  const items = new KnownItems(3);
  for (const key of ["a", "b", "c"]) expect(items.add(key)).toBe(true);
  expect(items.has("a")).toBe(true);
  items.add("d");
  expect(items.size).toBe(3);
  expect(items.has("a")).toBe(false);
  expect(items.has("b")).toBe(true);
});

it("does not count a key twice", () => {
  const items = new KnownItems(2);
  items.add("a");
  items.add("b");
  expect(items.add("a")).toBe(false);
  expect(items.size).toBe(2);
});
