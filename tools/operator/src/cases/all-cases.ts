/** Every case, whichever test runs it. */
import { CONSOLE_CASES, HTTP_CASES } from "./fleet-cases.ts";
import type { OperatorCase } from "./operator-case.ts";

export const ALL_CASES: readonly Pick<OperatorCase, "touches" | "title">[] = [...CONSOLE_CASES, ...HTTP_CASES];
