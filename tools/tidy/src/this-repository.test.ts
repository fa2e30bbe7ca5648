/** Whether the repository keeps the rules is said by `npm run lint`; here stands what the rules rest upon. */
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { CORE, LAYERS, SIDEWAYS } from "./layers.ts";
import { readWorkspace } from "./workspace.ts";

const workspace = readWorkspace(fileURLToPath(new URL("../../../", import.meta.url)));

it("has every package of the layers", () => {
  const names = workspace.projects.map(({ name }) => name);
  expect(LAYERS.flat().filter((name) => !names.includes(name))).toEqual([]);
});

it("counts the packages from roles down as core", () => {
  expect([...CORE].sort()).toEqual(["chain", "crypto", "gossip", "mempool", "mining", "protocol", "roles", "wallet"]);
});

it("has no arrow within a line of the core", () => {
  expect(SIDEWAYS.filter(({ from }) => CORE.has(from))).toEqual([]);
});
