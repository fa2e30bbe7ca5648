/** A node as a process of its own, started as an operator would, with its HTTP API and its figures. */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePorts } from "./free-ports.ts";
import { type ProcessFigures, processFigures } from "./process-figures.ts";
import { type Program, ROOT } from "./program.ts";

export interface NodePlace {
  readonly program: Program;
  /** The data directory; logs and measures lie beside it. */
  readonly directory: string;
  readonly networkFile: string;
  /** Further options, as on the command line. */
  readonly options?: readonly string[];
  /** Also take a CPU profile between `beginMeasuring` and `endMeasuring`. */
  readonly profile?: boolean;
}

export interface WalletAnswer {
  readonly scannedHeight: number | null;
  readonly isProven: boolean;
}

export interface LoopDelays {
  readonly medianMs: number;
  readonly p99Ms: number;
  readonly worstMs: number;
  readonly meanMs: number;
  readonly leastMs: number;
}

/** What measure.mjs writes. */
export interface InnerMeasures {
  readonly delays: LoopDelays;
  /** Of the main thread, each at its most: JavaScript's objects, and the buffers that they refer to. */
  readonly memory: { readonly heapMb: number; readonly buffersMb: number };
}

const START_TIMEOUT_MS = 60_000;
const READY_POLL_MS = 5;
const REQUEST_TIMEOUT_MS = 30_000;
/** The last commit of a large synchronisation may take some seconds. */
const STOP_TIMEOUT_MS = 60_000;
const FILE_POLL_MS = 20;
const MEASURE_TIMEOUT_MS = 30_000;

const living = new Set<ChildProcess>();
// nothing that a bench started may outlive it
process.on("exit", () => {
  for (const child of living) child.kill("SIGKILL");
});

export class BenchNode {
  readonly peerAddress: string;
  readonly apiUrl: string;
  /** From the process's start to the API's first answer. */
  readyMs = 0;
  readonly #child: ChildProcess;
  readonly #place: NodePlace;
  readonly #logFile: string;
  readonly #startMs = performance.now();

