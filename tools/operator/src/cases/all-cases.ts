/** Every case, whichever test runs it. */
import { CONSOLE_CASES, HTTP_CASES } from "./fleet-cases.ts";
import type { OperatorCase } from "./operator-case.ts";
import { OPTION_CASES } from "./option-cases.ts";
import { SUBCOMMAND_CASES } from "./subcommand-cases.ts";

export const ALL_CASES: readonly Pick<OperatorCase, "touches" | "title">[] = [
  ...CONSOLE_CASES,
  ...HTTP_CASES,
  ...OPTION_CASES,
  ...SUBCOMMAND_CASES,
];
