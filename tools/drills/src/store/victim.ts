/** A process that does one act on a data directory until it has finished or is killed. */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { dataPaths } from "@triad/host-nodejs";
import { freePorts, NodeClient } from "@triad/testnet";

export interface VictimOrder {
  /** The bundle's main.mjs. */
  readonly program: string;
  readonly directory: string;
  readonly networkFile: string;
  readonly logFile: string;
  /** A subcommand with its file, or nothing for a running node. */
  readonly subcommand?: readonly string[];
  readonly options?: readonly string[];
}

const POLL_MS = 20;
const STOP_TIMEOUT_MS = 60_000;

export class Victim {
  readonly startedMs = performance.now();
  /** Of a running node; undefined until it answered. */
  readyMs: number | undefined;
  /** The last height that the node told. */
  height: number | undefined;
  readonly client: NodeClient;
  readonly #child: ChildProcess;
  readonly #directory: string;

  private constructor(order: VictimOrder, apiPort: number) {
    const log = openSync(order.logFile, "a");
    const isNode = order.subcommand === undefined;
    const listening = ["--no-listen", "--api", `127.0.0.1:${apiPort}`, "--no-console", "--log-format", "json"];
    this.#child = spawn(
      process.execPath,
      [
        ...[order.program, ...(order.subcommand ?? [])],
        ...["--network", order.networkFile, "--datadir", order.directory],
        ...(isNode ? listening : []),
        ...(order.options ?? []),
      ],
      { stdio: ["ignore", log, log] },
    );
    closeSync(log);
    this.#directory = order.directory;
    this.client = new NodeClient(`http://127.0.0.1:${apiPort}`, join(order.directory, ".cookie"));
    process.on("exit", this.#killAtExit);
    this.#child.once("exit", () => process.off("exit", this.#killAtExit));
  }

  static async start(order: VictimOrder): Promise<Victim> {
    const [port = 0] = await freePorts(1);
    return new Victim(order, port);
  }

  readonly #killAtExit = (): void => void this.#child.kill("SIGKILL");

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get hasExited(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  get exitCode(): number | null {
    return this.#child.exitCode;
  }

  get aliveMs(): number {
    return performance.now() - this.startedMs;
  }

  /** Its store is open: the lock of the chain's directory names this process. */
  get hasOpened(): boolean {
    try {
      const lock = JSON.parse(readFileSync(join(dataPaths(this.#directory).chain, ".lock"), "utf8")) as { pid: number };
      return lock.pid === this.#child.pid;
    } catch {
      return false;
    }
  }

  /** The tip's hash in display order; undefined while it does not answer. */
  async tip(): Promise<string | undefined> {
    try {
      const { height, tipHash } = await this.client.state();
      this.readyMs ??= this.aliveMs;
      this.height = height;
      return tipHash;
    } catch {
      return undefined;
    }
  }

  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    while (!this.hasExited) await sleep(POLL_MS / 10);
  }

  terminate(): void {
    this.#child.kill("SIGTERM");
  }

  /** Resolves when it has ended by itself. */
  async untilExit(): Promise<void> {
    const begin = performance.now();
    while (!this.hasExited) {
      if (performance.now() - begin > STOP_TIMEOUT_MS) throw new Error("a process does not end");
      await sleep(POLL_MS);
    }
  }
}
