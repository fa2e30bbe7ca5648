/** The attacked node: a full node as an operator would start it, and what can be seen of its process from outside. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type NodePlace, NodeProcess } from "@triad/testnet";
import { MEMORY_FILE_VARIABLE, type MemoryLine } from "./memory-line.ts";

/** A node in the middle of an attack comes to a signal late, if it comes to it at all. */
const REPORT_MS_MAX = 60_000;
const POLL_MS = 50;
const LINUX_PAGE_BYTES = 4096;

export class Victim {
  readonly node: NodeProcess;
  readonly #memoryFile: string;
  readonly #logFiles: readonly string[];
  #reports: number;

  private constructor(node: NodeProcess, memoryFile: string, logFiles: readonly string[]) {
    this.node = node;
    this.#memoryFile = memoryFile;
    this.#logFiles = logFiles;
    this.#reports = this.#lines().length;
  }

  static async start(place: NodePlace): Promise<Victim> {
    const memoryFile = `${place.directory}.memory`;
    process.env[MEMORY_FILE_VARIABLE] = memoryFile;
    const reporter = new URL("./memory-reporter.ts", import.meta.url).href;
    const program = [process.execPath, "--expose-gc", "--import", "tsx", "--import", reporter] as const;
    const node = await NodeProcess.start(
      { name: "full-node", role: "full-node" },
      { ...place, program: [...program, "apps/full-node/src/main.ts"] },
    );
    const log = join(place.directory, "debug.log");
    return new Victim(node, memoryFile, [log, `${log}.1`, `${place.directory}.out`]);
  }

  /** Resident bytes now; undefined where the system doesn't tell in this way. */
  residentBytes(): number | undefined {
    try {
      const pages = readFileSync(`/proc/${this.#pid}/statm`, "latin1").split(" ")[1];
      return Number(pages) * LINUX_PAGE_BYTES;
    } catch {
      return undefined;
    }
  }

  /** Bytes that are left after a collection. @throws Error when the node doesn't come to it in time. */
  async keptBytes(): Promise<number> {
    process.kill(this.#pid, "SIGUSR2");
    for (let waitedMs = 0; waitedMs < REPORT_MS_MAX; waitedMs += POLL_MS) {
      const lines = this.#lines();
      const last = lines.at(-1);
      if (lines.length > this.#reports && last !== undefined) {
        this.#reports = lines.length;
        return last.keptBytes;
      }
      if (this.node.hasExited) throw new Error("the node has ended");
      await sleep(POLL_MS);
    }
    throw new Error(`the node did not come to a signal within ${REPORT_MS_MAX / 1000} s`);
  }

  /** What it has written in all, as far as it is not rotated away. */
  logBytes(): number {
    return this.#logFiles.reduce((sum, file) => sum + (existsSync(file) ? statSync(file).size : 0), 0);
  }

  get #pid(): number {
    const first = this.#lines()[0];
    if (first === undefined) throw new Error("the node writes a line when it starts");
    return first.pid;
  }

  #lines(): readonly MemoryLine[] {
    const text = existsSync(this.#memoryFile) ? readFileSync(this.#memoryFile, "utf8") : "";
    const whole = text.split("\n").slice(0, -1);
    return whole.map((line) => JSON.parse(line) as MemoryLine);
  }
}
