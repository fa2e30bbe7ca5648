/** Ten honest full nodes in a process of their own, each connected to the attacked node only: what they see of it. */
import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { PeerTarget } from "./target.ts";

export interface BystandersOptions {
  readonly networkFile: string;
  readonly victim: PeerTarget;
  readonly count: number;
  readonly blockEveryMs: number;
}

export type FromBystanders =
  /** All are connected and have the chain. */
  | { readonly type: "ready" }
  /** A block that one of them had first; `ms`: until it was the tip of each other that is connected. */
  | { readonly type: "block"; readonly ms: readonly number[]; readonly missed: number }
  | { readonly type: "closed"; readonly code: string; readonly text: string }
  | { readonly type: "failed"; readonly reason: string };

const READY_MS_MAX = 180_000;

export class Bystanders {
  /** Latencies at each node of each block since the last `take`, milliseconds. */
  #latenciesMs: number[] = [];
  #missed = 0;
  #closed: string[] = [];
  #failure: string | undefined;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  static start(options: BystandersOptions): Promise<Bystanders> {
    const main = fileURLToPath(new URL("./bystanders-main.ts", import.meta.url));
    const child = fork(main, [], { execArgv: ["--import", "tsx"], stdio: ["ignore", "inherit", "inherit", "ipc"] });
    child.send(options);
    const bystanders = new Bystanders(child);
    return new Promise((resolve, reject) => {
      const timeout = setTimeout(() => {
        child.kill();
        reject(new Error("the honest peers did not get the chain in time"));
      }, READY_MS_MAX);
      child.once("exit", () => reject(new Error("the process of the honest peers has ended")));
      child.on("message", (message: FromBystanders) => {
        if (message.type === "ready") {
          clearTimeout(timeout);
          resolve(bystanders);
        } else bystanders.#heard(message, reject);
      });
    });
  }

  /** What was seen since the last call. @throws Error when the honest peers can't go on. */
  take(): { readonly latenciesMs: readonly number[]; readonly missed: number; readonly closed: readonly string[] } {
    if (this.#failure !== undefined) throw new Error(`the honest peers have ended: ${this.#failure}`);
    const taken = { latenciesMs: this.#latenciesMs, missed: this.#missed, closed: this.#closed };
    this.#latenciesMs = [];
    this.#missed = 0;
    this.#closed = [];
    return taken;
  }

  stop(): void {
    this.#child.removeAllListeners("exit");
    this.#child.kill();
  }

  #heard(message: Exclude<FromBystanders, { type: "ready" }>, fail: (error: Error) => void): void {
    switch (message.type) {
      case "block":
        this.#latenciesMs.push(...message.ms);
        this.#missed += message.missed;
        return;
      case "closed":
        this.#closed.push(message.code);
        return;
      case "failed":
        this.#failure = message.reason;
        fail(new Error(message.reason));
        return;
      default:
        message satisfies never;
    }
  }
}
