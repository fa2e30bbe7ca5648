/**
 * One running program with an operator at it: lines typed at its console, lines that it prints, its HTTP API. Whatever
 * is waited for is waited for with a bound, and what was printed instead is in the failure.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { RoleName } from "@triad/host-nodejs";
import { type Asked, askApi, type HttpAnswer } from "./ask-api.ts";
import { programOf } from "./programs.ts";

/** A test that hangs has failed; a busy machine with two cores needs some seconds for a start. */
const WAIT_MS_MAX = 20_000;
const POLL_MS = 15;

export interface StartOptions {
  readonly options: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** What stands before the program and its options: `script` for a terminal. Undefined: nothing. */
  readonly wrap?: (command: readonly string[]) => readonly string[];
}

/** All that were started and have not ended. */
const living = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of living) child.kill("SIGKILL");
});

export class OperatedNode {
  readonly role: RoleName;
  readonly #child: ChildProcess;
  #output = "";
  /** Where in the output the answer to the last line begins. */
  #mark = 0;
  #exitCode: number | null | undefined;

  constructor(role: RoleName, { options, env = {}, wrap = (command) => command }: StartOptions) {
    this.role = role;
    const [program = "", ...rest] = wrap([process.execPath, programOf(role), ...options]);
    this.#child = spawn(program, rest, { env: { ...cleanEnvironment(), ...env } });
    living.add(this.#child);
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.#output += text;
      });
    }
    // Whoever types into a program that has just ended sees so by its output.
    this.#child.stdin?.on("error", () => undefined);
    this.#child.once("close", (code) => {
      this.#exitCode = code;
      living.delete(this.#child);
    });
  }

  /** All that it has printed. */
  get output(): string {
    return this.#output;
  }

  /** What it has printed since the last line that was typed. */
  get answer(): string {
    return this.#output.slice(this.#mark);
  }

  /** Types lines and waits until the answer has this in it; what matched. */
  async types(lines: string, answer: RegExp): Promise<RegExpMatchArray> {
    this.#mark = this.#output.length;
    this.#child.stdin?.write(`${lines}\n`);
    return await this.prints(answer);
  }

  /** Waits until what was printed since the last line has this in it. */
  async prints(expected: RegExp): Promise<RegExpMatchArray> {
    return await this.#until(`print ${expected}`, async () => this.answer.match(expected) ?? undefined);
  }

  /** Base URL of its API, as its banner says. */
  async apiUrl(): Promise<string> {
    const [, url = ""] = await this.#until("tell where its API is", async () => {
      return this.#output.match(/API\s+(https?:\/\/[^\s"]+)/) ?? undefined;
    });
    return url.replace(/\/$/, "");
  }

  /** HOST:PORT where peers connect. */
  async peerAddress(): Promise<string> {
    const [, address = ""] = await this.#until("tell where it listens", async () => {
      return this.#output.match(/listening on ([^)\s]+)\)/) ?? undefined;
    });
    return address.replace("[::]", "127.0.0.1");
  }

  async dataDirectory(): Promise<string> {
    const [, directory = ""] = await this.#until("tell where its data are", async () => {
      return this.#output.match(/Data +([^\s"]+)/) ?? undefined;
    });
    return directory;
  }

  async log(): Promise<string> {
    return await readFile(join(await this.dataDirectory(), "debug.log"), "utf8");
  }

  /** Waits until its log has this in it. */
  async logs(expected: RegExp): Promise<RegExpMatchArray> {
    return await this.#until(`log ${expected}`, async () => (await this.log()).match(expected) ?? undefined);
  }

  /** With the token of its data directory, unless `asked` says otherwise. */
  async asks(method: string, path: string, asked: Asked = {}): Promise<HttpAnswer> {
    const token = (await readFile(join(await this.dataDirectory(), ".cookie"), "utf8")).trim();
    return await askApi(`${await this.apiUrl()}${path}`, method, { token, ...asked });
  }

  /** The value of an answer with status 200. */
  async reads<Value>(path: string): Promise<Value> {
    const { status, value } = await this.asks("GET", path);
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${JSON.stringify(value)}`);
    return value as Value;
  }

  /** Reads again and again until the value is as wished. */
  async readsUntil<Value>(path: string, isWished: (value: Value) => boolean): Promise<Value> {
    let last: unknown;
    const wished = this.#until(`show at ${path} what was waited for`, async () => {
      last = (await this.asks("GET", path)).value;
      return isWished(last as Value) ? (last as Value) : undefined;
    });
    return await wished.catch((error: Error) => {
      throw new Error(`${error.message}\nLast answer of ${path}: ${JSON.stringify(last)}`);
    });
  }

  /** Its exit code, once it has ended by itself. */
  async ends(): Promise<number | null> {
    const [code] = await this.#until("end", async () => (this.#exitCode === undefined ? undefined : [this.#exitCode]));
    return code ?? null;
  }

  /** As an operator would by Ctrl-C, whatever state it is in. */
  async stop(): Promise<void> {
    if (this.#exitCode === undefined) this.#child.kill("SIGTERM");
    await this.ends().catch(() => this.#child.kill("SIGKILL"));
  }

  async #until<Value>(what: string, look: () => Promise<Value | undefined>): Promise<Value> {
    const until = performance.now() + WAIT_MS_MAX;
    for (;;) {
      // What a program printed last may arrive together with its end, so the end is asked first.
      const hasEnded = this.#exitCode !== undefined;
      const seen = await look();
      if (seen !== undefined) return seen;
      if (hasEnded || performance.now() > until) {
        const how = hasEnded ? `ended (${this.#exitCode}) and did not` : `did not within ${WAIT_MS_MAX / 1000} s`;
        throw new Error(`The ${this.role} ${how} ${what}. It printed:\n${this.answer}`);
      }
      await sleep(POLL_MS);
    }
  }
}

/** Nothing that is set for Triad where the tests run may reach the programs. */
function cleanEnvironment(): Record<string, string> {
  const isForeign = ([name]: readonly [string, unknown]) => !name.startsWith("TRIAD_") && name !== "NODE_OPTIONS";
  return Object.fromEntries(
    Object.entries(process.env)
      .flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))
      .filter(isForeign),
  );
}
