import { readFileSync } from "node:fs";
import type { RoleName } from "@triad/host-nodejs";
import { expect, it } from "vitest";
import { makePaint } from "./paint.ts";
import { showMenu } from "./show-menu.ts";

const PAGE = readFileSync(new URL("../../../docs/console.md", import.meta.url), "utf8");

it.each<[role: RoleName, columns: number]>([
  ["miner", 80],
  ["full-node", 132],
  ["light-node", 50],
])("docs/console.md has the menu of a %s in %s columns as it is", (role, columns) => {
  const look = { width: columns - 1, pageRows: 20, paint: makePaint(false), nowMs: 0 };
  expect(PAGE).toContain(`\n\`\`\`text\n${showMenu(role, look)}\n\`\`\`\n`);
});
