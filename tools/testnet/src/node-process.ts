/** One node of the test network: a process of its own, as an operator would start it. */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Member } from "./line-up.ts";
import { NodeClient } from "./node-client.ts";

/** On a machine with two busy cores a process needs some seconds to start. */
const START_TIMEOUT_MS = 60_000;
const POLL_MS = 100;
/** A node that has not ended by itself after this is killed, and the run counts as failed. */
const STOP_TIMEOUT_MS = 10_000;

/** Not tsx's own command: it kills a busy program that doesn't confirm a signal within some milliseconds. */
const TYPESCRIPT = ["--import", "tsx"];
const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

export interface NodePlace {
  readonly directory: string;
  readonly networkFile: string;
  readonly peerPort: number;
  readonly apiPort: number;
  /** HOST:PORT of nodes to dial. */
  readonly dials: readonly string[];
  /** Further options, as on the command line. */
  readonly options?: readonly string[];
  /** Program and arguments before the options; without it the sources are run as they are. */
  readonly program?: readonly [string, ...string[]];
  /** Where it listens for peers; 127.0.0.1 without it. */
  readonly listenHost?: string;
}

/** All that were started and have not ended, ready or not. */
const living = new Set<NodeProcess>();

/** For the end of this process: nothing that it started may outlive it. */
export function killLivingNodes(): void {
  for (const node of living) node.kill();
}

export class NodeProcess {
  readonly name: string;
  readonly role: Member["role"];
  readonly client: NodeClient;
  readonly apiUrl: string;
  readonly logFile: string;
  readonly #child: ChildProcess;
  #exit: { readonly code: number | null; readonly signal: string | null } | undefined;

  private constructor(member: Member, place: NodePlace, child: ChildProcess, logFile: string) {
    this.name = member.name;
    this.role = member.role;
    this.logFile = logFile;
    this.apiUrl = `http://127.0.0.1:${place.apiPort}`;
    this.client = new NodeClient(this.apiUrl, join(place.directory, ".cookie"));
    this.#child = child;
    living.add(this);
    child.once("exit", (code, signal) => {
      this.#exit = { code, signal };
      living.delete(this);
    });
  }

  /** Resolves when the node answers. */
  static async start(member: Member, place: NodePlace): Promise<NodeProcess> {
    const node = NodeProcess.spawn(member, place);
    await node.untilReady();
    return node;
  }

  /** Does not wait for the node to answer: `untilReady` does. */
  static spawn(member: Member, place: NodePlace): NodeProcess {
    mkdirSync(place.directory, { recursive: true });
    const logFile = `${place.directory}.out`;
    const output = openSync(logFile, "a");
    // a group of its own: Ctrl-C reaches the test network, which ends its nodes in order
    const source = [process.execPath, ...TYPESCRIPT, `apps/${member.role}/src/main.ts`] as const;
    const [program, ...before] = place.program ?? source;
    const child = spawn(program, [...before, ...optionsOf(member, place)], {
      cwd: ROOT,
      stdio: ["ignore", output, output],
      detached: true,
    });
    closeSync(output);
    return new NodeProcess(member, place, child, logFile);
  }

  get hasExited(): boolean {
    return this.#exit !== undefined;
  }

  /** Whether it ended by itself, in time and without an error. */
  async stop(): Promise<boolean> {
    if (!this.hasExited) this.#child.kill("SIGTERM");
    for (let waited = 0; !this.hasExited && waited < STOP_TIMEOUT_MS; waited += POLL_MS) await sleep(POLL_MS);
    if (!this.hasExited) this.kill();
    return this.#exit?.code === 0;
  }

  /** At once and without a chance to save anything, as a loss of power would. */
  kill(): void {
    if (this.#child.pid === undefined || this.hasExited) return;
    try {
      process.kill(-this.#child.pid, "SIGKILL");
    } catch {
      // it ended in this moment
    }
  }

  /** Resolves once nothing of it is left: the node itself is a child of the process that was started. */
  async untilExit(): Promise<void> {
    while (!this.hasExited || this.#isGroupAlive()) await sleep(POLL_MS / 10);
  }

  #isGroupAlive(): boolean {
    try {
      return this.#child.pid !== undefined && process.kill(-this.#child.pid, 0);
    } catch {
      return false;
    }
  }

  async untilReady(): Promise<void> {
    for (let waited = 0; waited < START_TIMEOUT_MS; waited += POLL_MS) {
      if (this.hasExited) throw new Error(`${this.name} ended at its start; see ${this.logFile}`);
      try {
        await this.client.state();
        return;
      } catch {
        await sleep(POLL_MS);
      }
    }
    throw new Error(`${this.name} did not answer within ${START_TIMEOUT_MS / 1000} s; see ${this.logFile}`);
  }
}

function optionsOf({ role }: Member, place: NodePlace): string[] {
  return [
    ...["--network", place.networkFile, "--datadir", place.directory],
    ...["--listen", `${place.listenHost ?? "127.0.0.1"}:${place.peerPort}`, "--api", `127.0.0.1:${place.apiPort}`],
    ...["--no-console", "--log-format", "json"],
    ...place.dials.flatMap((address) => ["--peer", address]),
    ...(role === "miner" ? ["--threads", "1"] : []),
    ...(place.options ?? []),
  ];
}
