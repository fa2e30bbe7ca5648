import { describe, expect, it } from "vitest";
import { COSTLY_SHAPES, heldMultiple } from "./measure.ts";

/** What docs/measurements.md states: bytes that a value keeps for each byte that it was read from. */
const MULTIPLE_MAX = 12;

describe("what is read", () => {
  it.each(COSTLY_SHAPES.map((shape) => [shape.name, shape] as const))(
    `keeps at most ${MULTIPLE_MAX} times the bytes that it was read from: %s`,
    async (_, shape) => {
      expect(await heldMultiple(shape)).toBeLessThan(MULTIPLE_MAX);
    },
  );
});
