/** Runs before the tests of this project, once (vitest.config.ts): each of them starts the programs that are built here. */
import { buildPrograms } from "./nodes/programs.ts";

export default buildPrograms;
