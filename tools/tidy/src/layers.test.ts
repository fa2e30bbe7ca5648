/** Whether the repository keeps to the table is said by `npm run lint`; here stands what the table itself must be. */
import { expect, it } from "vitest";
import { CORE, LAYERS, SIDEWAYS } from "./layers.ts";

it("names each package once", () => {
  const names = LAYERS.flat();
  expect(new Set(names).size).toBe(names.length);
});

it("counts the packages from roles down as core", () => {
  expect([...CORE].sort()).toEqual(["chain", "crypto", "gossip", "mempool", "mining", "protocol", "roles", "wallet"]);
});

it("has no arrow within a line of the core", () => {
  expect(SIDEWAYS.filter(({ from }) => CORE.has(from))).toEqual([]);
});
