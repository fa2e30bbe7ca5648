/** Commands of the system that the drills' hosts are made with. */
import { spawnSync } from "node:child_process";

/** The program, then its arguments. */
export type SystemCommand = readonly [string, ...string[]];

/** Undefined when it went well, otherwise what it said. */
export function attempt([program, ...args]: SystemCommand): string | undefined {
  const { status, stderr, error } = spawnSync(program, args, { encoding: "utf8" });
  if (status === 0) return undefined;
  if (error !== undefined) return "code" in error && error.code === "ENOENT" ? "it is not installed" : error.message;
  return stderr.trim().split("\n")[0] ?? `exit code ${status}`;
}

/** @throws Error with the first that failed and what it said */
export function runAll(commands: readonly SystemCommand[]): void {
  for (const command of commands) {
    const failure = attempt(command);
    if (failure !== undefined) throw new Error(`${command.join(" ")}: ${failure}`);
  }
}
