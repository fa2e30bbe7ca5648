/** A node of a line in a process of its own, as the drill sees it. */
import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { OperatorCommand, OperatorReply, OperatorValue } from "@triad/roles";
import { bundle } from "../store/program-bundle.ts";
import type { SentByKind } from "./sent-bytes.ts";

export interface LineProcessOptions {
  readonly index: number;
  readonly port: number;
  /** Of the neighbour that it dials; absent: the last node. */
  readonly nextPort: number | undefined;
}

export type ToLineProcess =
  | { readonly type: "ask"; readonly ask: number; readonly command: OperatorCommand }
  | { readonly type: "take-sent"; readonly ask: number };

export type FromLineProcess =
  | { readonly type: "started" }
  /** `atMs`: Unix time with fractions, one clock for all processes of a machine. */
  | { readonly type: "tip"; readonly height: number; readonly atMs: number }
  | { readonly type: "answer"; readonly ask: number; readonly reply: OperatorReply }
  | { readonly type: "answer"; readonly ask: number; readonly sent: SentByKind };

type Answer = Extract<FromLineProcess, { type: "answer" }>;

export class LineProcess {
  /** When each height became the tip. */
  readonly tipAtMs = new Map<number, number>();
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #asks = 0;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  /** Builds what `start` starts, in this directory: a bundle, as deployed programs are. */
  static build(directory: string): string {
    return bundle("line", fileURLToPath(new URL("./line-process-main.ts", import.meta.url)), directory);
  }

  static start(program: string, options: LineProcessOptions): Promise<LineProcess> {
    // a block in hexadecimal as JSON would take longer on its way to the process than to its neighbours
    const child = fork(program, [JSON.stringify(options)], { serialization: "advanced" });
    const started = new LineProcess(child);
    return new Promise((resolve, reject) => {
      child.once("exit", (code) => reject(new Error(`node ${options.index} ended with code ${code}`)));
      child.on("message", (message: FromLineProcess) => {
        if (message.type === "started") resolve(started);
        else started.#heard(message);
      });
    });
  }

  /** What the node answers. @throws Error when it refuses, or answers something else. */
  async ask<Of extends OperatorValue["of"]>(
    command: OperatorCommand,
    of: Of,
  ): Promise<Extract<OperatorValue, { of: Of }>> {
    const answer = await this.#question((ask) => ({ type: "ask", ask, command }));
    if (!("reply" in answer)) throw new Error("an operator's question has a reply");
    const { reply } = answer;
    if (!reply.ok) throw new Error(`${command.name} was refused: ${reply.message}`);
    if (reply.value.of !== of) throw new Error(`${command.name} was answered with ${reply.value.of}`);
    return reply.value as Extract<OperatorValue, { of: Of }>;
  }

  /** What it has sent since the last call. */
  async takeSent(): Promise<SentByKind> {
    const answer = await this.#question((ask) => ({ type: "take-sent", ask }));
    return "sent" in answer ? answer.sent : {};
  }

  stop(): void {
    this.#child.removeAllListeners("exit");
    this.#child.kill();
  }

  #question(make: (ask: number) => ToLineProcess): Promise<Answer> {
    const ask = ++this.#asks;
    return new Promise((resolve) => {
      this.#waiting.set(ask, resolve);
      this.#child.send(make(ask));
    });
  }

  #heard(message: Exclude<FromLineProcess, { type: "started" }>): void {
    if (message.type === "tip") this.tipAtMs.set(message.height, message.atMs);
    else {
      this.#waiting.get(message.ask)?.(message);
      this.#waiting.delete(message.ask);
    }
  }
}
