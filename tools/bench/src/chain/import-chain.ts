/** The real program's import-chain on a made chain, measured; what it leaves is a data directory for other benches. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type ProcessFigures, processFigures } from "../node/process-figures.ts";
import { type Program, ROOT } from "../node/program.ts";
import type { MadeChain } from "./make-chain.ts";

export interface ImportFigures extends ProcessFigures {
  readonly seconds: number;
}

/** The last look at a process is at most this long before its end. */
const LOOK_MS = 50;
/** Characters of its last words, for an error. */
const SAID_MAX = 2_000;

/** `directory` must not exist. Resolves when the program has ended well. */
export async function importChain(
  program: Program,
  chain: MadeChain,
  directory: string,
  options: readonly string[] = [],
): Promise<ImportFigures> {
  const startMs = performance.now();
  const line = ["import-chain", chain.chainFile, "--network", chain.networkFile, "--datadir", directory, ...options];
  const child = spawn(process.execPath, [...program, ...line], { cwd: ROOT, stdio: ["ignore", "ignore", "pipe"] });
  const kill = () => void child.kill("SIGKILL");
  process.on("exit", kill);
  let said = "";
  child.stderr.on("data", (text: Buffer) => {
    said = (said + text.toString()).slice(-SAID_MAX);
  });
  let last: ProcessFigures | undefined;
  while (child.exitCode === null && child.signalCode === null) {
    if (child.pid !== undefined) last = tryFigures(child.pid) ?? last;
    await sleep(LOOK_MS);
  }
  const seconds = (performance.now() - startMs) / 1000;
  process.off("exit", kill);
  if (child.exitCode !== 0 || last === undefined) throw new Error(`import-chain failed: ${said}`);
  return { ...last, seconds };
}

/** A data directory that holds the whole chain; made once, by the real program. */
export async function importedDirectory(
  program: Program,
  chain: MadeChain,
  tell: (line: string) => void,
): Promise<string> {
  const directory = join(chain.directory, "served");
  if (existsSync(directory)) return directory;
  const unfinished = `${directory}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(chain.directory, { recursive: true });
  tell("Importing the chain into a data directory; this is done once.");
  const { seconds } = await importChain(program, chain, unfinished);
  renameSync(unfinished, directory);
  tell(`Imported it in ${seconds.toFixed(1)} s.`);
  return directory;
}

function tryFigures(pid: number): ProcessFigures | undefined {
  try {
    return processFigures(pid);
  } catch {
    // it ended in this moment
    return undefined;
  }
}
