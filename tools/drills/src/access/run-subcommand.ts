/** A subcommand of a program, as its operator would run it. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Role } from "@triad/testnet";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
const SUBCOMMAND_MS_MAX = 120_000;

export interface SubcommandEnd {
  readonly code: number;
  /** Both streams, in the order of standard output, standard error. */
  readonly text: string;
}

export function runSubcommand(role: Role, args: readonly string[]): Promise<SubcommandEnd> {
  return new Promise((resolve) => {
    const program = ["--import", "tsx", `apps/${role}/src/main.ts`, ...args];
    execFile(process.execPath, program, { cwd: ROOT, timeout: SUBCOMMAND_MS_MAX }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
      resolve({ code, text: stdout + stderr });
    });
  });
}
