/**
 * Everything that an operator can touch, from the tables of the programs, by the names under which cases say what they
 * exercise. What is new in a table is here by itself, and has no case yet: a test says so.
 */
import { METRICS, ROUTES } from "@triad/api";
import { MENU_ENTRIES, menuOfRole } from "@triad/console";

import { OPTIONS } from "@triad/host-nodejs";
import { ROLES } from "./nodes/programs.ts";
import { ALL_SUBCOMMANDS } from "./subcommand-list.ts";

export interface Touchpoint {
  readonly name: string;
  /** Where its case belongs, for whoever added it. */
  readonly caseFile: string;
}

export const TOUCHPOINTS: readonly Touchpoint[] = [
  ...ROLES.flatMap((role) =>
    menuOfRole(role).map(({ key }) => ({ name: `menu ${role} ${key}`, caseFile: "menu-keys.ts" })),
  ),
  ...MENU_ENTRIES.flatMap(({ word, roles }) =>
    roles.map((role) => ({
      name: `word ${role} ${word}`,
      caseFile: "*-words.ts (or a new one)",
    })),
  ),
  ...ROUTES.map(({ method, path }) => ({
    name: `route ${method} ${path}`,
    caseFile: "*-routes.ts",
  })),
  ...OPTIONS.map(({ name }) => ({ name: `option ${name}`, caseFile: "*-options.ts" })),
  ...ALL_SUBCOMMANDS.map(({ name }) => ({ name: `subcommand ${name}`, caseFile: "*-subcommands.ts" })),
  ...METRICS.map(({ name }) => ({ name: `metric ${name}`, caseFile: "metric-cases.ts" })),
];
