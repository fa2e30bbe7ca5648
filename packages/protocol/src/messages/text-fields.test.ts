import { describe, expect, it } from "vitest";
import { isLine } from "./text-fields.ts";

const shown = (code: number): string => `U+${code.toString(16).padStart(4, "0")}`;
const REFUSED = [
  ...[0x00, 0x0a, 0x1b, 0x1f, 0x7f, 0x9f],
  ...[0xad, 0x61c, 0x180e, 0x200b, 0x200f, 0x2028, 0x202a, 0x202e, 0x2060, 0x2066, 0x206f, 0xfeff, 0xfff9, 0xfffb],
];
/** The neighbours of the ranges above. */
const TAKEN = [
  0x20, 0x7e, 0xa0, 0xac, 0xae, 0x61b, 0x61d, 0x200a, 0x2010, 0x2027, 0x202f, 0x205f, 0x2070, 0xfff8, 0xfffc,
];

describe("one line of text", () => {
  it.each(REFUSED.map((code) => [shown(code), code] as const))("has no %s", (_, code) => {
    expect(isLine(`a${String.fromCharCode(code)}b`, 100)).toBe(false);
  });

  it.each(TAKEN.map((code) => [shown(code), code] as const))("may have %s", (_, code) => {
    expect(isLine(`a${String.fromCharCode(code)}b`, 100)).toBe(true);
  });

  it("is measured in bytes of UTF-8", () => {
    expect(isLine("ä".repeat(50), 100)).toBe(true);
    expect(isLine(`${"ä".repeat(50)}a`, 100)).toBe(false);
  });
});
