/** Randomness of the operating system for a role. */
import { randomBytes, randomInt } from "node:crypto";
import type { Randomness } from "@triad/roles";

export const systemRandomness: Randomness = {
  bytes: (count) => new Uint8Array(randomBytes(count)),
  integer: (below) => randomInt(below),
};