  private constructor(place: NodePlace, [peerPort, apiPort]: readonly number[]) {
    mkdirSync(place.directory, { recursive: true });
    this.#place = place;
    this.#logFile = `${place.directory}.log`;
    this.peerAddress = `127.0.0.1:${peerPort}`;
    this.apiUrl = `http://127.0.0.1:${apiPort}`;
    for (const file of [this.#measuresFile, this.profileFile]) rmSync(file, { force: true });
    const log = openSync(this.#logFile, "w");
    const measure = fileURLToPath(new URL("./measure.mjs", import.meta.url));
    this.#child = spawn(
      process.execPath,
      [
        ...["--import", measure, ...place.program],
        ...["--network", place.networkFile, "--datadir", place.directory],
        ...["--listen", this.peerAddress, "--api", `127.0.0.1:${apiPort}`],
        ...["--no-console", "--log-format", "json", ...(place.options ?? [])],
      ],
      {
        cwd: ROOT,
        stdio: ["ignore", log, log],
        env: {
          ...process.env,
          BENCH_MEASURES: this.#measuresFile,
          ...(place.profile === true ? { BENCH_PROFILE: this.profileFile } : {}),
        },
      },
    );
    closeSync(log);
    living.add(this.#child);
    this.#child.once("exit", () => living.delete(this.#child));
  }

  /** Resolves when the API answers. */
  static async start(place: NodePlace): Promise<BenchNode> {
    const node = new BenchNode(place, await freePorts(2));
    await node.#untilReady();
    return node;
  }

  get profileFile(): string {
    return `${this.#place.directory}.cpuprofile`;
  }

  get #measuresFile(): string {
    return `${this.#place.directory}.measures.json`;
  }

  async height(): Promise<number> {
    return Number(await this.text("/api/blocks/tip/height"));
  }

  /** @throws Error unless the answer is 200 */
  async text(path: string): Promise<string> {
    const response = await this.#request(path);
    const text = await response.text();
    if (!response.ok) throw new Error(`${path} was answered with ${response.status}: ${text}`);
    return text;
  }

  /** `Shape`: what the caller expects; it is not checked. */
  async json<Shape>(path: string): Promise<Shape> {
    return JSON.parse(await this.text(path)) as Shape;
  }

  /** Asks it to dial another node, HOST:PORT; resolves before the connection stands. */
  async connect(to: { readonly peerAddress: string }): Promise<void> {
    const response = await this.#request("/api/peers", { address: to.peerAddress });
    if (!response.ok) throw new Error(`the node refused to dial: ${await response.text()}`);
  }

  /** One transaction by HTTP; resolves with the node's verdict. @throws Error when it is refused */
  async broadcast(rawHex: string): Promise<void> {
    const response = await this.#request("/api/tx", rawHex, "text/plain");
    if (!response.ok) throw new Error(`the node refused a transaction: ${await response.text()}`);
    // a connection is used again when its answer was read
    await response.text();
  }

  async poolTransactions(): Promise<number> {
    const response = await this.#request("/api/node");
    return ((await response.json()) as { readonly poolTransactions: number }).poolTransactions;
  }

  async wallet(): Promise<WalletAnswer> {
    return (await (await this.#request("/api/wallet")).json()) as WalletAnswer;
  }

  /** From all peers that are connected. */
  async bytesReceived(): Promise<number> {
    const answer = (await (await this.#request("/api/peers")).json()) as readonly { readonly bytesReceived: number }[];
    return answer.reduce((sum, peer) => sum + peer.bytesReceived, 0);
  }

  figures(): ProcessFigures {
    if (this.#hasExited || this.#child.pid === undefined) throw this.#ended();
    return processFigures(this.#child.pid);
  }

  beginMeasuring(): void {
    this.#child.kill("SIGUSR2");
  }

  async endMeasuring(): Promise<InnerMeasures> {
    this.#child.kill("SIGUSR2");
    for (let waited = 0; !existsSync(this.#measuresFile); waited += FILE_POLL_MS) {
      if (this.#hasExited || waited > MEASURE_TIMEOUT_MS) throw this.#ended();
      await sleep(FILE_POLL_MS);
    }
    return JSON.parse(readFileSync(this.#measuresFile, "utf8")) as InnerMeasures;
  }

  /** In order, as by Ctrl-C; resolves with the milliseconds that it took, the last commit included. */
  async stop(): Promise<number> {
    const startMs = performance.now();
    this.#child.kill("SIGTERM");
    while (!this.#hasExited) {
      if (performance.now() - startMs > STOP_TIMEOUT_MS) throw new Error(`a node does not stop; see ${this.#logFile}`);
      await sleep(READY_POLL_MS);
    }
    if (this.#child.exitCode !== 0) throw this.#ended();
    return performance.now() - startMs;
  }

  get #hasExited(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  async #untilReady(): Promise<void> {
    while (performance.now() - this.#startMs < START_TIMEOUT_MS) {
      if (this.#hasExited) throw this.#ended();
      try {
        await this.height();
        this.readyMs = performance.now() - this.#startMs;
        return;
      } catch {
        await sleep(READY_POLL_MS);
      }
    }
    throw new Error(`a node did not answer in time; see ${this.#logFile}`);
  }

  /** Read each time: a node makes a new token at each start. */
  #request(path: string, body?: unknown, type = "application/json"): Promise<Response> {
    const token = readFileSync(join(this.#place.directory, ".cookie"), "utf8").trim();
    return fetch(this.apiUrl + path, {
      headers: { authorization: `Bearer ${token}`, "content-type": type },
      ...(body === undefined ? {} : { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
  }

  #ended(): Error {
    const { exitCode, signalCode } = this.#child;
    return new Error(`a node ended or failed (${exitCode ?? signalCode ?? "running"}); see ${this.#logFile}`);
  }
}
